package io.dromedary.camel;

import io.dromedary.export.ExportSession;
import io.dromedary.export.TableExport;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One of the lanes in which the tables of a job are exported, one after another. All lanes of a job take from the same
 * queue, so that a lane with small tables gets more of them. For one thread at a time.
 */
public final class TableLane implements Iterator<TableExport> {
    private final Queue<TableExport> waiting;
    private @Nullable TableExport next;

    private TableLane(Queue<TableExport> waiting) {
        this.waiting = waiting;
    }

    /** Makes the lanes of jobs; named by the route. */
    public static final class Lanes {
        /** As many lanes as the job may have tables in progress. */
        public List<TableLane> lanes(ExportSession session) {
            List<TableExport> tables = session.tables();
            Queue<TableExport> waiting = new ConcurrentLinkedQueue<>(tables);
            int lanes = Math.min(session.plan().request().threading().tableThreads(), tables.size());
            return IntStream.range(0, lanes)
                    .mapToObj(lane -> new TableLane(waiting))
                    .toList();
        }
    }

    /** {@inheritDoc} Takes the next table, since a split drops its results when the answer turns from yes to no. */
    @Override
    public boolean hasNext() {
        if (next == null) {
            next = waiting.poll();
        }
        return next != null;
    }

    @Override
    public TableExport next() {
        TableExport table = hasNext() ? next : null;
        if (table == null) {
            throw new NoSuchElementException("No table is waiting");
        }
        next = null;
        return table;
    }
}
