package io.dromedary.export;

import java.util.List;

/** Ends a job: its report, and its description in the archive. */
public final class JobReporter {

    /** The report of a job whose tables have all ended. */
    public JobReport finish(ExportSession session, List<PublishedTable> published, List<FailedTable> failed) {
        var report = new JobReport(session.plan(), published, failed, session.seconds());
        session.listener().jobFinished(report);
        return report;
    }
}
