package io.dromedary.camel;

import io.dromedary.ledger.ItemEnd;
import io.dromedary.ledger.JobLedger;
import io.dromedary.ledger.OpenJob;
import io.dromedary.ledger.State;
import io.dromedary.load.LoadListener;
import io.dromedary.load.LoadReport;
import io.dromedary.load.LoadRequest;
import java.util.Optional;

/** Tells the ledger how the files of imports go on. */
final class LedgerLoads implements LoadListener {
    private final JobLedger ledger;

    LedgerLoads(JobLedger ledger) {
        this.ledger = ledger;
    }

    /** What nobody has begun in the ledger stays out of it. */
    @Override
    public LoadListener of(LoadRequest request) {
        Optional<OpenJob> job = ledger.find(request.jobId());
        job.ifPresent(open -> request.files().forEach(file -> open.itemStarted(file.toString())));
        return job.<LoadListener>map(FileEntry::new).orElse(LoadListener.SILENT);
    }

    /** One file, while it is loaded. */
    private record FileEntry(OpenJob job) implements LoadListener {

        @Override
        public void progressed(String file, long bytes, long rows) {
            job.progressed(file, bytes, rows);
        }

        @Override
        public void fileLoaded(LoadReport report) {
            job.itemResult(report.file(), end(report));
        }

        private static ItemEnd end(LoadReport report) {
            return report.findLoadedBefore()
                    .map(time -> ItemEnd.skipped(report.table(), "already loaded on %s, skipping".formatted(time)))
                    .orElseGet(() -> new ItemEnd(
                            State.SUCCEEDED,
                            report.rows(),
                            report.rejected(),
                            report.bytes(),
                            1,
                            report.table(),
                            report.findRejects().map(Object::toString).orElse(null),
                            null));
        }
    }
}
