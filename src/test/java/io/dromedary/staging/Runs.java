package io.dromedary.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.staging.StagingArea.Commit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs with two files each that are added to one directory, whose manifest names the runs in their order. */
final class Runs {
    static final String PARTITION = "system=s/table=t/dt=2026-11-21";
    private static final List<String> FILES = List.of("part_0001_%s.parquet", "part_0002_%s.parquet");

    private Runs() {}

    /** The manifest of a run, alone or after others. */
    record Manifest(String run) implements Commit {
        @Override
        public byte[] documentFor(String table) {
            return bytes(run + "\n");
        }

        @Override
        public byte[] documentAfter(String table, byte[] before) {
            return bytes(new String(before, StandardCharsets.UTF_8) + run + "\n");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Stages the files of a run. */
    static void stage(StagingArea area, String run) throws IOException {
        for (String file : FILES) {
            try (StagedFileWriter out = area.create(PARTITION, file.formatted(run))) {
                byte[] content = bytes(run);
                out.write(content, 0, content.length);
                out.seal();
            }
        }
    }

    /** Adds a run in a job of its own. */
    static void append(Path location, String run) throws IOException {
        append(location, run, LocalFileOperations.INSTANCE);
    }

    static void append(Path location, String run, FileOperations files) throws IOException {
        publish(location, run, ConflictResolution.APPEND, files);
    }

    static void append(Path location, String run, DirectoryPublisher publisher) throws IOException {
        publish(location, run, ConflictResolution.APPEND, publisher);
    }

    static void publish(Path location, String run, ConflictResolution conflict, FileOperations files)
            throws IOException {
        publish(
                location,
                run,
                conflict,
                new DirectoryPublisher(Versions.CLOCK, Versions.MANIFEST, files, Duration.ZERO));
    }

    private static void publish(Path location, String run, ConflictResolution conflict, DirectoryPublisher publisher)
            throws IOException {
        StagingDirectory area = StagingDirectory.open(location, run, publisher);
        try {
            stage(area, run);
            area.publish(PARTITION, conflict, new Manifest(run));
        } finally {
            area.discard();
            area.close();
        }
    }

    /** The runs of the partition; fails if it is not complete. */
    static List<String> complete(Path location) throws IOException {
        Path directory = location.resolve(PARTITION);
        List<String> runs = Files.readAllLines(directory.resolve(Versions.MANIFEST));
        List<String> names = new ArrayList<>(List.of(Versions.MANIFEST));
        for (String run : runs) {
            for (String file : FILES) {
                names.add(file.formatted(run));
                assertThat(directory.resolve(file.formatted(run))).hasContent(run);
            }
        }
        assertThat(StagingDirectoryTest.names(directory)).containsExactlyInAnyOrderElementsOf(names);
        return runs;
    }
}
