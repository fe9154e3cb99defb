package io.dromedary.verify;

import io.dromedary.dialect.Measure;
import io.dromedary.dialect.RowSummary;
import io.dromedary.table.ColumnType;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says in what two summaries of the same rows differ.
 *
 * @param columns their names
 * @param types as what they were summarized
 */
record SummaryDifferences(List<String> columns, List<Optional<ColumnType>> types) {
    private static final int SHOWN_MAX = 60;

    /** Each difference in words, with both values; nothing if there is none. */
    List<String> between(RowSummary files, RowSummary database) {
        List<String> differences = new ArrayList<>();
        if (files.rows() != database.rows()) {
            differences.add("%,d rows in the files, %,d in the database".formatted(files.rows(), database.rows()));
        }
        for (int i = 0; i < columns.size(); i++) {
            Map<Measure, String> inFiles = files.columns().get(i).measures();
            Map<Measure, String> inDatabase = database.columns().get(i).measures();
            for (Measure measure : Measure.values()) {
                String one = inFiles.get(measure);
                String other = inDatabase.get(measure);
                // What only one of the two can compute is not compared.
                if (one != null && other != null && !one.equals(other)) {
                    differences.add("column %s has %s %s in the files, %s in the database"
                            .formatted(
                                    columns.get(i), measure.label(), shown(i, measure, one), shown(i, measure, other)));
                }
            }
        }
        if (differences.isEmpty() && !files.hash().equals(database.hash())) {
            differences.add("the same values in rows of other values, whose hash is %s in the files, %s in the database"
                    .formatted(files.hash(), database.hash()));
        }
        return differences;
    }

    private String shown(int column, Measure measure, String text) {
        boolean isBound = measure == Measure.MINIMUM || measure == Measure.MAXIMUM;
        String shown = isBound && text.matches("-?\\d+")
                ? types.get(column).map(type -> value(type, text)).orElse(text)
                : text;
        return shown.length() > SHOWN_MAX ? shown.substring(0, SHOWN_MAX) + "..." : shown;
    }

    /** The canonical form of a least or greatest value, as people write it. */
    private static String value(ColumnType type, String form) {
        if (type instanceof ColumnType.Float32) {
            return Float.toString(Float.intBitsToFloat(Integer.parseUnsignedInt(form, 2)));
        } else if (type instanceof ColumnType.Float64) {
            return Double.toString(Double.longBitsToDouble(Long.parseUnsignedLong(form, 2)));
        } else if (type instanceof ColumnType.Date) {
            return LocalDate.ofEpochDay(Long.parseLong(form)).toString();
        } else if (type instanceof ColumnType.Time) {
            // 24:00 is no time of day to Java.
            return LocalTime.MIN.plus(Long.parseLong(form), ChronoUnit.MICROS).toString();
        } else if (type instanceof ColumnType.Timestamp) {
            return LocalDate.EPOCH
                    .atStartOfDay()
                    .plus(Long.parseLong(form), ChronoUnit.MICROS)
                    .toString();
        }
        return form;
    }
}
