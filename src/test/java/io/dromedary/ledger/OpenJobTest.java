package io.dromedary.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.ledger.JobEntry.Worker;
import io.dromedary.ledger.JobStart.ItemStart;
import io.dromedary.process.ProcessIdentity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenJobTest {
    private static final Instant BEGIN = Instant.parse("2026-11-21T12:00:00Z");

    private final SetClock clock = new SetClock();

    /** Goes on when it is told to. */
    private static final class SetClock extends Clock {
        private Instant now = BEGIN;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private OpenJob job(JobKind kind, ItemStart... items) {
        var start = new JobStart("id", kind, "name", "{}", BEGIN, List.of(items));
        return new OpenJob(start, new Worker("Dromedary", "host", ProcessIdentity.OWN), clock, () -> {});
    }

    private JobEntry after(OpenJob job, int seconds) {
        clock.now = BEGIN.plus(Duration.ofSeconds(seconds));
        return job.changes().job();
    }

    @Test
    void anImportIsAsFarAsItsBytes() {
        OpenJob job = job(JobKind.IMPORT, new ItemStart("a", 100), new ItemStart("b", 300));
        job.itemStarted("a");
        job.progressed("a", 50, 7);

        JobEntry half = after(job, 10);
        assertThat(half.progress()).isEqualTo(new JobProgress(7, 0, 50, 400, 12, 2, 0));
        assertThat(half.findSecondsLeft()).hasValue(73);
        assertThat(half.rowsPerSecond()).isEqualTo(0.7);

        job.itemResult("a", new ItemEnd(State.SUCCEEDED, 9, 1, 100, 1, "t", null, null));
        assertThat(after(job, 10).progress()).isEqualTo(new JobProgress(9, 1, 100, 400, 25, 2, 1));
    }

    @Test
    void threadsThatComeLateDoNotTakeProgressBack() {
        OpenJob job = job(JobKind.IMPORT, new ItemStart("a", 100));
        job.itemStarted("a");
        job.progressed("a", 80, 1);
        job.progressed("a", 30, 1);

        assertThat(after(job, 1).progress()).isEqualTo(new JobProgress(2, 0, 80, 100, 80, 1, 0));
    }

    @Test
    void anotherTryCountsRowsFromTheStartAndKeepsThePercentage() {
        OpenJob job = job(JobKind.IMPORT, new ItemStart("a", 100));
        job.itemStarted("a");
        job.progressed("a", 80, 8);
        assertThat(after(job, 1).progress().percent()).isEqualTo(80);
        job.itemStarted("a");
        job.progressed("a", 10, 1);

        assertThat(after(job, 2).progress()).isEqualTo(new JobProgress(1, 0, 10, 100, 80, 1, 0));
    }

    @Test
    void nobodyKnowsHowFarAStreamIs() {
        OpenJob job = job(JobKind.IMPORT, new ItemStart("-", JobStart.UNKNOWN));
        job.itemStarted("-");
        job.progressed("-", 80, 8);

        assertThat(after(job, 1).progress()).isEqualTo(new JobProgress(8, 0, 80, -1, -1, 1, 0));
        assertThat(after(job, 1).findSecondsLeft()).isEmpty();
        job.end(State.SUCCEEDED, null, null);
        assertThat(after(job, 1).progress().percent()).isEqualTo(100);
    }

    @Test
    void anExportIsAsFarAsItsRowsAndNotDoneBeforeItsEnd() {
        OpenJob job = job(JobKind.EXPORT, new ItemStart("a", 100), new ItemStart("view", JobStart.UNKNOWN));
        job.itemStarted("a");
        job.progressed("a", 60);
        job.progressed("a", -20);
        assertThat(after(job, 1).progress()).isEqualTo(new JobProgress(40, 0, 0, -1, 40, 2, 0));
        job.progressed("a", 1000);
        assertThat(after(job, 1).progress().percent()).isEqualTo(99);
    }

    @Test
    void whatHasNotEndedEndsWithTheJob() {
        OpenJob job = job(JobKind.IMPORT, new ItemStart("a", 1), new ItemStart("b", 1), new ItemStart("c", 1));
        job.itemStarted("a");
        job.itemResult("a", ItemEnd.skipped("t", "before"));
        job.itemStarted("b");
        job.end(State.FAILED, "DATA", "why");

        OpenJob.Changes changes = job.changes();
        assertThat(changes.items())
                .extracting(item -> item.result().state())
                .containsExactlyInAnyOrder(State.SKIPPED, State.FAILED, State.CANCELLED);
        assertThat(changes.job().outcome()).isEqualTo(new JobEntry.Outcome(State.FAILED, "DATA", "why"));
    }

    @Test
    void onlyWhatHasChangedIsWrittenUnlessTheWriteFailed() {
        OpenJob job = job(JobKind.IMPORT, new ItemStart("a", 1), new ItemStart("b", 1));
        job.itemStarted("b");
        assertThat(job.changes().items()).hasSize(2);
        assertThat(job.changes().items())
                .as("what runs")
                .extracting(ItemEntry::name)
                .containsExactly("b");
        job.notSaved();
        assertThat(job.changes().items()).hasSize(2);
    }

    @Test
    void aFileThatArrivesMeanwhileIsAnItemToo() {
        OpenJob job = job(JobKind.IMPORT, new ItemStart("a", 1));
        job.itemStarted("new");

        assertThat(job.changes().items()).extracting(ItemEntry::number).containsExactlyInAnyOrder(1, 2);
    }
}
