package io.dromedary.dialect;

import io.dromedary.table.TableId;
import java.util.List;

/**
 * What of each record goes where.
 *
 * @param table the table written to, which may be one that nobody sees yet
 * @param described as whose columns the records are checked: the same, or the one that it will become
 * @param columns what is written, at least one; columns of the table that are not here get their defaults
 * @param fieldCount how many fields each record has to have
 * @param isolatesRows whether a row that the database refuses is set aside by itself; otherwise it ends the work
 * @param ordinal a column of the table for the place of each record among those of its file; empty: there is none
 * @param options how they get there
 */
public record WritePlan(
        TableId table,
        TargetTable described,
        List<MappedColumn> columns,
        int fieldCount,
        boolean isolatesRows,
        String ordinal,
        WriteOptions options) {
    public WritePlan {
        columns = List.copyOf(columns);
    }

    /** With COPY, and without a place for the order of records. */
    public WritePlan(
            TableId table, TargetTable described, List<MappedColumn> columns, int fieldCount, boolean isolatesRows) {
        this(table, described, columns, fieldCount, isolatesRows, "", WriteOptions.COPY);
    }

    /**
     * A column and where its values are.
     *
     * @param field the number of the field in each record, counted from zero
     */
    public record MappedColumn(TargetColumn column, int field) {}

    /** The same for another table of the same shape. */
    public WritePlan into(TableId other) {
        return into(other, ordinal);
    }

    /** The same for a table that has a column for the order of records, too. */
    public WritePlan into(TableId other, String ordinalColumn) {
        return new WritePlan(other, described, columns, fieldCount, isolatesRows, ordinalColumn, options);
    }

    /** The same in another way. */
    public WritePlan with(WriteOptions other) {
        return new WritePlan(table, described, columns, fieldCount, isolatesRows, ordinal, other);
    }
}
