package io.dromedary.load;

import io.dromedary.dialect.TableWriter;
import io.dromedary.dialect.WritePlan;
import java.util.List;

/**
 * One connection writes into the table itself, in one transaction. A staging table that several connections fill is
 * slower: the rows have to be written once more by one of them.
 */
record AppendLanding(WritePlan plan, boolean isDryRun) implements Landing {

    @Override
    public int writersMax() {
        return 1;
    }

    @Override
    public void complete(List<TableWriter> writers) {
        if (!isDryRun) {
            writers.forEach(TableWriter::commit);
        }
    }
}
