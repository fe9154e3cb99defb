package io.dromedary.load;

import io.dromedary.dialect.LoadProgress;
import io.dromedary.dialect.LoadedRange;
import io.dromedary.dialect.TableWriter;
import io.dromedary.dialect.WritePlan;
import io.dromedary.table.FieldBatch;
import java.util.List;

/** Several connections write into the table itself; each batch is committed with its place in the file. */
record BatchLanding(WritePlan plan, String key, LoadProgress progress, int writersMax) implements Landing {

    @Override
    public List<LoadedRange> loaded() {
        return progress.loaded();
    }

    @Override
    public void opened(TableWriter writer) {
        writer.relaxCommits();
    }

    @Override
    public void written(TableWriter writer, FieldBatch batch) {
        writer.addProgress(key, new LoadedRange(batch.sourceOffset(), batch.sourceEnd(), batch.lineCount()));
        writer.commit();
    }

    @Override
    public void complete(List<TableWriter> writers) {
        progress.complete();
    }

    @Override
    public void close() {
        progress.close();
    }
}
