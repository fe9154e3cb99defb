package io.dromedary.dialect.postgresql;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.TableId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tables that are asked for but cannot be read: all of them in one failure. */
final class TableProblems {
    private static final int TYPING_ERRORS_MAX = 2;

    /** {@code pg_temp_3} is the catalog's name of a session's own schema, which that session calls {@code pg_temp}. */
    private static final String TEMPORARY = "pg_temp";

    private TableProblems() {}

    /** The failure, or nothing if every table is there and readable. */
    static Optional<DromedaryException> find(
            Collection<TableId> asked, Map<TableId, CatalogRelation> found, List<TableId> existing, Failures failures) {
        List<String> problems = asked.stream()
                .distinct()
                .flatMap(table -> problem(table, found.get(table), existing).stream())
                .toList();
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(DromedaryException.permanent(
                        FailureCategory.CONFIGURATION, failures.at(String.join(". ", problems))));
    }

    private static Optional<String> problem(TableId table, @Nullable CatalogRelation relation, List<TableId> existing) {
        if (table.schema().startsWith(TEMPORARY)) {
            return Optional.of(
                    ("%s is a temporary table, which only the session that created it can read. Copy it into a"
                                    + " table of another schema")
                            .formatted(table));
        } else if (relation == null) {
            return Optional.of("%s does not exist%s".formatted(table, hint(table, existing)));
        }
        return relation.readable()
                ? Optional.empty()
                : Optional.of(
                        "%s may not be read by this user (GRANT SELECT on it and USAGE on its schema, or leave it out)"
                                .formatted(table));
    }

    private static String hint(TableId missing, List<TableId> existing) {
        return existing.stream()
                .filter(table -> isNear(missing, table))
                .min(Comparator.comparingInt(table -> distance(missing.toString(), table.toString())))
                .map(table -> " (did you mean %s?)".formatted(table))
                .orElse(" (check its schema and name)");
    }

    private static boolean isNear(TableId missing, TableId table) {
        return table.name().equals(missing.name())
                || distance(lower(missing.name()), lower(table.name())) <= TYPING_ERRORS_MAX;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** How many characters have to be put in, taken out or changed. */
    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
