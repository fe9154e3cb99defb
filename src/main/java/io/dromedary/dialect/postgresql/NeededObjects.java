package io.dromedary.dialect.postgresql;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.QualifiedName;
import io.dromedary.table.SequenceDefinition;
import io.dromedary.table.TableDefinition;
import io.dromedary.table.TypeDefinition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has to be in a database before a table can be made by its definition: schemas, types, and sequences that it
 * shares with others. What is there has to be the same. Extensions have to be there, since they bring code.
 */
final class NeededObjects {
    private static final String TYPE = "SELECT t.oid FROM pg_type AS t JOIN pg_namespace AS n ON n.oid = t.typnamespace"
            + " WHERE n.nspname = ? AND t.typname = ?";

    private static final String EXTENSION = "SELECT n.nspname FROM pg_extension AS x"
            + " JOIN pg_namespace AS n ON n.oid = x.extnamespace WHERE x.extname = ?";

    private static final String SEQUENCE = """
            SELECT concat_ws(' ', data_type, start_value, increment_by, min_value, max_value, cache_size, cycle)
              FROM pg_sequences WHERE schemaname = ? AND sequencename = ?
            """;

    private final Connection connection;
    private final Failures failures;
    private final TableDefinition table;
    private final CreateStatements statements;
    private final List<Needed> missing = new ArrayList<>();

    /** Something that is not there. */
    record Needed(String create, String drop) {}

    private NeededObjects(Connection connection, Failures failures, TableDefinition table) {
        this.connection = connection;
        this.failures = failures;
        this.table = table;
        this.statements = new CreateStatements(table);
    }

    /**
     * What of it is missing, in the order in which it can be created. Names have to be searched for nowhere but in
     * {@code pg_catalog}.
     *
     * @throws DromedaryException {@code CONFIGURATION} if something else is there, or an extension is not
     */
    static List<Needed> missing(Connection connection, Failures failures, TableDefinition table) throws SQLException {
        var needed = new NeededObjects(connection, failures, table);
        for (String schema : new CreateStatements(table).schemas()) {
            needed.schema(schema);
        }
        for (TypeDefinition type : table.types()) {
            needed.type(type);
        }
        for (SequenceDefinition sequence : table.sequences()) {
            needed.sequence(sequence);
        }
        needed.requireFreeNames();
        return needed.missing;
    }

    private void schema(String schema) throws SQLException {
        boolean isExtensions = table.types().stream()
                .anyMatch(type -> type instanceof TypeDefinition.OfExtension extension
                        && extension.schema().equals(schema));
        if (!isExtensions
                && find("SELECT nspname FROM pg_namespace WHERE nspname = ?", schema)
                        .isEmpty()) {
            missing.add(new Needed(statements.schema(schema), "DROP SCHEMA " + Quote.name(schema)));
        }
    }

    private void type(TypeDefinition type) throws SQLException {
        if (type instanceof TypeDefinition.OfExtension extension) {
            requireExtension(extension);
            return;
        }
        String kind = type instanceof TypeDefinition.Domain ? "DOMAIN" : "TYPE";
        Optional<String> oid = find(TYPE, type.name().schema(), type.name().name());
        if (oid.isEmpty()) {
            missing.add(new Needed(
                    statements.type(type), "DROP %s %s".formatted(kind, CreateStatements.name(type.name()))));
        } else if (!isSame(type, Long.parseLong(oid.get()))) {
            throw refused(("the %s %s is there and differs from that of the file. Rename or drop it, or create the"
                            + " table first")
                    .formatted(kind.toLowerCase(java.util.Locale.ROOT), type.name()));
        }
    }

    private boolean isSame(TypeDefinition type, long oid) throws SQLException {
        return TypeCatalog.read(connection, List.of(oid)).below(List.of(oid)).stream()
                .filter(there -> there.name().equals(type.name()))
                .allMatch(type::equals);
    }

    private void requireExtension(TypeDefinition.OfExtension type) throws SQLException {
        Optional<String> schema = find(EXTENSION, type.extension());
        String create =
                "CREATE EXTENSION %s WITH SCHEMA %s".formatted(Quote.name(type.extension()), Quote.name(type.schema()));
        if (schema.isEmpty()) {
            throw refused(
                    "the type %s is of the extension %s, which the database does not have. Let an administrator say: %s"
                            .formatted(type.name().name(), type.extension(), create));
        } else if (!schema.get().equals(type.schema())) {
            throw refused(("the extension %s is in the schema %s, but the table wants it in %s. Create the table first,"
                            + " with its types from there")
                    .formatted(type.extension(), schema.get(), type.schema()));
        }
    }

    private void sequence(SequenceDefinition sequence) throws SQLException {
        if (RenamedTable.isOwned(sequence)) {
            return;
        }
        QualifiedName name = sequence.name();
        Optional<String> there = find(SEQUENCE, name.schema(), name.name());
        String wanted = "%s %d %d %d %d %d %s"
                .formatted(
                        sequence.type(),
                        sequence.start(),
                        sequence.increment(),
                        sequence.min(),
                        sequence.max(),
                        sequence.cache(),
                        sequence.cycle() ? "t" : "f");
        if (there.isEmpty()) {
            missing.add(new Needed(
                    statements.sequence(sequence), "DROP SEQUENCE " + CreateStatements.name(sequence.name())));
        } else if (!there.get().equals(wanted)) {
            throw refused(("the sequence %s is there and differs from that of the file. Rename or drop it, or create"
                            + " the table first")
                    .formatted(name));
        }
    }

    /** Indexes and sequences share their names with tables; better now than when all rows are written. */
    private void requireFreeNames() throws SQLException {
        List<String> names = new ArrayList<>();
        names.add(table.primaryKey().name());
        table.indexes().forEach(index -> names.add(index.name()));
        RenamedTable.owned(table).forEach(sequence -> names.add(sequence.name().name()));
        for (String name : names) {
            var id = new QualifiedName(table.id().schema(), name);
            Optional<String> taken =
                    name.isEmpty() ? Optional.empty() : find("SELECT to_regclass(?)::text", CreateStatements.name(id));
            if (taken.isPresent()) {
                throw refused("a key, index or sequence of it is to be called %s, but something else is. Rename that"
                        .formatted(id));
            }
        }
    }

    private Optional<String> find(String query, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                @Nullable String found = rows.next() ? rows.getString(1) : null;
                return Optional.ofNullable(found);
            }
        }
    }

    private DromedaryException refused(String problem) {
        return DromedaryException.permanent(
                FailureCategory.CONFIGURATION,
                failures.at("%s cannot be made as its file says: %s".formatted(table.id(), problem)));
    }
}
