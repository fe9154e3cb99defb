package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnDefinition;
import io.dromedary.table.SequenceDefinition;
import io.dromedary.table.TableDefinition;
import io.dromedary.table.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The statements that let the sequences of a loaded table continue behind the numbers of its rows. */
final class SequencePositions {
    private static final Set<String> NUMBERED = Set.of("smallint", "integer", "bigint");

    private SequencePositions() {}

    /**
     * By the last number that each had given out, or else by the largest in the table. Never backwards.
     *
     * @param isMoved of sequences that the table shares with others
     */
    static List<String> all(TableDefinition table, Predicate<SequenceDefinition> isMoved) {
        List<String> statements = new ArrayList<>();
        for (SequenceDefinition sequence : table.sequences()) {
            if (!RenamedTable.isOwned(sequence) && sequence.lastValue() != null && isMoved.test(sequence)) {
                statements.add(forward(sequence, Long.toString(sequence.lastValue()), ""));
            }
        }
        for (SequenceDefinition sequence : RenamedTable.owned(table)) {
            if (sequence.lastValue() != null) {
                statements.add(forward(sequence, Long.toString(sequence.lastValue()), ""));
            }
        }
        statements.addAll(unknown(table, table.id()));
        return statements;
    }

    /** Only of those whose last number is not known. */
    private static List<String> unknown(TableDefinition table, TableId id) {
        List<String> statements = new ArrayList<>();
        for (SequenceDefinition sequence : RenamedTable.owned(table)) {
            if (sequence.lastValue() == null && isNumber(table, sequence.ownedBy())) {
                String last =
                        "%s(%s)".formatted(sequence.increment() > 0 ? "max" : "min", Quote.name(sequence.ownedBy()));
                String from = "(SELECT %s AS number FROM %s) AS largest".formatted(last, Quote.table(id));
                statements.add(forward(
                        sequence,
                        "largest.number",
                        "%s WHERE number BETWEEN %d AND %d AND".formatted(from, sequence.min(), sequence.max())));
            }
        }
        return statements;
    }

    private static boolean isNumber(TableDefinition table, String column) {
        return table.columns().stream()
                .filter(of -> of.name().equals(column))
                .map(ColumnDefinition::type)
                .anyMatch(NUMBERED::contains);
    }

    /** A sequence that has given out nothing has a last value, too: its first. */
    private static String forward(SequenceDefinition sequence, String number, String from) {
        String name = CreateStatements.name(sequence.name());
        return "SELECT pg_catalog.setval(%s, %s, true) FROM %s AS sequence%s (NOT is_called OR last_value %s %2$s)"
                .formatted(
                        CreateStatements.literal(name),
                        number,
                        name,
                        from.isEmpty() ? " WHERE" : ", " + from,
                        sequence.increment() > 0 ? "<" : ">");
    }
}
