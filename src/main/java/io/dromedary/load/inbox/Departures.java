package io.dromedary.load.inbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Where files go that have been dealt with: {@code done/<date>} and {@code failed/<date>}, with what there is to say of
 * them beside them. Never over an earlier file; then the time is put into the name. Dates and times are UTC.
 */
final class Departures {
    static final String REASON = ".reason.txt";
    static final String NOTE = ".note.txt";
    /** What a load writes beside a file, or into the directory for rejected records. */
    static final List<String> REJECTS = List.of(".rejected", ".reasons.csv");

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path directory;
    private final Path rejects;
    private final Clock clock;

    /**
     * For the files of a directory.
     *
     * @param rejects where a load has set rejected records aside
     */
    Departures(Path directory, Path rejects, Clock clock) {
        this.directory = directory;
        this.rejects = rejects;
        this.clock = clock;
    }

    /** Moves a file that is loaded; returns where it is. */
    Path done(Path file) throws IOException {
        return move(file, freeName(file, "done"));
    }

    /** The same for one that was loaded before. */
    Path done(Path file, String note) throws IOException {
        Path target = freeName(file, "done");
        write(target, NOTE, note);
        return move(file, target);
    }

    /** Moves a file that failed. Its reason is there first, so that nobody finds the one without the other. */
    Path failed(Path file, String reason) throws IOException {
        Path target = freeName(file, "failed");
        write(target, REASON, reason);
        return move(file, target);
    }

    private static void write(Path target, String suffix, String text) throws IOException {
        Files.writeString(beside(target, suffix), text + System.lineSeparator(), StandardCharsets.UTF_8);
    }

    private Path move(Path file, Path target) throws IOException {
        for (String suffix : REJECTS) {
            Path written = rejects.resolve(file.getFileName() + suffix);
            if (Files.exists(written)) {
                Files.move(written, beside(target, suffix));
            }
        }
        return Files.move(file, target);
    }

    private Path freeName(Path file, String outcome) throws IOException {
        Path folder = directory.resolve(outcome).resolve(DATE.format(clock.instant()));
        Files.createDirectories(folder);
        String name = file.getFileName().toString();
        Path target = folder.resolve(name);
        while (isTaken(target)) {
            int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
            target = folder.resolve("%s_%s%s"
                    .formatted(name.substring(0, dot), TIMESTAMP.format(clock.instant()), name.substring(dot)));
        }
        return target;
    }

    private static boolean isTaken(Path target) {
        return Files.exists(target)
                || Files.exists(beside(target, REASON))
                || Files.exists(beside(target, NOTE))
                || REJECTS.stream().anyMatch(suffix -> Files.exists(beside(target, suffix)));
    }

    static Path beside(Path target, String suffix) {
        return target.resolveSibling(target.getFileName() + suffix);
    }
}
