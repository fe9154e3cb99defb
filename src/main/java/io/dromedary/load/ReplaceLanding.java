package io.dromedary.load;

import io.dromedary.dialect.LoadedFile;
import io.dromedary.dialect.LoadedRange;
import io.dromedary.dialect.TableWriter;
import io.dromedary.dialect.UnseenTable;
import io.dromedary.dialect.WritePlan;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * Several connections fill a table that nobody sees. Where keys may be equal, each commits every batch, so
 * that none waits for another; the last commit, which makes the table seen, is the one that has to be on disk.
 */
record ReplaceLanding(WritePlan given, UnseenTable table, int writersMax, boolean isDryRun) implements Landing {

    @Override
    public WritePlan plan() {
        return given.into(table.id());
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
        if (isDryRun) {
            return OptionalLong.of(written);
        }
        return table.publish(account.apply(written)) ? OptionalLong.of(written) : OptionalLong.empty();
    }

    @Override
    public void close() {
        table.close();
    }
}
