package io.dromedary.ledger;

import java.time.Instant;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A table or file of a job that is not over. The counters are thread-safe; for the rest, the job has the lock. */
final class OpenItem {
    final LongAdder rows = new LongAdder();
    final LongAccumulator bytes = new LongAccumulator(Math::max, 0);

    private final int number;
    private final JobStart.ItemStart start;
    private State state = State.QUEUED;
    private @Nullable Instant started;
    private @Nullable Instant ended;
    private @Nullable ItemEnd end;
    private boolean isSaved;

    OpenItem(int number, JobStart.ItemStart start) {
        this.number = number;
        this.start = start;
    }

    /** Begins, maybe once more. */
    void start(Instant now) {
        rows.reset();
        bytes.reset();
        started = now;
        ended = null;
        end = null;
        change(State.RUNNING);
    }

    /** Notes what there is of it, before or at its end. */
    void note(ItemEnd result, Instant now) {
        end = result;
        if (result.state().isEnd()) {
            ended = now;
        }
        change(result.state());
    }

    private void change(State next) {
        state = next;
        isSaved = false;
    }

    /** Ends with its job. What nobody began is not going to be done. */
    void endWith(State ofJob, @Nullable String message, Instant now) {
        if (!state.isEnd()) {
            boolean isBegun = state == State.RUNNING;
            note(ItemEnd.without(isBegun ? ofJob : State.CANCELLED, isBegun ? message : null), now);
        }
    }

    boolean isEnded() {
        return state.isEnd();
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    long size() {
        return start.size();
    }

    /** How much of its size is done. */
    long done(JobKind kind) {
        long size = Math.max(0, start.size());
        long counted = kind == JobKind.IMPORT ? bytes.get() : rows.sum();
        boolean isDone = state == State.SUCCEEDED || state == State.SKIPPED;
        return isDone ? size : Math.max(0, Math.min(size, counted));
    }

    /** What there is of it now. */
    ItemEnd result() {
        ItemEnd known = end;
        return known == null ? new ItemEnd(state, Math.max(0, rows.sum()), 0, bytes.get(), 0, null, null, null) : known;
    }

    /** Whether the ledger has not got it as it is; what runs always changes. */
    boolean isChanged() {
        return !isSaved || state == State.RUNNING;
    }

    /** Notes that the ledger has got it, or that it has not. */
    void saved(boolean saved) {
        isSaved = saved;
    }

    ItemEntry entry() {
        return new ItemEntry(number, start.name(), started, ended, result());
    }
}
