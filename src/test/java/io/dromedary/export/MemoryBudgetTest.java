package io.dromedary.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class MemoryBudgetTest {
    private final MemoryBudget budget = new MemoryBudget(100);

    @Test
    void jobsThatFitTogetherDoNotWait() {
        budget.reserve("a", 60);
        budget.reserve("b", 40);
    }

    @Test
    void aJobWaitsUntilThereIsEnough() throws Exception {
        budget.reserve("a", 60);
        budget.reserve("b", 30);
        CompletableFuture<Void> waiting = reserveElsewhere("c", 50);

        budget.release("b");
        assertThat(waiting).isNotDone();
        budget.release("a");

        waiting.get();
    }

    @Test
    void aJobThatNeedsMoreThanThereIsRunsAlone() throws Exception {
        budget.reserve("large", 1000);
        CompletableFuture<Void> small = reserveElsewhere("small", 1);
        assertThat(small).isNotDone();

        budget.release("large");

        small.get();
    }

    @Test
    void nobodyWaitsAfterAStop() throws Exception {
        budget.reserve("a", 100);
        CompletableFuture<Void> waiting = reserveElsewhere("b", 1);

        budget.stop();

        waiting.get();
        budget.reserve("c", 1);
    }

    /** Returns when the other thread waits. */
    private CompletableFuture<Void> reserveElsewhere(String jobId, long share) throws InterruptedException {
        var started = new CompletableFuture<Thread>();
        CompletableFuture<Void> reserved = CompletableFuture.runAsync(() -> {
            started.complete(Thread.currentThread());
            budget.reserve(jobId, share);
        });
        Thread thread = started.join();
        while (thread.getState() != Thread.State.WAITING && !reserved.isDone()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return reserved;
    }
}
