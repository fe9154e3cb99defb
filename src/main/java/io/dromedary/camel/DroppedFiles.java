package io.dromedary.camel;

import io.dromedary.export.JobReport;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.load.inbox.InboxReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where dropped files go when they have been dealt with. Never over an earlier one of the same name. */
public final class DroppedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(DroppedFiles.class);
    private static final String REASON = ".reason.txt";
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Clock clock;

    DroppedFiles(Clock clock) {
        this.clock = clock;
    }

    /**
     * Where the file of a job goes whose tables are all published, or whose files are all loaded.
     *
     * @throws DromedaryException if some are not
     */
    public String done(String file, Object report) {
        if (report instanceof JobReport tables) {
            tables.orThrow();
        } else if (report instanceof InboxReport files) {
            files.orThrow();
        }
        return freeName(Path.of(file), "done").toString();
    }

    /**
     * Where the file of a job goes that failed; the reason is beside that place already.
     *
     * @throws DromedaryException the cause itself if the job was cancelled: its file stays, to be run after the next
     *     start
     */
    public String failed(String file, Throwable cause) throws IOException {
        if (cause instanceof DromedaryException known && known.category() == FailureCategory.CANCELLED) {
            throw known;
        }
        LOG.error("{} failed with error: {}", file, cause.getMessage());
        Path target = freeName(Path.of(file), "failed");
        Files.createDirectories(target.getParent());
        String reason = cause instanceof DromedaryException ? String.valueOf(cause.getMessage()) : cause.toString();
        Files.writeString(reasonOf(target), reason + System.lineSeparator(), StandardCharsets.UTF_8);
        return target.toString();
    }

    private Path freeName(Path file, String directory) {
        Path target = file.resolveSibling(directory).resolve(file.getFileName());
        while (Files.exists(target) || Files.exists(reasonOf(target))) {
            String name = file.getFileName().toString();
            int dot = name.lastIndexOf('.');
            target = target.resolveSibling("%s_%s%s"
                    .formatted(name.substring(0, dot), TIMESTAMP.format(clock.instant()), name.substring(dot)));
        }
        return target;
    }

    private static Path reasonOf(Path file) {
        return file.resolveSibling(file.getFileName() + REASON);
    }
}
