package io.dromedary.dialect.postgresql;

import static java.util.stream.Collectors.joining;

import io.dromedary.dialect.DefinedTable;
import io.dromedary.dialect.TargetTable;
import io.dromedary.dialect.postgresql.NeededObjects.Needed;
import io.dromedary.table.SequenceDefinition;
import io.dromedary.table.TableDefinition;
import io.dromedary.table.TableId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What makes a new table unseen, and what lets it be seen.
 *
 * @param needed what has to be there first and is not; others may see it
 * @param make the hidden table
 * @param publish gives it its name, and what is cheaper when its rows are there
 * @param position lets sequences continue behind its rows, which no ROLLBACK takes back
 */
record NewTableSteps(List<Needed> needed, List<String> make, List<String> publish, List<String> position) {
    /**
     * Names without a schema are those of PostgreSQL, whatever else there is, and a backslash is one; until the
     * transaction ends.
     */
    static final String SEARCHED = "SELECT pg_catalog.set_config('search_path', '', true),"
            + " pg_catalog.set_config('standard_conforming_strings', 'on', true)";

    NewTableSteps {
        needed = List.copyOf(needed);
        make = List.copyOf(make);
        publish = List.copyOf(publish);
        position = List.copyOf(position);
    }

    /** Of a table that has columns only. */
    static NewTableSteps of(TargetTable wanted, TableId hidden) {
        return new NewTableSteps(
                List.of(), List.of(statement(hidden, wanted)), List.of(rename(hidden, wanted.id())), List.of());
    }

    /** What makes a table that has columns only. */
    static String statement(TableId name, TargetTable table) {
        String columns = table.columns().stream()
                .map(column -> "    %s %s".formatted(Quote.name(column.name()), column.type()))
                .collect(joining(",\n"));
        return "CREATE TABLE %s (%n%s%n)".formatted(Quote.table(name), columns);
    }

    /**
     * Of a table that has a definition. The connection is in a transaction, which searches for names nowhere.
     *
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION} if it cannot be made as it is defined
     */
    static NewTableSteps of(Connection connection, Failures failures, DefinedTable wanted, TableId hidden)
            throws SQLException {
        TableDefinition table = checked(wanted);
        List<Needed> needed = NeededObjects.missing(connection, failures, table);
        TableDefinition unseen = RenamedTable.hidden(table, hidden);
        return new NewTableSteps(
                needed,
                new CreateStatements(unseen).ofTable(),
                publish(table, unseen),
                positions(wanted, table, needed));
    }

    /** All that a definition leads to, as it is when the table has its name; for people to read. */
    static List<String> statements(Connection connection, Failures failures, DefinedTable wanted) throws SQLException {
        TableDefinition table = checked(wanted);
        List<Needed> needed = NeededObjects.missing(connection, failures, table);
        return Stream.of(
                        needed.stream().map(Needed::create),
                        new CreateStatements(table).ofTable().stream(),
                        positions(wanted, table, needed).stream())
                .flatMap(some -> some)
                .toList();
    }

    /** A sequence that others use is left alone, unless the file is trusted. */
    private static List<String> positions(DefinedTable wanted, TableDefinition table, List<Needed> needed) {
        var statements = new CreateStatements(table);
        return SequencePositions.all(
                table,
                shared -> wanted.isTrusted()
                        || needed.stream().anyMatch(made -> made.create().equals(statements.sequence(shared))));
    }

    private static TableDefinition checked(DefinedTable wanted) {
        HarmlessSql.require(wanted);
        return RenamedTable.of(wanted.definition(), wanted.id());
    }

    private static List<String> publish(TableDefinition table, TableDefinition unseen) {
        List<String> statements = new ArrayList<>();
        statements.add(SEARCHED);
        if (!table.primaryKey().columns().isEmpty()) {
            statements.add("ALTER TABLE %s ADD %s"
                    .formatted(Quote.table(unseen.id()), new CreateStatements(table).primaryKey()));
        }
        statements.addAll(new CreateStatements(table).indexes(unseen.id()));
        List<SequenceDefinition> hidden = RenamedTable.owned(unseen);
        List<SequenceDefinition> owned = RenamedTable.owned(table);
        for (int i = 0; i < owned.size(); i++) {
            statements.add("ALTER SEQUENCE %s RENAME TO %s"
                    .formatted(
                            CreateStatements.name(hidden.get(i).name()),
                            Quote.name(owned.get(i).name().name())));
        }
        statements.add(rename(unseen.id(), table.id()));
        return statements;
    }

    private static String rename(TableId hidden, TableId wanted) {
        return "ALTER TABLE %s RENAME TO %s".formatted(Quote.table(hidden), Quote.name(wanted.name()));
    }
}
