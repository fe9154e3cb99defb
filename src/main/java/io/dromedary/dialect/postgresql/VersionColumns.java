package io.dromedary.dialect.postgresql;

import static java.util.stream.Collectors.joining;

import io.dromedary.dialect.TargetColumn;
import io.dromedary.dialect.TargetTable;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns that rows of a table are kept by.
 *
 * @param hash of all that ever were
 * @param present those that the table still has
 */
record VersionColumns(RowHash hash, Set<String> present) {

    /** As they are, when a table is not written by a file. */
    static VersionColumns of(VersionStore store, TargetTable table, Failures failures) throws SQLException {
        Set<String> present = settleTypes(store, table, failures);
        return new VersionColumns(new RowHash(List.copyOf(store.columns().keySet())), present);
    }

    /**
     * Takes in the columns of a file.
     *
     * @throws DromedaryException {@code CONFIGURATION} if it does not have all of them
     */
    static VersionColumns of(VersionStore store, TargetTable table, List<TargetColumn> written, Failures failures)
            throws SQLException {
        if (!store.isMade()) {
            store.make(written);
        }
        Set<String> kept = settleTypes(store, table, failures);
        for (String column : kept) {
            if (written.stream().noneMatch(other -> other.name().equals(column))) {
                throw configuration(
                        failures,
                        ("column \"%s\" of %s has versions, but no field is for it. A commit has all columns of the one"
                                        + " before; drop the column if it is to go, or map a field to it")
                                .formatted(column, table.id()));
            }
        }
        store.add(
                written.stream().filter(column -> !kept.contains(column.name())).toList());
        Set<String> present = new LinkedHashSet<>(kept);
        written.forEach(column -> present.add(column.name()));
        return new VersionColumns(new RowHash(List.copyOf(store.columns().keySet())), present);
    }

    /** Follows types of the table that were altered; returns the columns that it still has. */
    private static Set<String> settleTypes(VersionStore store, TargetTable table, Failures failures)
            throws SQLException {
        Map<String, String> kept = store.columns();
        Set<String> present = new LinkedHashSet<>();
        List<String> altered = new ArrayList<>();
        for (TargetColumn column : table.columns()) {
            String type = kept.get(column.name());
            if (type != null && !column.isGenerated()) {
                present.add(column.name());
                if (!type.equals(column.type())) {
                    altered.add(column.name());
                    alter(store, column, failures);
                }
            }
        }
        if (!altered.isEmpty()) {
            requireSameHashes(store, altered, failures);
        }
        return present;
    }

    private static void alter(VersionStore store, TargetColumn column, Failures failures) throws SQLException {
        try {
            store.sql()
                    .run("ALTER TABLE %1$s ALTER COLUMN %2$s TYPE %3$s USING %2$s::%3$s"
                            .formatted(store.rows(), Quote.name(column.name()), column.type()));
        } catch (SQLException e) {
            if (SqlStates.isTransient(e.getSQLState())) {
                throw e;
            }
            throw typeFailure(store, List.of(column.name()), failures, ": " + Failures.text(e));
        }
    }

    private static void requireSameHashes(VersionStore store, List<String> altered, Failures failures)
            throws SQLException {
        Set<String> columns = store.columns().keySet();
        String sql = "SELECT count(*) FROM %s AS r WHERE %s <> %s"
                .formatted(store.rows(), VersionStore.HASH, new RowHash(List.copyOf(columns)).of("r", columns));
        List<Long> others = new ArrayList<>();
        RowHash.pinned(store.sql(), () -> others.add(store.sql().number(sql)));
        if (others.get(0) > 0) {
            throw typeFailure(store, altered, failures, ": %,d would be printed otherwise".formatted(others.get(0)));
        }
    }

    private static DromedaryException typeFailure(
            VersionStore store, List<String> columns, Failures failures, String cause) {
        return configuration(
                failures,
                ("%s has another type now in %s, with which the rows of its commits would not stay as they are%s."
                                + " Nothing was changed; give the column its type back, or load into another table")
                        .formatted(
                                store.table(), columns.stream().map(Quote::name).collect(joining(", ")), cause));
    }

    private static DromedaryException configuration(Failures failures, String message) {
        return DromedaryException.permanent(FailureCategory.CONFIGURATION, failures.at(message));
    }

    /** Those of the table as a list of SQL, each with a prefix. */
    String list(String prefix) {
        return present.stream().map(column -> prefix + Quote.name(column)).collect(joining(", "));
    }
}
