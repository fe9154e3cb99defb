package io.dromedary.table;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index of a table, or the unique constraint that it is for. Expressions are SQL text of the database that they
 * come from.
 *
 * @param name its own
 * @param method as the database calls it: {@code btree}
 * @param unique whether no two rows have the same keys
 * @param nullsNotDistinct whether missing values are the same
 * @param constraint whether it belongs to a unique constraint of its name
 * @param deferrable whether that can wait for the end of a transaction
 * @param deferred whether it does, unless it is told otherwise
 * @param keys in their order
 * @param included columns that are kept beside the keys
 * @param predicateSql which rows are in it; empty: all
 */
public record IndexDefinition(
        String name,
        String method,
        boolean unique,
        boolean nullsNotDistinct,
        boolean constraint,
        boolean deferrable,
        boolean deferred,
        List<Key> keys,
        List<String> included,
        String predicateSql) {

    public IndexDefinition {
        requireNonNull(name, "name");
        requireNonNull(method, "method");
        requireNonNull(predicateSql, "predicateSql");
        keys = List.copyOf(keys);
        included = List.copyOf(included);
    }

    /**
     * What rows are found by.
     *
     * @param column a column; empty: an expression
     * @param sql the expression; empty: a column
     * @param collation null: that of the column or expression
     * @param operatorClass null: the type's
     * @param descending whether large values come first
     * @param nullsFirst whether missing values do
     */
    public record Key(
            String column,
            String sql,
            @Nullable QualifiedName collation,
            @Nullable QualifiedName operatorClass,
            boolean descending,
            boolean nullsFirst) {
        public Key {
            requireNonNull(column, "column");
            requireNonNull(sql, "sql");
        }
    }

    /** The same under another name. */
    public IndexDefinition named(String other) {
        return new IndexDefinition(
                other,
                method,
                unique,
                nullsNotDistinct,
                constraint,
                deferrable,
                deferred,
                keys,
                included,
                predicateSql);
    }
}
