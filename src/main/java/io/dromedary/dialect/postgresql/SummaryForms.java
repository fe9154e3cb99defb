package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.Measure;
import io.dromedary.dialect.SummarySql.Forms;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnType.Decimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What PostgreSQL is asked of columns.
 *
 * @param described the columns as the server has them now
 * @param isUtf8 whether text is in UTF-8 in the database
 */
record SummaryForms(List<Column> described, boolean isUtf8) {
    /** As many characters of a text are looked at for the least and the greatest. */
    private static final int CHARACTERS = 100;

    /** The sum of more digits may have more than the 38 that a reader of files can add up. */
    private static final int SUMMED_DIGITS_MAX = 28;

    /** What is asked of a column that is carried over as {@code type}. */
    Forms of(int index, ColumnType type, String name) {
        Column column = described.get(index);
        var canonical = new CanonicalSql(isUtf8);
        if (column.conversion().wire() instanceof WireType wire && !(type instanceof ColumnType.Text)) {
            return new Forms(canonical.digest(wire, type, name), Map.of());
        } else if (type instanceof ColumnType.Text && column.type() instanceof ColumnType.Binary) {
            // Of a database of no known encoding.
            return of(index, new ColumnType.Binary(), name);
        }
        return new Forms(canonical.digest(type, name), measures(canonical, type, name));
    }

    private Map<Measure, String> measures(CanonicalSql canonical, ColumnType type, String name) {
        if (type instanceof ColumnType.Bool) {
            return Map.of(Measure.SUM, "sum((%s)::int)".formatted(name));
        } else if (type instanceof ColumnType.Binary) {
            return Map.of(Measure.SUM, "sum(octet_length(%s))".formatted(name));
        } else if (type instanceof ColumnType.Text) {
            return ofText(canonical, name);
        } else if (type instanceof ColumnType.Uuid) {
            return bounds("(%s)::text COLLATE \"C\"".formatted(name), "%s");
        } else if (type instanceof ColumnType.Float32 || type instanceof ColumnType.Float64) {
            // Zero has two forms, and either may be the least.
            return bounds(name, CanonicalSql.form(type, "%s + '0'"));
        }
        Map<Measure, String> measures = new HashMap<>(bounds(name, CanonicalSql.form(type, "%s")));
        if (CanonicalSql.isTemporal(type)) {
            measures.put(Measure.SUM, "sum(%s)".formatted(CanonicalSql.number(type, name)));
        } else if (!(type instanceof Decimal decimal) || decimal.precision() <= SUMMED_DIGITS_MAX) {
            measures.put(Measure.SUM, CanonicalSql.form(type, "sum(%s)".formatted(name)));
        }
        return measures;
    }

    private Map<Measure, String> ofText(CanonicalSql canonical, String name) {
        String sum = "sum(octet_length(%s))".formatted(canonical.utf8(name));
        // Missing values are empty there.
        Map<Measure, String> measures = new HashMap<>(Map.of(Measure.SUM, sum));
        if (isUtf8) {
            String begin = "CASE WHEN %1$s IS NOT NULL THEN left(concat(%1$s), %2$d) END COLLATE \"C\"";
            measures.putAll(bounds(begin.formatted(name, CHARACTERS), "%s"));
        }
        return measures;
    }

    private static Map<Measure, String> bounds(String value, String form) {
        return Map.of(
                Measure.MINIMUM, form.replace("%s", "min(%s)".formatted(value)),
                Measure.MAXIMUM, form.replace("%s", "max(%s)".formatted(value)));
    }
}
