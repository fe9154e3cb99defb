package io.dromedary.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** Directories with one file and a manifest that both say which version they are. */
final class Versions {
    static final String MANIFEST = "manifest.json";
    static final String TABLE = "public_t";
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T07:30:05Z"), ZoneOffset.UTC);

    private Versions() {}

    /** Stages a version, without its manifest. */
    static void stage(StagingDirectory area, String version) throws IOException {
        byte[] bytes = version.getBytes(StandardCharsets.UTF_8);
        try (StagedFileWriter out = area.create(TABLE, "part_0001.parquet")) {
            out.write(bytes, 0, bytes.length);
            out.seal();
        }
    }

    /** Opens the area of a job. */
    static StagingDirectory open(Path location, String jobId) {
        return StagingDirectory.open(
                location, jobId, new DirectoryPublisher(CLOCK, MANIFEST, LocalFileOperations.INSTANCE, Duration.ZERO));
    }

    /** Makes the manifest of a version, which names the directory that it is for. */
    static StagingArea.Commit commit(String version) {
        return target -> (version + " " + target).getBytes(StandardCharsets.UTF_8);
    }

    /** Publishes a version in a job of its own. */
    static Path publish(Path location, String version, ConflictResolution conflict) throws IOException {
        return publish(location, version, conflict, LocalFileOperations.INSTANCE);
    }

    static Path publish(Path location, String version, ConflictResolution conflict, FileOperations files)
            throws IOException {
        StagingDirectory area = Versions.open(location, version);
        try {
            stage(area, version);
            return new DirectoryPublisher(CLOCK, MANIFEST, files, Duration.ZERO)
                    .publish(area, TABLE, conflict, commit(version));
        } finally {
            area.discard();
            area.close();
        }
    }

    /** The version that a directory has; fails if it is not complete. */
    static String complete(Path directory) throws IOException {
        String version = Files.readString(directory.resolve("part_0001.parquet"));
        assertThat(directory.resolve(MANIFEST)).hasContent(version + " " + directory.getFileName());
        assertThat(StagingDirectoryTest.names(directory)).containsExactly(MANIFEST, "part_0001.parquet");
        return version;
    }
}
