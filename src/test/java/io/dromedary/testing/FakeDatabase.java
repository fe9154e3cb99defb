package io.dromedary.testing;

import io.dromedary.dialect.RowCursor;
import io.dromedary.dialect.RowQuery;
import io.dromedary.dialect.Snapshot;
import io.dromedary.dialect.SourceDatabase;
import io.dromedary.dialect.TableDescription;
import io.dromedary.table.ChunkBounds;
import io.dromedary.table.ColumnVector;
import io.dromedary.table.RowBatch;
import io.dromedary.table.TableId;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A database in memory that fails on purpose. A table has as many blocks as chunks, and {@value #ROWS} rows in each
 * block. Thread-safe.
 */
public final class FakeDatabase {
    public static final int ROWS = 10;
    private static final long BLOCK_BYTES = 8192;
    private static final Map<String, FakeDatabase> ALL = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();
    private final CatalogOnly catalog = new CatalogOnly();
    private final AtomicInteger connectionsOpen = new AtomicInteger();
    private final AtomicInteger snapshotsOpen = new AtomicInteger();
    private volatile Runnable onCancel = () -> {};
    private volatile Reading reading = (table, number) -> {};
    private volatile int rowsSent = ROWS;

    /** What happens when the rows of a chunk are opened. */
    @FunctionalInterface
    public interface Reading {
        /** Returns, or throws what reading shall fail with. */
        void open(TableId table, int chunkNumber);
    }

    /** An empty database. */
    public FakeDatabase() {
        ALL.put(name, this);
    }

    static FakeDatabase named(String name) {
        return Objects.requireNonNull(ALL.get(name), name);
    }

    /** The value of {@code database.database} that leads here. */
    public String name() {
        return name;
    }

    /** Adds the table {@code public.<table>} that is split into so many chunks if a chunk has {@value #ROWS} rows. */
    public FakeDatabase with(String table, int chunks) {
        catalog.with("public", table, (long) chunks * ROWS, chunks * BLOCK_BYTES);
        return this;
    }

    /** Changes what happens when the rows of a chunk are opened. */
    public FakeDatabase reading(Reading newReading) {
        this.reading = newReading;
        return this;
    }

    /** Changes how many rows the server says that it has sent of a chunk. */
    public FakeDatabase claiming(int rows) {
        this.rowsSent = rows;
        return this;
    }

    /** Connections and snapshots that nobody has closed. */
    public int open() {
        return connectionsOpen.get() + snapshotsOpen.get();
    }

    /** Changes what happens when a snapshot is told to cancel. */
    public FakeDatabase onCancel(Runnable action) {
        this.onCancel = action;
        return this;
    }

    SourceDatabase connect() {
        connectionsOpen.incrementAndGet();
        return new Connected();
    }

    private final class Connected implements SourceDatabase {
        private boolean closed;

        @Override
        public String serverVersion() {
            return "Fake 1";
        }

        @Override
        public List<TableId> listTables() {
            return catalog.listTables();
        }

        @Override
        public List<TableDescription> describe(Collection<TableId> tables) {
            return catalog.describe(tables);
        }

        @Override
        public TableDescription describeQuery(TableId id, String query) {
            return catalog.describeQuery(id, query);
        }

        @Override
        public Snapshot openSnapshot(List<TableDescription> tables) {
            snapshotsOpen.incrementAndGet();
            return new InMemory();
        }

        @Override
        public Snapshot openPerChunk(List<TableDescription> tables) {
            return openSnapshot(tables);
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                connectionsOpen.decrementAndGet();
            }
        }
    }

    private final class InMemory implements Snapshot {
        private boolean closed;

        @Override
        public String id() {
            return "fake-snapshot";
        }

        @Override
        public String sql(RowQuery query) {
            return "SELECT " + query.source().id();
        }

        @Override
        public RowCursor open(RowQuery query) {
            long first = query.bounds() instanceof ChunkBounds.Blocks blocks ? blocks.firstBlock() : 0;
            reading.open(query.source().id(), (int) first + 1);
            return new Rows(first * ROWS);
        }

        @Override
        public void cancel() {
            onCancel.run();
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                snapshotsOpen.decrementAndGet();
            }
        }
    }

    private final class Rows implements RowCursor {
        private final long firstId;
        private boolean read;

        private Rows(long firstId) {
            this.firstId = firstId;
        }

        @Override
        public @Nullable RowBatch next() {
            if (read) {
                return null;
            }
            read = true;
            var ids = new ColumnVector.Longs(ROWS);
            var names = new ColumnVector.Bytes(ROWS);
            names.data = "dromedary".getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < ROWS; i++) {
                ids.values[i] = firstId + i;
                names.lengths[i] = i % names.data.length;
            }
            ids.finish(ROWS, ROWS);
            names.finish(ROWS, ROWS);
            return new RowBatch(ROWS, List.of(ids, names));
        }

        @Override
        public long rowsSentByServer() {
            return rowsSent;
        }

        @Override
        public void close() {}
    }
}
