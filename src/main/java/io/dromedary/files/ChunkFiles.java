package io.dromedary.files;

import io.dromedary.staging.StagedFileWriter;
import io.dromedary.staging.StagingArea;
import io.dromedary.table.RowBatch;
import io.dromedary.table.TableFileWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that the rows of one chunk become: one, or several because of their size or their partitions. One is open
 * at a time. Closed without {@link #finish}, it leaves none of them. For one thread.
 */
public final class ChunkFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkFiles.class);

    private final TableFileWriter writer;
    private final StagingArea area;
    private final ChunkLayout layout;
    private final FileLimits limits;
    private final PartitionRuns runs;
    private final Set<String> partitions = new HashSet<>();
    private final List<WrittenFile> written = new ArrayList<>();

    private @Nullable StagedFileWriter file;
    private String partition = "";
    private int fileNumber;
    private boolean finished;

    /**
     * Makes the first file when there are rows.
     *
     * @param writer closed by this
     * @param area where the files wait
     */
    public ChunkFiles(TableFileWriter writer, ChunkLayout layout, StagingArea area) {
        this.writer = writer;
        this.layout = layout;
        this.area = area;
        limits = FileLimits.of(layout.files());
        runs = new PartitionRuns(layout.table(), layout.partitionColumns());
    }

    /** Writes rows, whose last columns are the texts of their partition values. */
    public void write(RowBatch batch) throws IOException {
        int columns = batch.columns().size() - layout.partitionColumns().size();
        if (columns == batch.columns().size()) {
            writer.take(batch);
            append(batch.rowCount());
        } else {
            writer.take(new RowBatch(batch.rowCount(), batch.columns().subList(0, columns)));
            runs.take(batch.columns().subList(columns, batch.columns().size()));
            for (int row = 0; row < batch.rowCount(); ) {
                int rows = runs.next(batch.rowCount());
                enter(runs.directory());
                append(rows);
                row += rows;
            }
        }
        writer.release();
    }

    private void enter(String directory) throws IOException {
        if (directory.equals(partition)) {
            return;
        }
        if (file != null) {
            writer.flush();
            endFile();
        }
        if (!partitions.add(directory)) {
            throw new IllegalStateException("The rows of %s do not follow each other".formatted(directory));
        }
        partition = directory;
        fileNumber = 0;
    }

    private void append(int rows) throws IOException {
        int done = 0;
        while (done < rows) {
            if (file == null) {
                startFile();
            }
            done += writer.append(limits.rowsMax(writer, rows - done));
            switch (limits.after(writer)) {
                case GO_ON -> {}
                case FLUSH -> writer.flush();
                case HERE -> {
                    writer.flush();
                    endFile();
                }
                case BEFORE_HELD -> {
                    endFile();
                    startFile();
                }
            }
        }
    }

    private void startFile() throws IOException {
        fileNumber++;
        String name = layout.names().name(layout.chunk(), fileNumber);
        StagedFileWriter next = area.create(layout.table(), partition.isEmpty() ? name : partition + "/" + name);
        file = next;
        writer.start(next);
    }

    private void endFile() throws IOException {
        if (file != null) {
            long rows = writer.fileRows();
            writer.end();
            written.add(new WrittenFile(file.seal(), rows));
            file = null;
        }
    }

    /**
     * Ends the last file. Without any row there is a file without rows, but of a partitioned table only of its first
     * chunk: that of rows without a value.
     *
     * @return the files in the order of the rows
     */
    public List<WrittenFile> finish() throws IOException {
        writer.flush();
        endFile();
        boolean isPartitioned = !layout.partitionColumns().isEmpty();
        if (written.isEmpty() && (!isPartitioned || layout.chunk() == 1)) {
            partition = layout.emptyPartition();
            startFile();
            endFile();
        }
        finished = true;
        return List.copyOf(written);
    }

    @Override
    public void close() {
        try {
            writer.close();
            if (file != null) {
                file.close();
            }
            if (!finished) {
                for (WrittenFile done : written) {
                    area.remove(layout.table(), done.file().name());
                }
            }
        } catch (IOException e) {
            LOG.warn("A file of a failed chunk could not be removed: {}", e.toString());
        }
    }
}
