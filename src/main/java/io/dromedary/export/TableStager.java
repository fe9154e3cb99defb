package io.dromedary.export;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether a table is complete. */
public final class TableStager {
    private static final Logger LOG = LoggerFactory.getLogger(TableStager.class);

    /**
     * The staged table, if every chunk of its plan is there.
     *
     * @throws DromedaryException the first chunk's failure, or {@code BUG} if a chunk is missing without one
     */
    public StagedTable complete(TableExport table, ChunkResults results) {
        results.findFailure().ifPresent(failure -> {
            throw failure;
        });
        List<ChunkResult> done = results.done();
        TablePlan plan = table.plan();
        for (int number = 1; number <= plan.chunks().size(); number++) {
            if (done.size() < number || done.get(number - 1).chunk().number() != number) {
                throw DromedaryException.permanent(
                        FailureCategory.BUG,
                        "%s: chunk %d of %d has no staged file. Nothing was published; run the export again."
                                .formatted(plan.id(), number, plan.chunks().size()));
            }
        }
        var staged = new StagedTable(table.session().jobId(), plan, done, table.seconds());
        LOG.info(
                "{} staged: {} rows, {} bytes, {} files",
                plan.id(),
                staged.rows(),
                staged.bytes(),
                staged.files().size());
        table.session().staged(staged);
        return staged;
    }

    /** Notes that a table failed while its chunks were read. */
    public FailedTable failed(TableExport table, Throwable cause) {
        return FailedTable.note(table.session(), table.plan().id(), cause);
    }
}
