package io.dromedary.load;

import io.dromedary.dialect.LoadedFile;
import io.dromedary.dialect.TableWriter;
import io.dromedary.dialect.WritePlan;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * One connection writes into the table itself, in one transaction. A staging table that several connections fill is
 * slower: to write the rows once more takes one of them almost as long. See decision 11.
 */
record AppendLanding(WritePlan plan, boolean isDryRun) implements Landing {

    @Override
    public int writersMax() {
        return 1;
    }

    @Override
    public OptionalLong complete(List<TableWriter> writers, long written, LongFunction<LoadedFile> account) {
        TableWriter writer = writers.get(0);
        if (isDryRun) {
            return OptionalLong.of(written);
        } else if (!writer.addLoaded(account.apply(written))) {
            return OptionalLong.empty();
        }
        writer.commit();
        return OptionalLong.of(written);
    }
}
