package io.dromedary.load;

import io.dromedary.dialect.LoadProgress;
import io.dromedary.dialect.LoadedFile;
import io.dromedary.dialect.LoadedRange;
import io.dromedary.dialect.TableWriter;
import io.dromedary.dialect.WritePlan;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/** Several connections write into the table itself; some batches are committed with their places in the file. */
record BatchLanding(WritePlan plan, LoadProgress progress, int writersMax) implements Landing {

    @Override
    public List<LoadedRange> loaded() {
        return progress.loaded();
    }

    @Override
    public void opened(TableWriter writer) {
        writer.relaxCommits();
    }

    @Override
    public void flushed(TableWriter writer, List<LoadedRange> parts) {
        parts.forEach(part -> writer.addProgress(progress.key(), part));
        writer.commit();
    }

    @Override
    public OptionalLong complete(List<TableWriter> writers, long written, LongFunction<LoadedFile> account) {
        // The rows are there, whatever the history says.
        progress.complete(account.apply(written));
        return OptionalLong.of(written);
    }

    @Override
    public void close() {
        progress.close();
    }
}
