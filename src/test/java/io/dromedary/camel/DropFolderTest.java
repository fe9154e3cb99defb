package io.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DropFolderTest {
    private final FakeJobs fake;
    private final Path folder;
    private final AtomicInteger runs = new AtomicInteger();

    DropFolderTest(@TempDir Path directory) throws IOException {
        fake = new FakeJobs(directory);
        fake.database.with("a", 1).reading((table, number) -> runs.incrementAndGet());
        folder = fake.inbox.resolve("jobs");
        Files.createDirectories(folder);
    }

    private void drop(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1500 && !condition.getAsBoolean(); i++) {
            Thread.sleep(20);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private long count(String directory) {
        try (Stream<Path> files = Files.list(folder.resolve(directory))) {
            return files.count();
        } catch (IOException e) {
            return 0;
        }
    }

    @Test
    void runsADroppedJob() throws Exception {
        try (DromedaryRuntime runtime = fake.serve()) {
            drop("a.yaml", FakeJobs.NEVER);
            await(() -> Files.exists(folder.resolve("done/a.yaml")));
            assertThat(runtime.context().isStarted()).isTrue();
        }

        assertThat(runs).hasValue(1);
        assertThat(fake.location.resolve("public_a")).isDirectory();
        assertThat(folder.resolve("a.yaml")).doesNotExist();
    }

    @Test
    void saysWhyAJobFailed() throws Exception {
        try (DromedaryRuntime runtime = fake.serve()) {
            drop("Broken.JSON", FakeJobs.BROKEN);
            await(() -> Files.exists(folder.resolve("failed/Broken.JSON")));
            assertThat(runtime.context().isStarted()).isTrue();
        }

        assertThat(folder.resolve("failed/Broken.JSON.reason.txt"))
                .hasContent("Broken.JSON is broken." + System.lineSeparator());
    }

    @Test
    void saysWhichTablesFailed() throws Exception {
        fake.database.reading((table, number) -> {
            throw DromedaryException.permanent(FailureCategory.SOURCE, "public.a: permission denied");
        });
        try (DromedaryRuntime runtime = fake.serve()) {
            drop("a.yml", FakeJobs.NEVER);
            await(() -> Files.exists(folder.resolve("failed/a.yml")));
            assertThat(runtime.context().isStarted()).isTrue();
        }

        assertThat(folder.resolve("failed/a.yml.reason.txt"))
                .content()
                .contains("a.yml: 1 of 1 tables failed", "public.a: permission denied");
    }

    @Test
    void keepsEarlierFilesOfTheSameName() throws Exception {
        try (DromedaryRuntime runtime = fake.serve()) {
            for (int run = 1; run <= 2; run++) {
                int expected = run;
                drop("good.yaml", FakeJobs.NEVER);
                drop("bad.yaml", FakeJobs.BROKEN);
                await(() -> count("done") == expected && count("failed") == 2L * expected && count(".") == 2);
            }
            assertThat(runtime.context().isStarted()).isTrue();
        }

        assertThat(runs).hasValue(2);
        assertThat(fake.location.resolve("public_a_v2")).isDirectory();
    }

    @Test
    void waitsUntilAFileIsWhole() throws Exception {
        try (DromedaryRuntime runtime = fake.serve()) {
            Path file = folder.resolve("slow.yaml");
            Files.writeString(file, "nev");
            for (int i = 0; i < 15; i++) {
                Thread.sleep(100);
                Files.writeString(file, " ", StandardOpenOption.APPEND);
                assertThat(file).exists();
                assertThat(runs).hasValue(0);
            }
            Files.writeString(file, FakeJobs.NEVER);
            await(() -> Files.exists(folder.resolve("done/slow.yaml")));
            assertThat(runtime.context().isStarted()).isTrue();
        }
    }

    @Test
    void leavesOtherFilesAlone() throws Exception {
        try (DromedaryRuntime runtime = fake.serve()) {
            drop("a.yaml.part", FakeJobs.NEVER);
            drop(".b.yaml", FakeJobs.NEVER);
            drop("c.yaml", FakeJobs.NEVER);
            await(() -> count("done") == 1);
            assertThat(runtime.context().isStarted()).isTrue();
        }

        assertThat(runs).hasValue(1);
        assertThat(folder.resolve("a.yaml.part")).exists();
        assertThat(folder.resolve(".b.yaml")).exists();
    }

    @Test
    void runsAJobAgainThatWasCancelledByAStop() throws Exception {
        var reading = new CountDownLatch(1);
        var cancelled = new CountDownLatch(1);
        fake.database.onCancel(cancelled::countDown).reading((table, number) -> {
            reading.countDown();
            try {
                cancelled.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (DromedaryRuntime runtime = fake.serve()) {
            drop("a.yaml", FakeJobs.NEVER);
            drop("b.yaml", FakeJobs.NEVER);
            assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();
            runtime.stopServing(Duration.ofMillis(10));
        }
        assertThat(folder.resolve("a.yaml")).exists();
        assertThat(folder.resolve("b.yaml")).exists();

        fake.database.onCancel(() -> {}).reading((table, number) -> runs.incrementAndGet());
        try (DromedaryRuntime runtime = fake.serve()) {
            await(() -> count("done") == 2);
            assertThat(runtime.context().isStarted()).isTrue();
        }
        assertThat(runs).hasValue(2);
    }
}
