package io.dromedary.export;

import io.dromedary.csv.CsvFileWriter;
import io.dromedary.dialect.RowArrangement.SortKey;
import io.dromedary.files.FileFormat;
import io.dromedary.files.FileLayout;
import io.dromedary.parquet.Codec;
import io.dromedary.parquet.ParquetFileWriter;
import io.dromedary.parquet.ParquetOptions;
import io.dromedary.parquet.SortedColumn;
import io.dromedary.table.Column;
import io.dromedary.table.Conversion.Fidelity;
import io.dromedary.table.TableFileWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes what writes the files of a chunk. */
final class ChunkWriters {
    private ChunkWriters() {}

    /** A writer for the rows of a table whose types are settled. */
    static TableFileWriter of(TableExport table) {
        ExportPlan plan = table.session().plan();
        FileLayout layout = table.plan().layout();
        Codec codec = plan.request().settings().codec();
        if (layout.format() instanceof FileFormat.Csv csv) {
            return new CsvFileWriter(table.plan().schema(), csv.format(), codec, plan.rowGroupBytesMax());
        }
        long bytesMax =
                layout.bytesMax() > 0 ? Math.min(plan.rowGroupBytesMax(), layout.bytesMax()) : plan.rowGroupBytesMax();
        var options = new ParquetOptions(
                codec,
                bytesMax,
                ParquetOptions.ROW_GROUP_ROWS_MAX,
                plan.request().settings().dictionary(),
                layout.tables().columns(),
                sortedBy(table.plan()));
        return new ParquetFileWriter(table.plan().schema(), options, table.fileMetadata());
    }

    /** The first of the columns that rows are sorted by, as far as the database's order is that of the values' type. */
    private static List<SortedColumn> sortedBy(TablePlan plan) {
        List<SortedColumn> sorted = new ArrayList<>();
        for (SortKey key : plan.layout().tables().sortBy()) {
            Optional<Column> column = plan.schema().columns().stream()
                    .filter(other -> other.name().equals(key.column()))
                    .filter(ChunkWriters::hasOrderOfItsType)
                    .findFirst();
            if (column.isEmpty()) {
                break;
            }
            sorted.add(new SortedColumn(key.column(), key.descending(), key.nullsFirst()));
        }
        return sorted;
    }

    /** What a policy or a text form has changed may stand in another order, and so do blanks that are not compared. */
    private static boolean hasOrderOfItsType(Column column) {
        Fidelity fidelity = column.conversion().fidelity();
        return (fidelity == Fidelity.EXACT || fidelity == Fidelity.WIDENED)
                && !column.sourceType().startsWith("character(");
    }
}
