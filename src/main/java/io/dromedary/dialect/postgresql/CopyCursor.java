package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.ReplacedValues;
import io.dromedary.dialect.RowCursor;
import io.dromedary.dialect.RowQuery;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.ChunkBounds;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnVector;
import io.dromedary.table.RowBatch;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows of one running binary COPY. {@link #cancel} may be called from any thread, all else from one. */
final class CopyCursor implements RowCursor, Cancellable {
    private static final Logger LOG = LoggerFactory.getLogger(CopyCursor.class);

    private enum State {
        READING,
        ENDED,
        FAILED,
        CLOSED
    }

    private final RowQuery query;
    private final ReaderPool.Reader reader;
    private final Failures failures;
    private final Consumer<CopyCursor> onClose;
    private final List<Specials> specials = new ArrayList<>();
    private final List<ColumnDecoder> decoders = new ArrayList<>();
    private final List<ColumnVector> vectors;
    private final int rowCapacity;
    /** Held while the reader's query is stopped or the reader is let go, so that no other cursor's query is hit. */
    private final Object letGo = new Object();

    private @Nullable CopyFrames frames;
    private @Nullable CopyRows rows;
    private State state = State.READING;
    private long rowsRead;
    private volatile boolean cancelled;
    private boolean released;

    CopyCursor(
            RowQuery query,
            ReaderPool.Reader reader,
            Failures failures,
            TypeMapping mapping,
            Consumer<CopyCursor> onClose) {
        this.query = query;
        this.reader = reader;
        this.failures = failures;
        this.onClose = onClose;
        rowCapacity = CopyRows.rowsPerBatch(
                columns().stream().mapToInt(column -> vectors(column.type())).sum());
        for (Column column : columns()) {
            var ofColumn = new Specials(mapping);
            specials.add(ofColumn);
            decoders.add(ColumnDecoder.of(column, rowCapacity, ofColumn));
        }
        this.vectors = decoders.stream().map(ColumnDecoder::vector).toList();
    }

    /** How many vectors have room for each row. */
    private static int vectors(ColumnType type) {
        return type instanceof ColumnType.Struct struct
                ? struct.fields().stream()
                        .mapToInt(field -> vectors(field.type()))
                        .sum()
                : 1;
    }

    private List<Column> columns() {
        return query.columns();
    }

    /** Starts the COPY; the connection is in its transaction already. */
    void start() {
        try {
            CopyOut copy = reader.connection().getCopyAPI().copyOut(CopySql.of(query));
            frames = new CopyFrames(copy, reader.findTap());
            rows = new CopyRows(query.source().id().toString(), frames, decoders.size(), rowCapacity);
        } catch (SQLException e) {
            state = State.FAILED;
            throw failure(e);
        }
    }

    @Override
    public @Nullable RowBatch next() {
        if (state == State.ENDED) {
            return null;
        } else if (state != State.READING || rows == null) {
            throw new IllegalStateException(
                    "%s: the cursor is not open".formatted(query.source().id()));
        }
        decoders.forEach(ColumnDecoder::release);
        try {
            requireNotCancelled();
            RowBatch batch = read(rows);
            state = batch == null ? State.ENDED : State.READING;
            return batch;
        } catch (SQLException e) {
            state = State.FAILED;
            throw failure(e);
        } catch (IOException e) {
            state = State.FAILED;
            requireNotCancelled();
            throw failures.lost(query.source().id().toString(), e);
        }
    }

    private @Nullable RowBatch read(CopyRows from) throws SQLException, IOException {
        int count = from.read();
        if (count == 0) {
            return null;
        }
        for (int column = 0; column < decoders.size(); column++) {
            try {
                decoders.get(column).decode(from.bytes(), from.offsets(column), count);
            } catch (UnfitValueException e) {
                throw DromedaryException.permanent(
                        e.category(), "%s: %s".formatted(place(column, rowsRead + e.row() + 1), e.getMessage()), e);
            }
        }
        rowsRead += count;
        specials.forEach(ofColumn -> ofColumn.advance(count));
        return new RowBatch(count, vectors);
    }

    /** For example {@code public.t: column "x", row 17 of blocks 0-99}. */
    private String place(int column, long row) {
        ChunkBounds bounds = query.bounds();
        String chunk = "";
        if (bounds instanceof ChunkBounds.Blocks blocks) {
            String last = blocks.endBlock().isPresent()
                    ? Long.toString(blocks.endBlock().getAsLong() - 1)
                    : "end";
            chunk = " of blocks %d-%s".formatted(blocks.firstBlock(), last);
            chunk += blocks.heap().equals(query.source().id()) ? "" : " of " + blocks.heap();
        } else if (bounds instanceof ChunkBounds.Partition partition) {
            chunk = " of partition " + partition.partition();
        } else if (bounds instanceof ChunkBounds.Share share) {
            chunk = " of share %d of %d".formatted(share.number(), share.count());
        }
        return "%s: column \"%s\", row %d%s"
                .formatted(query.source().id(), columns().get(column).name(), row, chunk);
    }

    @Override
    public long rowsSentByServer() {
        if (state != State.ENDED || frames == null) {
            throw new IllegalStateException("The server says how many rows it has sent when it has sent the last one");
        }
        return frames.rowCount();
    }

    @Override
    public List<ReplacedValues> replaced() {
        return IntStream.range(0, specials.size())
                .mapToObj(i -> specials.get(i).replaced(columns().get(i).name()))
                .filter(replaced -> replaced.count() > 0)
                .toList();
    }

    @Override
    public void cancel() {
        cancelled = true;
        synchronized (letGo) {
            if (!released) {
                stopQuery();
            }
        }
    }

    private void stopQuery() {
        try {
            reader.connection().cancelQuery();
        } catch (SQLException e) {
            LOG.debug("{}: the query could not be cancelled: {}", query.source().id(), e.getMessage());
        }
    }

    private void requireNotCancelled() {
        if (cancelled) {
            throw cancelled(null);
        }
    }

    private DromedaryException failure(SQLException e) {
        if (cancelled) {
            return cancelled(e);
        }
        return failures.running(query, e);
    }

    private DromedaryException cancelled(@Nullable SQLException cause) {
        String message = "%s: reading was cancelled".formatted(query.source().id());
        return cause == null
                ? DromedaryException.permanent(FailureCategory.CANCELLED, message)
                : DromedaryException.permanent(FailureCategory.CANCELLED, message, cause);
    }

    @Override
    public void close() {
        if (state == State.CLOSED) {
            return;
        }
        boolean running = state == State.READING;
        boolean clean = state == State.ENDED;
        state = State.CLOSED;
        decoders.forEach(ColumnDecoder::release);
        rows = null;
        onClose.accept(this);
        synchronized (letGo) {
            released = true;
            if (running) {
                stopQuery();
            }
            if (clean) {
                reader.giveBack();
            } else {
                reader.discard();
            }
        }
    }
}
