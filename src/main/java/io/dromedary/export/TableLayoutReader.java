package io.dromedary.export;

import io.dromedary.dialect.RowArrangement.PartitionKey;
import io.dromedary.dialect.RowArrangement.SortKey;
import io.dromedary.dialect.RowArrangement.Transform;
import io.dromedary.files.TableLayout;
import io.dromedary.parquet.ColumnEncoding;
import io.dromedary.parquet.ColumnOptions;
import io.dromedary.settings.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads what is asked for of the rows and columns of tables, in {@code export_settings} or in an entry of tables. */
final class TableLayoutReader {
    private static final List<String> KEYS = List.of("partition_by", "sort_by", "column_options");

    private TableLayoutReader() {}

    static TableLayout read(Section section) {
        return read(section, TableLayout.NONE);
    }

    /** What an entry says, and what it does not say as in the job. */
    static TableLayout read(Section section, TableLayout ofJob) {
        boolean inFiles = section.flag("partition_columns_in_files", ofJob.partitionColumnsInFiles());
        var own = new TableLayout(partitionBy(section), inFiles, sortBy(section), columns(section));
        return new TableLayout(
                section.has(KEYS.get(0)) ? own.partitionBy() : ofJob.partitionBy(),
                inFiles,
                section.has(KEYS.get(1)) ? own.sortBy() : ofJob.sortBy(),
                section.has(KEYS.get(2)) ? own.columns() : ofJob.columns());
    }

    private static List<PartitionKey> partitionBy(Section section) {
        List<PartitionKey> keys = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section item : section.sections("partition_by", "column")) {
            PartitionKey key = item.has("expression") ? expression(item) : column(item);
            item.finish();
            if (!names.add(key.name().toLowerCase(Locale.ROOT))) {
                section.problem("partition_by", "names %s twice; give one of them another name.".formatted(key.name()));
            }
            keys.add(key);
        }
        return keys;
    }

    private static PartitionKey expression(Section item) {
        for (String key : List.of("column", "transform")) {
            if (item.has(key)) {
                item.problem(key, "cannot stand beside expression; keep one of the two.");
            }
        }
        return new PartitionKey.OfExpression(item.text("name"), item.text("expression"));
    }

    private static PartitionKey column(Section item) {
        String column = item.text("column");
        Transform transform = item.choice("transform", Transform.IDENTITY);
        String usual = transform == Transform.IDENTITY ? column : column + "_" + transform.word();
        return new PartitionKey.OfColumn(item.findText("name").orElse(usual), column, transform);
    }

    private static List<SortKey> sortBy(Section section) {
        List<SortKey> keys = new ArrayList<>();
        for (Section item : section.sections("sort_by", "column")) {
            boolean descending = item.choice("order", Order.ASC) == Order.DESC;
            boolean nullsFirst = item.choice("nulls", descending ? Nulls.FIRST : Nulls.LAST) == Nulls.FIRST;
            keys.add(new SortKey(item.text("column"), descending, nullsFirst));
            item.finish();
        }
        return keys;
    }

    private enum Order {
        ASC,
        DESC
    }

    private enum Nulls {
        FIRST,
        LAST
    }

    private static Map<String, ColumnOptions> columns(Section section) {
        Map<String, ColumnOptions> columns = new LinkedHashMap<>();
        section.sectionsByName("column_options").forEach((name, options) -> {
            columns.put(
                    name,
                    new ColumnOptions(
                            options.flag("bloom_filter", false), options.choice("encoding", ColumnEncoding.AUTO)));
            options.finish();
        });
        return columns;
    }
}
