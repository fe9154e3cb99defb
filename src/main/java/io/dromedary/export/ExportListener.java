package io.dromedary.export;

/** Is told how exports go on. Called from many threads at once; must be quick and must not throw. */
public interface ExportListener {
    /** Listens to nothing. */
    ExportListener SILENT = new ExportListener() {};

    /** A session is open. */
    default void jobStarted(ExportPlan plan) {}

    /** The first chunk of a table begins. */
    default void tableStarted(String jobId, TablePlan table) {}

    /** Rows went into a file; a negative count takes back those of a chunk that is tried again. */
    default void rowsExported(String jobId, TablePlan table, long rows) {}

    /** All chunks of a table are staged. */
    default void tableStaged(StagedTable table) {}

    /** Readers can see a table. */
    default void tablePublished(PublishedTable table) {}

    /** A table has failed for good. */
    default void tableFailed(String jobId, FailedTable table) {}

    /** A job has ended, well or not. */
    default void jobFinished(JobReport report) {}
}
