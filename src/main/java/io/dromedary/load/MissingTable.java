package io.dromedary.load;

import static java.util.function.Predicate.not;

import io.dromedary.dialect.DefinedTable;
import io.dromedary.dialect.TargetDatabase;
import io.dromedary.dialect.TargetTable;
import io.dromedary.dialect.UnseenTable;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.ColumnDefinition;
import io.dromedary.table.TableDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table that is not there and that a file is to make: by the definition in the file, or else by its values.
 *
 * @param described what can be written to
 * @param definition null: the file has none
 */
record MissingTable(TargetTable described, @Nullable DefinedTable definition) {

    /**
     * Looks into the file; at all its records, unless something else is asked for, since a wrong guess would cost the
     * whole load.
     *
     * @throws DromedaryException {@code CONFIGURATION} if no table can be made of it
     */
    static MissingTable of(Path file, LoadRequest request, LoadSettings settings, Cancellation cancellation)
            throws IOException {
        if (file.toString().equals(FileOpener.STANDARD_INPUT)) {
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION,
                    "%s does not exist, and standard input cannot be read twice to find out the types of its columns."
                                    .formatted(request.table())
                            + " Create it first, or load from a file");
        }
        try (RecordReader reader = FileOpener.open(file, settings)) {
            Optional<TableDefinition> definition = reader.findDefinition()
                    .filter(found -> settings.rules().definition() != DefinitionUse.IGNORED)
                    .filter(found -> settings.mode() != Mode.VERSIONED)
                    .filter(found -> found.dialect().equals(request.database().type()));
            if (definition.isPresent()) {
                requireAllColumns(file, definition.get(), reader.header());
                boolean isTrusted = settings.rules().definition() == DefinitionUse.TRUSTED;
                var table = new DefinedTable(request.table(), definition.get(), isTrusted);
                return new MissingTable(table.described(), table);
            }
            var inference = new TableInference(file.toString(), settings, reader, cancellation);
            return new MissingTable(inference.infer(request.table()), null);
        }
    }

    /** Those that directories are named after may be in no file. */
    private static void requireAllColumns(Path file, TableDefinition definition, List<String> header) {
        List<String> absent = Stream.concat(
                        definition.columns().stream()
                                .map(ColumnDefinition::name)
                                .filter(not(header::contains)),
                        ExportedParts.columnsOfDirectories(file, header).stream())
                .distinct()
                .toList();
        if (!absent.isEmpty()) {
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION,
                    ("%s: the table has the column %s, which is not in the file. Export it with"
                                    + " partition_columns_in_files: true, or set import_settings.table_definition to"
                                    + " ignored to do without")
                            .formatted(file, String.join(", ", absent)));
        }
    }

    /** What makes it, for people to read. */
    List<String> statements(TargetDatabase database) {
        return definition == null
                ? List.of(database.createStatement(described))
                : database.createStatements(definition);
    }

    UnseenTable create(TargetDatabase database) {
        return definition == null ? database.createNew(described) : database.createNew(definition);
    }

    /** Whether its types may turn out to be wrong. */
    boolean isGuess() {
        return definition == null;
    }
}
