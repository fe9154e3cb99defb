package io.dromedary.export;

import io.dromedary.dialect.JdbcReading;
import io.dromedary.failure.DromedaryException;
import io.dromedary.parquet.Codec;
import io.dromedary.staging.StagedFile;
import io.dromedary.staging.StagingArea;
import io.dromedary.table.TableSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A chunk in progress whose rows are read through JDBC and whose files are written by a route, one for each batch of
 * rows. For one thread at a time.
 */
public final class PortableChunk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PortableChunk.class);

    private final Chunk chunk;
    private final TableExport table;
    private final JdbcReading reading;
    private final long startedNanos = System.nanoTime();
    private final List<ChunkFile> files = new ArrayList<>();
    private final CountedRows counted;

    PortableChunk(Chunk chunk, TableExport table, JdbcReading reading) {
        this.chunk = chunk;
        this.table = table;
        this.reading = reading;
        this.counted = new CountedRows(table);
    }

    /** Which chunk it is. */
    public Chunk chunk() {
        return chunk;
    }

    /** The columns, in the order of {@link #sql}. */
    public TableSchema schema() {
        return table.plan().schema();
    }

    /** The query to run; it has no parameters. */
    public String sql() {
        return reading.sql();
    }

    /** The connection to run it on; closing it does nothing. */
    public Connection connection() {
        return reading.connection();
    }

    /** How files are compressed. */
    public Codec.Kind codec() {
        return table.session().plan().request().settings().codec().kind();
    }

    /** The memory that the rows of a batch may take, in bytes. */
    public long batchBytesMax() {
        return table.session().plan().rowGroupBytesMax() / 2;
    }

    /** Where the next file belongs. */
    public Path nextFile() {
        return staging().path(directory(), nextName());
    }

    private String nextName() {
        return "part_%06d%s.parquet".formatted(files.size() + 1, table.plan().fileSuffix());
    }

    private String directory() {
        return table.plan().directory();
    }

    private StagingArea staging() {
        return table.session().staging();
    }

    /** Throws {@code CANCELLED} if the job was stopped. */
    public void checkGoingOn() {
        table.checkGoingOn();
    }

    /**
     * Takes the file that was written at {@link #nextFile}, digests and counts it.
     *
     * @param rows rows that went into it
     */
    public void staged(long rows) {
        StagedFile file = staging().take(directory(), nextName());
        ChunkExporter.validate(table, chunk, file, rows);
        files.add(new ChunkFile(file, rows));
        counted.add(rows);
    }

    /** The result, after the last file. */
    public ChunkResult result() {
        LOG.debug("{}: chunk {} exported: {} files", chunk.table(), chunk.number(), files.size());
        return new ChunkResult(chunk, files, (System.nanoTime() - startedNanos) / 1e9);
    }

    /** What a failure on the way means; the chunk's files are removed. */
    public DromedaryException failed(Throwable failure) {
        counted.takeBack();
        removeFiles();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && !table.session().isStopped()) {
                return reading.failure(refused);
            } else if (cause instanceof DromedaryException || cause instanceof IOException || cause instanceof Error) {
                return ChunkExporter.explained(table.session(), chunk, cause);
            }
        }
        return ChunkExporter.explained(table.session(), chunk, failure);
    }

    private void removeFiles() {
        staging().remove(directory(), nextName());
        files.forEach(file -> staging().remove(directory(), file.file().name()));
    }

    /** Gives the connection back. */
    @Override
    public void close() {
        reading.close();
    }
}
