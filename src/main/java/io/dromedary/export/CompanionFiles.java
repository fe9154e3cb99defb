package io.dromedary.export;

import io.dromedary.settings.Section;

/**
 * Files that lie beside the data on request.
 *
 * @param success an empty {@code _SUCCESS}, which other tools look for
 * @param duckDbView the statement that makes the table a view of DuckDB
 */
public record CompanionFiles(boolean success, boolean duckDbView) {
    /** Where a specification says nothing. */
    public static final CompanionFiles NONE = new CompanionFiles(false, false);

    static final String SUCCESS = "_SUCCESS";
    static final String DUCKDB_VIEW = "_duckdb_view.sql";

    static CompanionFiles read(Section section, PublishLayout layout) {
        boolean view = section.flag("duckdb_view", false);
        if (view && layout.isHive()) {
            section.problem(
                    "duckdb_view",
                    "is of one directory, and partition_strategy makes many of a table; leave it out, and use dromedary ddl --for duckdb.");
        }
        return new CompanionFiles(section.flag("success_file", false), view);
    }
}
