package io.dromedary.dialect.postgresql;

import static java.util.stream.Collectors.joining;

import io.dromedary.table.IndexDefinition;
import io.dromedary.table.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The statements that create an index.
 *
 * @param table its name, quoted
 * @param checked takes what an expression is for and the expression, and returns that if it is one
 */
record IndexStatements(String table, BinaryOperator<String> checked) {

    /** One, or two for a constraint. */
    List<String> of(IndexDefinition index) {
        List<String> statements = new ArrayList<>();
        String name = Quote.name(index.name());
        String keys = index.keys().stream().map(key -> key(index, key)).collect(joining(", "));
        String included = index.included().stream().map(Quote::name).collect(joining(", "));
        String predicate = index.predicateSql().isEmpty()
                ? ""
                : " WHERE (%s)".formatted(checked.apply("index " + index.name(), index.predicateSql()));
        statements.add("CREATE %sINDEX %s ON %s USING %s (%s)%s%s%s"
                .formatted(
                        index.unique() ? "UNIQUE " : "",
                        name,
                        table,
                        Quote.name(index.method()),
                        keys,
                        included.isEmpty() ? "" : " INCLUDE (%s)".formatted(included),
                        index.nullsNotDistinct() ? " NULLS NOT DISTINCT" : "",
                        predicate));
        if (index.constraint()) {
            statements.add("ALTER TABLE %s ADD CONSTRAINT %s UNIQUE USING INDEX %s%s%s"
                    .formatted(
                            table,
                            name,
                            name,
                            index.deferrable() ? " DEFERRABLE" : "",
                            index.deferred() ? " INITIALLY DEFERRED" : ""));
        }
        return statements;
    }

    private String key(IndexDefinition index, IndexDefinition.Key key) {
        String value = key.column().isEmpty()
                ? "(%s)".formatted(checked.apply("index " + index.name(), key.sql()))
                : Quote.name(key.column());
        String nulls = key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST";
        return value
                + (key.collation() == null ? "" : " COLLATE " + name(key.collation()))
                + (key.operatorClass() == null ? "" : " " + name(key.operatorClass()))
                + (key.descending() ? " DESC" : "")
                + (key.nullsFirst() == key.descending() ? "" : nulls);
    }

    private static String name(@Nullable QualifiedName name) {
        return name == null ? "" : CreateStatements.name(name);
    }
}
