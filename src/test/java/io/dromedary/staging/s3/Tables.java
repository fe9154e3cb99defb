package io.dromedary.staging.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.staging.CommitFormat;
import io.dromedary.staging.ConflictResolution;
import io.dromedary.staging.Location;
import io.dromedary.staging.StagedFile;
import io.dromedary.staging.StagedFileWriter;
import io.dromedary.staging.StagingArea;
import io.dromedary.testing.TestStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Tables of two files whose commit documents are lists: the version, the name, and the files. */
final class Tables {
    static final String TABLE = "public_t";
    static final String COMMIT = "commit.txt";
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T07:30:05Z"), ZoneOffset.UTC);
    static final CommitFormat FORMAT = new CommitFormat(COMMIT, List.of(COMMIT), Tables::filesOf);

    private Tables() {}

    private static Set<String> filesOf(byte[] commit) {
        List<String> lines = lines(commit);
        return new HashSet<>(lines.subList(Math.min(2, lines.size()), lines.size()));
    }

    private static List<String> lines(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }

    static S3Destination destination(Location.S3 location) {
        return new S3Destination(location, CLOCK, FORMAT);
    }

    /** Opens an area, stages a version, publishes it, and tidies up, as a job does. */
    static String publish(S3Destination destination, String version, ConflictResolution conflict) throws IOException {
        StagingArea area = destination.open(UUID.randomUUID().toString());
        try {
            return area.publish(TABLE, conflict, commit(version, stage(area, version, conflict)));
        } finally {
            area.discard();
            area.close();
        }
    }

    /** Stages two files of a version. */
    static List<StagedFile> stage(StagingArea area, String version, ConflictResolution conflict) throws IOException {
        area.reserve(TABLE, conflict);
        List<StagedFile> files = new ArrayList<>();
        for (String name : List.of("part_0001.parquet", "region=EU/part_0002.parquet")) {
            try (StagedFileWriter out = area.create(TABLE, name)) {
                byte[] bytes = version.getBytes(StandardCharsets.UTF_8);
                out.write(bytes, 0, bytes.length);
                files.add(out.seal());
            }
        }
        return files;
    }

    static StagingArea.Commit commit(String version, List<StagedFile> files) {
        String names = files.stream().map(StagedFile::name).collect(Collectors.joining("\n"));
        return table -> (version + "\n" + table + "\n" + names + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The version that a table has; fails if it is not complete. */
    static String complete(TestStore store, String table) {
        List<String> lines = lines(store.read("lake/" + table + "/" + COMMIT));
        assertThat(lines).hasSize(4).element(1).isEqualTo(table);
        for (String file : lines.subList(2, 4)) {
            assertThat(store.read("lake/" + table + "/" + file)).asString().isEqualTo(lines.get(0));
        }
        return lines.get(0);
    }

    /** Every key that neither belongs to the tables nor is a commit document or pointer of them. */
    static List<String> unnamed(TestStore store) {
        Set<String> named = new HashSet<>();
        for (String key : store.keys()) {
            if (key.endsWith("/" + COMMIT)) {
                named.add(key);
                String directory = key.substring(0, key.length() - COMMIT.length());
                filesOf(store.read(key)).forEach(file -> named.add(directory + file));
            } else if (key.endsWith(".CURRENT")) {
                named.add(key);
            }
        }
        return store.keys().stream().filter(key -> !named.contains(key)).toList();
    }
}
