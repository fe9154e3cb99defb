package io.dromedary.load;

import io.dromedary.dialect.LoadedFile;
import io.dromedary.dialect.LoadedRange;
import io.dromedary.dialect.StagedRows;
import io.dromedary.dialect.TableWriter;
import io.dromedary.dialect.WritePlan;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/** Several connections fill a table of its own, from which one statement merges the rows into the table. */
record MergeLanding(StagedRows rows, int writersMax, boolean isDryRun) implements Landing {

    @Override
    public WritePlan plan() {
        return rows.plan();
    }

    @Override
    public void opened(TableWriter writer) {
        writer.relaxCommits();
    }

    @Override
    public void flushed(TableWriter writer, List<LoadedRange> parts) {
        writer.commit();
    }

    @Override
    public OptionalLong complete(List<TableWriter> writers, long written, LongFunction<LoadedFile> account) {
        return rows.merge(account, isDryRun);
    }

    @Override
    public void close() {
        rows.close();
    }
}
