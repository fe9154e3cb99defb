package io.dromedary.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagingDirectoryTest {
    @TempDir
    private Path location;

    @Test
    void filesWaitUnseenUntilTheAreaIsDiscarded() throws IOException {
        StagingDirectory area = Versions.open(location.resolve("new/exports"), "1");
        StagedFile file = stage(area, "public_t");

        assertThat(file.name()).isEqualTo("part_0001.parquet");
        assertThat(location.resolve("new/exports/.temp/job_1/public_t/part_0001.parquet"))
                .hasContent("rows");
        assertThat(names(area.location())).containsExactly(".temp");
        area.discard();
        area.close();
        assertThat(names(area.location())).isEmpty();
    }

    @Test
    void aFileThatIsNotSealedIsGone() throws IOException {
        try (StagingDirectory area = Versions.open(location, "1")) {
            try (StagedFileWriter out = area.create("public_t", "part_0001.parquet")) {
                out.write('x');
                assertThat(names(area.directory("public_t"))).containsExactly("part_0001.parquet.part");
            }
            assertThat(area.directory("public_t")).isEmptyDirectory();
        }
    }

    @Test
    void aSealedFileTellsItsSizeAndDigest() throws IOException {
        try (StagingDirectory area = Versions.open(location, "1")) {
            StagedFile file = stage(area, "public_t");

            assertThat(file.bytes()).isEqualTo(4);
            assertThat(area.path("public_t", file.name())).hasDigest("SHA-256", file.sha256());
        }
    }

    @Test
    void leftoversOfAKilledProcessAreRemovedAtTheNextStart() throws IOException {
        try (OtherProcess killed = OtherProcess.owning(location, "killed")) {
            killed.kill();
        }
        assertThat(location.resolve(".temp/job_killed/public_t/part_0001.parquet.part"))
                .exists();

        StagingDirectory.recover(location);

        assertThat(location.resolve(".temp")).isEmptyDirectory();
    }

    @Test
    void whatALivingProcessOwnsStays() throws IOException {
        try (OtherProcess living = OtherProcess.owning(location, "living")) {
            StagingDirectory.recover(location);

            assertThat(location.resolve(".temp/job_living/public_t/part_0001.parquet.part"))
                    .exists();
            living.kill();
            StagingDirectory.recover(location);
            assertThat(location.resolve(".temp")).isEmptyDirectory();
        }
    }

    @Test
    void tellsWhatIsThereAndChangesNothing() throws IOException {
        assertThat(StagingDirectory.entries(location)).isEmpty();
        try (OtherProcess living = OtherProcess.owning(location, "living");
                StagingDirectory mine = Versions.open(location, "mine")) {
            try (OtherProcess killed = OtherProcess.owning(location, "killed")) {
                killed.kill();
            }
            Path temp = mine.location().resolve(".temp");
            Files.createFile(temp.resolve("notes.txt"));

            for (int i = 0; i < 2; i++) {
                assertThat(StagingDirectory.entries(location))
                        .containsExactly(
                                new TemporaryEntry(temp.resolve("job_killed"), TemporaryEntry.Kind.LEFTOVER),
                                new TemporaryEntry(temp.resolve("job_living"), TemporaryEntry.Kind.RUNNING),
                                new TemporaryEntry(temp.resolve("job_mine"), TemporaryEntry.Kind.RUNNING),
                                new TemporaryEntry(temp.resolve("notes.txt"), TemporaryEntry.Kind.FOREIGN));
            }
            OtherProcess.recover(location);
            assertThat(temp.resolve("job_mine")).exists();
            living.kill();
        }
    }

    @Test
    void whatThisProcessOwnsStaysAlsoWhenItRecoversAgain() throws IOException {
        try (StagingDirectory area = Versions.open(location, "mine")) {
            StagedFile file = stage(area, "public_t");
            StagingDirectory.recover(location);
            assertThat(area.path("public_t", file.name())).exists();

            // Closing any channel of a file gives up the process's locks on it, so the other process must see it too.
            OtherProcess.recover(location);

            assertThat(area.path("public_t", file.name())).exists();
        }
    }

    @Test
    void whatWasNotDiscardedIsRemovedAtTheNextStart() throws IOException {
        StagingDirectory kept = Versions.open(location, "kept");
        stage(kept, "public_t");
        kept.close();

        StagingDirectory.recover(location);

        assertThat(location.resolve(".temp")).isEmptyDirectory();
    }

    @Test
    @Timeout(60)
    void jobsThatStartAndEndAtOnceNeverDisturbEachOther() throws Exception {
        int threads = 6;
        var start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> jobs = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            String prefix = i + "_";
            jobs.add(pool.submit(() -> {
                start.await();
                for (int run = 0; run < 40; run++) {
                    StagingDirectory.recover(location);
                    StagingDirectory area = Versions.open(location, prefix + run);
                    StagedFile file = stage(area, "public_t");
                    assertThat(area.path("public_t", file.name())).hasContent("rows");
                    if (run % 2 == 0) {
                        area.discard();
                    }
                    area.close();
                }
                return null;
            }));
        }
        for (Future<?> job : jobs) {
            job.get();
        }
        pool.shutdown();
        StagingDirectory.recover(location);
        assertThat(names(location)).isSubsetOf(".temp");
    }

    @Test
    void aRecoveryThatWasKilledIsEndedByTheNext() throws IOException {
        // Killed before its lock file was there, and after it had removed everything else.
        Files.createDirectories(location.resolve(".temp/.new_1"));
        Files.createDirectories(location.resolve(".temp/job_1"));

        StagingDirectory.recover(location);

        assertThat(location.resolve(".temp")).isEmptyDirectory();
    }

    @Test
    void whatIsNotOursInTheTemporaryDirectoryStays() throws IOException {
        Path file = Files.createDirectories(location.resolve(".temp/notes")).resolve("todo.txt");
        Files.writeString(file, "precious");
        Files.writeString(location.resolve(".temp/job_list"), "precious");
        Files.createDirectories(location.resolve(".temp/empty"));

        StagingDirectory.recover(location);

        assertThat(file).hasContent("precious");
        assertThat(location.resolve(".temp/job_list")).hasContent("precious");
        assertThat(location.resolve(".temp/empty")).exists();
    }

    @Test
    void leftoversThatCannotBeRemovedStopNobody() throws IOException {
        // No file can be opened where a directory is.
        Files.createDirectories(location.resolve(".temp/job_1/owner.lock/in the way"));

        StagingDirectory.recover(location);
        StagingDirectory area = Versions.open(location, "2");

        stage(area, "public_t");
        assertThat(area.path("public_t", "part_0001.parquet")).exists();
        area.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "a/", "/etc", "a/../..", "x/..", "a/../b", "a/./b", "./a"})
    void nothingLiesOutsideOfTheArea(String name) {
        try (StagingDirectory area = Versions.open(location, "1")) {
            assertThatThrownBy(() -> area.directory(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("'%s' is no name below a directory", name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "file/exports", "file/a/b"})
    void aFileInTheWayIsNamed(String path) throws IOException {
        Path file = Files.writeString(location.resolve("file"), "precious");

        assertThatThrownBy(() -> Versions.open(location.resolve(path), "1"))
                .isInstanceOfSatisfying(
                        DromedaryException.class, e -> assertThat(e.category()).isEqualTo(FailureCategory.DESTINATION))
                .hasMessage("%s is a file; export_settings.location has to be a directory.", file);
        assertThat(file).hasContent("precious");
    }

    static StagedFile stage(StagingDirectory area, String directory) throws IOException {
        try (StagedFileWriter out = area.create(directory, "part_0001.parquet")) {
            out.write(new byte[] {'r', 'o', 'w', 's'}, 0, 4);
            return out.seal();
        }
    }

    static List<String> names(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
