package io.dromedary.ledger;

import io.dromedary.ledger.JobEntry.Outcome;
import io.dromedary.ledger.JobEntry.Times;
import io.dromedary.ledger.JobEntry.Worker;
import io.dromedary.ledger.JobStart.ItemStart;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A job of this process while it is worked on. Hears what happens and never waits for the ledger, which takes what is
 * new from time to time. Thread-safe.
 */
public final class OpenJob {
    private static final int ALMOST = 99;
    private static final int ALL = 100;

    private final JobStart start;
    private final Worker worker;
    private final Clock clock;
    private final Runnable wake;
    private final Map<String, OpenItem> items = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Instant started;
    private Outcome outcome = new Outcome(State.RUNNING, null, null);
    private @Nullable Instant ended;
    private int percent = JobStart.UNKNOWN;

    OpenJob(JobStart start, Worker worker, Clock clock, Runnable wake) {
        this.start = start;
        this.worker = worker;
        this.clock = clock;
        this.wake = wake;
        this.started = clock.instant();
        start.items().forEach(this::add);
    }

    /** The work on an item begins; what was done of it in an earlier try is gone. */
    public synchronized void itemStarted(String item) {
        item(item).start(clock.instant());
    }

    /** So many more rows of an item are done; fewer if the count is negative. Quick. */
    public void progressed(String item, long rows) {
        item(item).rows.add(rows);
    }

    /** So many bytes of an item are read, and so many more rows are done. Quick. */
    public void progressed(String item, long bytes, long rows) {
        OpenItem known = item(item);
        known.rows.add(rows);
        known.bytes.accumulate(bytes);
    }

    /** What there is of an item, before or at its end. */
    public synchronized void itemResult(String item, ItemEnd result) {
        item(item).note(result, clock.instant());
    }

    /**
     * The job has ended, and with it the items that have not.
     *
     * @param category who has to act on a failure; null: nobody
     * @param message what went wrong; null: nothing
     */
    public void end(State state, @Nullable String category, @Nullable String message) {
        synchronized (this) {
            Instant now = clock.instant();
            items.values().forEach(item -> item.endWith(state, message, now));
            outcome = new Outcome(state, category, message);
            ended = now;
        }
        wake.run();
    }

    /** A file that has arrived since the job began is one of its items, too. */
    private OpenItem item(String name) {
        OpenItem item = items.get(name);
        return item == null ? add(new ItemStart(name, JobStart.UNKNOWN)) : item;
    }

    private OpenItem add(ItemStart item) {
        return items.computeIfAbsent(item.name(), name -> new OpenItem(numbers.incrementAndGet(), item));
    }

    String id() {
        return start.id();
    }

    /** What the ledger has not got yet. */
    synchronized Changes changes() {
        List<ItemEntry> changed = new ArrayList<>();
        for (OpenItem item : items.values()) {
            if (item.isChanged()) {
                changed.add(item.entry());
                item.saved(true);
            }
        }
        return new Changes(entry(), changed);
    }

    /** Notes that the ledger did not get the changes: all that there is counts as new. */
    synchronized void notSaved() {
        items.values().forEach(item -> item.saved(false));
    }

    /**
     * What the ledger has to keep.
     *
     * @param items those that have changed
     */
    record Changes(JobEntry job, List<ItemEntry> items) {}

    private JobEntry entry() {
        long rows = 0;
        long rejected = 0;
        long bytes = 0;
        long total = 0;
        int over = 0;
        for (OpenItem item : items.values()) {
            ItemEnd result = item.result();
            rows += result.rows();
            rejected += result.rejected();
            bytes += result.bytes();
            total = total < 0 || item.size() < 0 ? JobStart.UNKNOWN : total + item.size();
            over += item.isEnded() ? 1 : 0;
        }
        percent = Math.max(percent, percent());
        long bytesTotal = start.kind() == JobKind.IMPORT ? total : JobStart.UNKNOWN;
        var progress = new JobProgress(rows, rejected, bytes, bytesTotal, percent, items.size(), over);
        return new JobEntry(start, outcome, new Times(started, ended, clock.instant()), worker, progress);
    }

    /** Of the sizes that are known. A file whose size is not leaves it open. */
    private int percent() {
        if (outcome.state() == State.SUCCEEDED) {
            return ALL;
        }
        double total = 0;
        double done = 0;
        for (OpenItem item : items.values()) {
            if (item.size() < 0 && start.kind() == JobKind.IMPORT) {
                return JobStart.UNKNOWN;
            }
            total += Math.max(0, item.size());
            done += item.done(start.kind());
        }
        return total > 0 ? (int) Math.min(ALMOST, ALL * done / total) : JobStart.UNKNOWN;
    }
}
