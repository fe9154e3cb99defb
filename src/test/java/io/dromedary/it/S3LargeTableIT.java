package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.TestPostgres;
import io.dromedary.testing.TestStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A table larger than the room for it, on disk and in memory, in a process of its own. With {@code
 * -Ddromedary.large-megabytes=5000} it is the one of which operations.md has the figures.
 */
class S3LargeTableIT {
    private static final int MEGABYTES = Integer.getInteger("dromedary.large-megabytes", 250);
    private static final int ROW_BYTES = 1000;
    private static final long ROOM_BYTES = 64L << 20;
    private static final long RESIDENT_KIB_MAX = 512 << 10;

    @TempDir
    private Path directory;

    @Test
    @Timeout(1200)
    void goesThroughLittleDiskAndMemory() throws Exception {
        TestPostgres db = TestPostgres.createDatabase();
        long rows = MEGABYTES * 1_000_000L / ROW_BYTES;
        db.execute(
                "CREATE UNLOGGED TABLE large (id bigint, payload bytea)",
                "ALTER TABLE large ALTER payload SET STORAGE EXTERNAL",
                ("INSERT INTO large SELECT i, decode(md5(i::text) || repeat(md5((i * 7)::text), 60), 'hex')"
                                + " FROM generate_series(1, %d) i")
                        .formatted(rows),
                "ANALYZE large");
        TestStore store = TestStore.createBucket(directory.resolve("staging"));
        Path job = new JobFile(directory, db)
                .to(store, "lake")
                .setting("compression", "none")
                .setting("dictionary", false)
                .threads("max_concurrent_chunks", 4)
                .table("large")
                .write();
        long start = System.nanoTime();
        Process process = Launcher.start(directory, options(store), "run", "--quiet", job.toString());
        long stagedBytes = 0;
        long residentKib = 0;
        while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
            stagedBytes = Math.max(stagedBytes, bytes(directory.resolve("staging")));
            residentKib = Math.max(residentKib, peakResidentKib(process.pid()));
        }
        System.out.printf(
                "%d MB: %.1f s, %d MiB on disk, %d MiB of memory%n",
                MEGABYTES, (System.nanoTime() - start) / 1e9, stagedBytes >> 20, residentKib >> 10);

        assertThat(process.exitValue())
                .as(Files.readString(directory.resolve("err.txt")))
                .isZero();
        assertThat(stagedBytes).isBetween(1L << 20, ROOM_BYTES + (1 << 20));
        assertThat(residentKib).isBetween(1L, RESIDENT_KIB_MAX);
        assertThat(store.openUploads()).isZero();
        assertWhole(store, rows);
    }

    private void assertWhole(TestStore store, long rows) throws Exception {
        Process verify = Launcher.start(
                directory, options(store), "verify", store.location("lake").toString());
        assertThat(verify.waitFor()).isZero();
        assertThat(Files.readString(directory.resolve("out.txt"))).contains("%,d rows".formatted(rows), "0 findings");
    }

    private String[] options(TestStore store) {
        return S3Launch.options(store, directory.resolve("staging"), 64);
    }

    private static long bytes(Path root) {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += size(file);
            }
        } catch (IOException | UncheckedIOException e) {
            return bytes; // Something was just removed.
        }
        return bytes;
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private static long peakResidentKib(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/%d/status".formatted(pid)))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
