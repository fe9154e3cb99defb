package io.dromedary.dialect;

import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import java.util.List;
import java.util.Locale;

/**
 * In which order rows are read, and which values of theirs say to which partition they belong.
 *
 * <p>The rows of a partition come one after another. Behind the columns asked for, each row has the text of each
 * partition value.
 *
 * @param partitionBy what partitions are made by; empty: there are none
 * @param sortBy the order inside of a partition
 */
public record RowArrangement(List<PartitionKey> partitionBy, List<SortKey> sortBy) {
    /** As they come. */
    public static final RowArrangement NONE = new RowArrangement(List.of(), List.of());

    public RowArrangement {
        partitionBy = List.copyOf(partitionBy);
        sortBy = List.copyOf(sortBy);
    }

    /** The columns that partition values come in. */
    List<Column> partitionColumns() {
        return partitionBy.stream()
                .map(key -> new Column(key.name(), new ColumnType.Text(ColumnType.TextKind.STRING), true, "text"))
                .toList();
    }

    /** Whether SQL of the specification's author is in it. */
    public boolean hasExpressions() {
        return partitionBy.stream().anyMatch(PartitionKey.OfExpression.class::isInstance);
    }

    /** What partitions are made by. */
    public sealed interface PartitionKey {

        /** What the partitions' column is called. */
        String name();

        /** For people: {@code region}, {@code day(created_at)}, an expression. */
        String text();

        /**
         * The value of a column, or a part of it.
         *
         * @param column its name
         */
        record OfColumn(String name, String column, Transform transform) implements PartitionKey {
            @Override
            public String text() {
                return transform == Transform.IDENTITY ? column : "%s(%s)".formatted(transform.word(), column);
            }
        }

        /**
         * An expression in the database's SQL.
         *
         * @param sql as the specification gives it
         */
        record OfExpression(String name, String sql) implements PartitionKey {
            @Override
            public String text() {
                return sql;
            }
        }
    }

    /** What of a column's value makes a partition. */
    public enum Transform {
        /** The value. */
        IDENTITY,
        /** {@code 2026} of a date or timestamp, in UTC if it is an instant. */
        YEAR,
        /** {@code 2026-11}. */
        MONTH,
        /** {@code 2026-11-21}. */
        DAY,
        /** {@code 2026-11-21-14} of a timestamp. */
        HOUR;

        /** As in a specification. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A column that rows are sorted by: texts by their bytes in UTF-8, all else as the database has it.
     *
     * @param column its name, among the columns asked for
     * @param descending whether the largest come first
     * @param nullsFirst whether rows without a value come before the others
     */
    public record SortKey(String column, boolean descending, boolean nullsFirst) {
        /** For people: {@code created_at desc}. */
        public String text() {
            return column + (descending ? " desc" : "") + (nullsFirst == descending ? "" : nulls());
        }

        private String nulls() {
            return nullsFirst ? " nulls first" : " nulls last";
        }
    }
}
