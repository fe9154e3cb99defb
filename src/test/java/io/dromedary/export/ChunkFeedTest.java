package io.dromedary.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.files.FileLayout;
import io.dromedary.table.ChunkBounds;
import io.dromedary.table.TableSchema;
import io.dromedary.testing.CatalogOnly;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ChunkFeedTest {

    @Test
    void handsOutEachChunkOnceInOrder() {
        var feed = new ChunkFeed("job", plan(3, 3), new Semaphore(10));

        assertThat(List.of(
                        feed.next().number(), feed.next().number(), feed.next().number()))
                .containsExactly(1, 2, 3);
        assertThat(feed.hasNext()).isFalse();
        assertThatThrownBy(feed::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("public.t has no more chunks");
    }

    @Test
    void waitsUntilAWorkerOfTheTableIsFree() throws InterruptedException {
        var feed = new ChunkFeed("job", plan(3, 2), new Semaphore(10));
        feed.next();
        feed.next();

        assertWaitsFor(feed, feed::release);
    }

    @Test
    void waitsUntilTheJobHasRoom() throws InterruptedException {
        var room = new Semaphore(1);
        var other = new ChunkFeed("job", plan(1, 1), room);
        other.next();

        assertWaitsFor(new ChunkFeed("job", plan(1, 1), room), other::release);
    }

    @Test
    void roomIsBackWhenAllHaveEnded() {
        var room = new Semaphore(2);
        var feed = new ChunkFeed("job", plan(2, 2), room);
        feed.next();
        feed.next();
        feed.release();
        feed.release();

        assertThat(room.availablePermits()).isEqualTo(2);
    }

    private static void assertWaitsFor(ChunkFeed feed, Runnable release) throws InterruptedException {
        var handedOut = new CountDownLatch(1);
        var taker = new Thread(() -> {
            feed.next();
            handedOut.countDown();
        });
        taker.start();
        while (taker.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(handedOut.getCount()).isEqualTo(1);
        release.run();
        assertThat(handedOut.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static TablePlan plan(int chunks, int workers) {
        var table = CatalogOnly.table("public", "t", 1, 1);
        return new TablePlan(
                table,
                new TableSchema(table.columns()),
                "",
                SplitStrategy.BLOCKS,
                "",
                Collections.nCopies(chunks, new ChunkBounds.Whole()),
                workers,
                "public_t",
                "",
                FileLayout.DEFAULT);
    }
}
