package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnDefinition;
import io.dromedary.table.DefaultValue;
import io.dromedary.table.IndexDefinition;
import io.dromedary.table.QualifiedName;
import io.dromedary.table.SequenceDefinition;
import io.dromedary.table.TableDefinition;
import io.dromedary.table.TableDefinition.PrimaryKey;
import io.dromedary.table.TableId;
import io.dromedary.table.TypeDefinition.Check;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The definition of a table under another name. Sequences that belong to it have to be in its schema and follow;
 * so does every name that begins with the table's, as PostgreSQL makes them up: {@code orders_pkey}.
 */
final class RenamedTable {
    private static final Pattern NEXT_VALUE = Pattern.compile("nextval\\((E?)'((?:[^']|'')*)'::regclass\\)");
    private static final Pattern PART = Pattern.compile("\"((?:[^\"]|\"\")*)\"|([^\".]+)");

    private final Map<QualifiedName, QualifiedName> sequences = new HashMap<>();

    private RenamedTable() {}

    /** The same table, called otherwise. */
    static TableDefinition of(TableDefinition table, TableId id) {
        TableId old = table.id();
        PrimaryKey key = table.primaryKey();
        TableDefinition following = withRules(
                table,
                new PrimaryKey(follow(key.name(), old, id), key.columns()),
                table.checks().stream()
                        .map(check -> new Check(follow(check.name(), old, id), check.sql()))
                        .toList(),
                table.indexes().stream()
                        .map(index -> index.named(follow(index.name(), old, id)))
                        .toList());
        return new RenamedTable()
                .renamed(
                        following,
                        id,
                        sequence -> new QualifiedName(
                                id.schema(), follow(sequence.name().name(), old, id)));
    }

    /** The same table while it is hidden: without key and indexes, and with sequences that nobody looks for. */
    static TableDefinition hidden(TableDefinition table, TableId id) {
        List<SequenceDefinition> owned = owned(table);
        return new RenamedTable()
                .renamed(
                        withRules(table, PrimaryKey.NONE, table.checks(), List.of()),
                        id,
                        sequence ->
                                new QualifiedName(id.schema(), "%s_%d".formatted(id.name(), owned.indexOf(sequence))));
    }

    private static TableDefinition withRules(
            TableDefinition table, PrimaryKey key, List<Check> checks, List<IndexDefinition> indexes) {
        return new TableDefinition(
                table.dialect(),
                table.id(),
                table.kind(),
                table.unlogged(),
                table.comment(),
                table.columns(),
                key,
                table.types(),
                table.sequences(),
                checks,
                indexes);
    }

    /** The sequences that are dropped with their table, always in the same order. */
    static List<SequenceDefinition> owned(TableDefinition table) {
        Stream<SequenceDefinition> identities = table.columns().stream()
                .map(ColumnDefinition::defaultValue)
                .filter(DefaultValue.Identity.class::isInstance)
                .flatMap(value -> Stream.ofNullable(((DefaultValue.Identity) value).sequence()));
        return Stream.concat(table.sequences().stream().filter(RenamedTable::isOwned), identities)
                .toList();
    }

    static boolean isOwned(SequenceDefinition sequence) {
        return !sequence.ownedBy().isEmpty();
    }

    private static String follow(String name, TableId old, TableId id) {
        String prefix = old.name() + "_";
        return name.startsWith(prefix) ? id.name() + "_" + name.substring(prefix.length()) : name;
    }

    private TableDefinition renamed(
            TableDefinition table, TableId id, Function<SequenceDefinition, QualifiedName> names) {
        owned(table).forEach(sequence -> sequences.put(sequence.name(), names.apply(sequence)));
        return new TableDefinition(
                table.dialect(),
                id,
                "table",
                table.unlogged(),
                table.comment(),
                table.columns().stream().map(this::column).toList(),
                table.primaryKey(),
                table.types(),
                table.sequences().stream()
                        .map(sequence -> isOwned(sequence) ? sequence(sequence) : sequence)
                        .toList(),
                table.checks(),
                table.indexes());
    }

    private SequenceDefinition sequence(SequenceDefinition of) {
        return new SequenceDefinition(
                sequences.getOrDefault(of.name(), of.name()),
                of.type(),
                of.start(),
                of.increment(),
                of.min(),
                of.max(),
                of.cache(),
                of.cycle(),
                of.lastValue(),
                of.ownedBy());
    }

    private ColumnDefinition column(ColumnDefinition of) {
        return new ColumnDefinition(
                of.fieldId(),
                of.name(),
                of.type(),
                of.typeName(),
                of.typeModifier(),
                of.nullable(),
                value(of.defaultValue()),
                of.collation(),
                of.comment());
    }

    private DefaultValue value(DefaultValue of) {
        if (of instanceof DefaultValue.Identity identity && identity.sequence() != null) {
            return new DefaultValue.Identity(identity.always(), sequence(identity.sequence()));
        } else if (of instanceof DefaultValue.Expression expression) {
            return new DefaultValue.Expression(
                    NEXT_VALUE.matcher(expression.sql()).replaceAll(this::nextValue));
        }
        return of;
    }

    private String nextValue(MatchResult call) {
        String text = call.group(2).replace("''", "'");
        QualifiedName name = sequences.get(name(call.group(1).isEmpty() ? text : text.replace("\\\\", "\\")));
        return Matcher.quoteReplacement(
                name == null
                        ? call.group()
                        : "nextval(%s::regclass)".formatted(CreateStatements.literal(CreateStatements.name(name))));
    }

    private static QualifiedName name(String quoted) {
        List<String> parts = PART.matcher(quoted)
                .results()
                .map(part ->
                        part.group(1) == null ? part.group(2) : part.group(1).replace("\"\"", "\""))
                .toList();
        return new QualifiedName(parts.get(0), parts.size() > 1 ? parts.get(1) : "");
    }
}
