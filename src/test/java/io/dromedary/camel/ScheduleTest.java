package io.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Route;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.CronTrigger;

@Timeout(60)
class ScheduleTest {
    private final FakeJobs fake;
    private final Semaphore runs = new Semaphore(0);

    ScheduleTest(@TempDir Path directory) throws IOException {
        fake = new FakeJobs(directory);
        fake.database.with("a", 1).reading((table, number) -> runs.release());
        Files.createDirectories(fake.jobs);
    }

    private void file(String name, String content) throws IOException {
        Files.writeString(fake.jobs.resolve(name), content);
    }

    private void awaitRuns(int count) throws InterruptedException {
        assertThat(runs.tryAcquire(count, 30, TimeUnit.SECONDS)).isTrue();
    }

    private static void refresh(DromedaryRuntime runtime) {
        JobSchedule schedule = runtime.context().getRegistry().lookupByNameAndType("jobSchedule", JobSchedule.class);
        schedule.refresh(runtime.context());
    }

    private static long triggers(DromedaryRuntime runtime) {
        return runtime.context().getRoutes().stream()
                .map(Route::getRouteId)
                .filter(id -> id.startsWith("scheduled-"))
                .count();
    }

    @Test
    void runsAJobAgainAndAgain() throws Exception {
        file("often.yaml", FakeJobs.OFTEN);
        try (DromedaryRuntime runtime = fake.serve()) {
            awaitRuns(3);
            assertThat(runtime.isBusy() || triggers(runtime) == 1).isTrue();
        }
    }

    @Test
    void runsAJobAtTheTimesOfItsCronExpression() throws Exception {
        file("cron job.yml", FakeJobs.EVERY_SECOND);
        try (DromedaryRuntime runtime = fake.serve()) {
            awaitRuns(2);
            var endpoint = (QuartzEndpoint) runtime.context().getEndpoints().stream()
                    .filter(QuartzEndpoint.class::isInstance)
                    .findFirst()
                    .orElseThrow();
            var trigger = (CronTrigger) endpoint.getComponent().getScheduler().getTrigger(endpoint.getTriggerKey());
            assertThat(trigger.getCronExpression()).isEqualTo("0/1 * * ? * MON-SUN");
            assertThat(trigger.getTimeZone().getID()).isEqualTo("GMT+02:00");
            assertThat(trigger.getMisfireInstruction()).isEqualTo(CronTrigger.MISFIRE_INSTRUCTION_FIRE_ONCE_NOW);
        }
    }

    @Test
    void neverRunsAJobTwiceAtOnce() throws Exception {
        file("often.yaml", FakeJobs.OFTEN);
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        fake.database.reading((table, number) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            sleep(180); // Three firings long.
            now.decrementAndGet();
            runs.release();
        });
        try (DromedaryRuntime runtime = fake.serve()) {
            awaitRuns(4);
            runtime.stopServing(Duration.ofSeconds(30));
        }

        assertThat(most).hasValue(1);
    }

    @Test
    void goesOnAfterARunThatFailed() throws Exception {
        file("often.yaml", FakeJobs.OFTEN);
        fake.database.reading((table, number) -> {
            runs.release();
            throw new IllegalStateException("on purpose");
        });
        try (DromedaryRuntime runtime = fake.serve()) {
            awaitRuns(3);
            assertThat(triggers(runtime)).isEqualTo(1);
        }
    }

    @Test
    void schedulesTheOthersWhenOneFileIsBroken() throws Exception {
        file("a.yaml", FakeJobs.BROKEN);
        file("b.json", FakeJobs.OFTEN);
        file("c.yaml", FakeJobs.NEVER);
        file("notes.txt", FakeJobs.OFTEN);
        try (DromedaryRuntime runtime = fake.serve()) {
            awaitRuns(1);
            assertThat(triggers(runtime)).isEqualTo(1);
        }
    }

    @Test
    void noticesFilesThatAreNewChangedOrGone() throws Exception {
        try (DromedaryRuntime runtime = fake.serve()) {
            refresh(runtime);
            assertThat(triggers(runtime)).isZero();

            file("a.yaml", FakeJobs.OFTEN);
            refresh(runtime);
            assertThat(triggers(runtime)).isEqualTo(1);
            awaitRuns(1);

            file("a.yaml", FakeJobs.NEVER);
            Files.setLastModifiedTime(fake.jobs.resolve("a.yaml"), FileTime.from(Instant.EPOCH));
            refresh(runtime);
            assertThat(triggers(runtime)).isZero();

            file("a.yaml", FakeJobs.OFTEN);
            refresh(runtime);
            assertThat(triggers(runtime)).isEqualTo(1);

            Files.delete(fake.jobs.resolve("a.yaml"));
            refresh(runtime);
            assertThat(triggers(runtime)).isZero();
        }
    }

    @Test
    void firesNoMoreAfterAStop() throws Exception {
        file("often.yaml", FakeJobs.OFTEN);
        var reading = new CountDownLatch(1);
        var started = new AtomicInteger();
        fake.database.reading((table, number) -> {
            started.incrementAndGet();
            reading.countDown();
            sleep(150);
        });
        try (DromedaryRuntime runtime = fake.serve()) {
            assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();

            runtime.stopServing(Duration.ofSeconds(30));

            int startedThen = started.get();
            sleep(300);
            assertThat(started).hasValue(startedThen);
            assertThat(runtime.isBusy()).isFalse();
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
