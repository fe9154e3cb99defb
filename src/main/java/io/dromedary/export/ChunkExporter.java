package io.dromedary.export;

import io.dromedary.csv.CsvRowCount;
import io.dromedary.dialect.ReplacedValues;
import io.dromedary.dialect.RowCursor;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.files.ChunkFiles;
import io.dromedary.files.ChunkLayout;
import io.dromedary.files.FileFormat;
import io.dromedary.parquet.ParquetFooter;
import io.dromedary.staging.StagedFile;
import io.dromedary.table.RowBatch;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exports one chunk: opens its rows, encodes them, stages the file, and counts everything again. Thread-safe. */
public final class ChunkExporter {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkExporter.class);

    private final Exporter exporter;

    /** Exports chunks of the exporter's open sessions. */
    public ChunkExporter(Exporter exporter) {
        this.exporter = exporter;
    }

    /**
     * Reads and stages a chunk. May be called again for the same chunk; each call starts afresh.
     *
     * @throws DromedaryException {@code SOURCE}, {@code DESTINATION} or {@code DATA}, retryable or not; {@code
     *     CANCELLED} if the job was stopped or another chunk of the table has failed
     */
    public ChunkResult export(Chunk chunk) {
        ExportSession session = exporter.session(chunk.jobId());
        TableExport table = session.table(chunk.table());
        table.checkGoingOn();
        table.start();
        long start = System.nanoTime();
        var counted = new CountedRows(table);
        try {
            table.reserve();
            table.settle();
            List<ReplacedValues> replaced = new ArrayList<>();
            List<ChunkFile> files = stage(table, chunk, counted, replaced);
            validate(table, chunk, files, counted.rows());
            double seconds = (System.nanoTime() - start) / 1e9;
            LOG.debug(
                    "{}: chunk {} exported: {} rows in {} files",
                    chunk.table(),
                    chunk.number(),
                    counted.rows(),
                    files.size());
            return new ChunkResult(chunk, files, seconds, replaced);
        } catch (RuntimeException | IOException | OutOfMemoryError e) {
            counted.takeBack();
            throw explained(session, chunk, e);
        }
    }

    private static List<ChunkFile> stage(
            TableExport table, Chunk chunk, CountedRows counted, List<ReplacedValues> replaced) throws IOException {
        ExportSession session = table.session();
        ChunkLayout layout =
                table.plan().files(session.plan().request().settings().codec(), chunk.number());
        try (RowCursor cursor = session.snapshot().open(table.query(chunk));
                ChunkFiles files = new ChunkFiles(ChunkWriters.of(table), layout, session.staging())) {
            for (RowBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
                table.checkGoingOn();
                files.write(batch);
                counted.add(batch.rowCount());
            }
            if (cursor.rowsSentByServer() != counted.rows()) {
                throw mismatch(chunk, counted.rows(), "the server counted", cursor.rowsSentByServer());
            }
            replaced.addAll(cursor.replaced());
            return files.finish().stream()
                    .map(file -> new ChunkFile(file.file(), file.rows()))
                    .toList();
        }
    }

    private static void validate(TableExport table, Chunk chunk, List<ChunkFile> files, long rows) {
        long inFiles = files.stream().mapToLong(ChunkFile::rows).sum();
        if (inFiles != rows) {
            throw mismatch(chunk, rows, "the staged files have", inFiles);
        }
        files.forEach(file -> validate(table, chunk, file.file(), file.rows()));
    }

    /** Compares the rows of a staged file with those that went into it, if the job asks for that. */
    static void validate(TableExport table, Chunk chunk, StagedFile file, long rows) {
        ExportSession session = table.session();
        if (session.plan().request().settings().validateExports()) {
            long inFile = rows(table, file);
            if (inFile != rows) {
                throw mismatch(chunk, rows, "the staged file has", inFile);
            }
        }
    }

    private static long rows(TableExport table, StagedFile file) {
        ExportSession session = table.session();
        if (!(table.plan().layout().format() instanceof FileFormat.Csv csv)) {
            return footer(session, table.plan(), file).rowCount();
        }
        try (SeekableByteChannel in = session.staging().read(table.plan().directory(), file)) {
            return CsvRowCount.of(
                    Channels.newInputStream(in), file.name(), csv.format().header());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The footer of a staged file, as it can be read back. */
    static ParquetFooter footer(ExportSession session, TablePlan table, StagedFile file) {
        try (SeekableByteChannel in = session.staging().read(table.directory(), file)) {
            return ParquetFooter.read(file.name(), in);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static DromedaryException unreadable(StagedFile file, IOException e) {
        return DromedaryException.permanent(
                FailureCategory.DESTINATION, "%s cannot be read back: %s".formatted(file.name(), e), e);
    }

    private static DromedaryException mismatch(Chunk chunk, long rows, String other, long otherRows) {
        return DromedaryException.permanent(
                FailureCategory.BUG,
                "%s: chunk %d: %d rows were read but %s %d. Nothing of the table was published; please report this."
                        .formatted(chunk.table(), chunk.number(), rows, other, otherRows));
    }

    /** What a failure on the way means. */
    static DromedaryException explained(ExportSession session, Chunk chunk, Throwable e) {
        if (session.isStopped()) {
            return session.cancelled("The job was stopped");
        }
        String where = "%s: chunk %d: ".formatted(chunk.table(), chunk.number());
        if (e instanceof DromedaryException known) {
            return known;
        } else if (e instanceof IOException) {
            return DromedaryException.permanent(FailureCategory.DESTINATION, where + e.getMessage(), e);
        } else if (e instanceof OutOfMemoryError) {
            return DromedaryException.permanent(
                    FailureCategory.CONFIGURATION,
                    where
                            + "a row does not fit the heap of %d MB; give more with DROMEDARY_HEAP or lower max_concurrent_chunks."
                                    .formatted(Runtime.getRuntime().maxMemory() >> 20),
                    e);
        }
        return DromedaryException.permanent(FailureCategory.BUG, where + e, e);
    }
}
