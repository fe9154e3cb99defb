package io.dromedary.export;

/** Rows of one try of a chunk, told to the listener as they come, and taken back if the try fails. */
final class CountedRows {
    private final ExportSession session;
    private final TablePlan table;
    private long rows;

    CountedRows(TableExport table) {
        this.session = table.session();
        this.table = table.plan();
    }

    long rows() {
        return rows;
    }

    void add(long more) {
        rows += more;
        session.listener().rowsExported(session.jobId(), table, more);
    }

    void takeBack() {
        session.listener().rowsExported(session.jobId(), table, -rows);
    }
}
