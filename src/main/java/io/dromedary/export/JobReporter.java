package io.dromedary.export;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a job: its report, and its description in the archive. */
public final class JobReporter {
    private static final Logger LOG = LoggerFactory.getLogger(JobReporter.class);

    /** The report of a job whose tables have all ended. */
    public JobReport finish(ExportSession session) {
        List<PublishedTable> published = session.publishedTables();
        List<FailedTable> failed = session.failedTables();
        var report = new JobReport(
                session.plan(), session.startedAt(), published, session.skippedTables(), failed, session.seconds());
        ExportSettings settings = session.plan().request().settings();
        if (settings.archiveCompletedJobs()) {
            String name =
                    ".archive/jobs/job_%s_%s.json".formatted(session.jobId(), Manifest.timestamp(session.startedAt()));
            session.destination().write(name, JsonFiles.bytes(JobArchive.of(report)));
        }
        if (failed.isEmpty()) {
            LOG.info(
                    "Job {} completed successfully: {} tables, {} rows, {} s",
                    session.jobId(),
                    published.size(),
                    report.rows(),
                    Math.round(report.seconds() * 100) / 100.0);
        } else {
            LOG.error(
                    "Job {} ended with error: {} of {} tables failed",
                    session.jobId(),
                    failed.size(),
                    published.size() + failed.size());
        }
        session.listener().jobFinished(report);
        return report;
    }
}
