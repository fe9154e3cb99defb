package io.dromedary.cli;

import io.dromedary.dialect.Dialect;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.parquet.ParquetInspection;
import io.dromedary.parquet.TableDefinitionEntry;
import io.dromedary.table.TableDefinition;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The SQL that creates the tables of Parquet files again. */
final class DefinitionText {
    private static final String HEADER =
            "-- Types, defaults and other expressions are SQL text from the files: read them before you run this.%n";

    private DefinitionText() {}

    /** One script for files of one or more tables; what they have in common is created once. */
    static String text(List<Path> files) {
        Set<String> statements = new LinkedHashSet<>();
        files.forEach(file -> statements.addAll(statements(file)));
        var text = new StringBuilder(HEADER.formatted());
        statements.forEach(statement -> text.append(statement).append(";").append(System.lineSeparator()));
        return text.toString();
    }

    private static List<String> statements(Path file) {
        TableDefinition definition = TableDefinitionEntry.find(ParquetInspection.of(file))
                .orElseThrow(() -> DromedaryException.permanent(
                        FailureCategory.DATA,
                        ("%s does not say how its table was defined: it has no key %s, which exports of PostgreSQL"
                                        + " have. Export the table again, or write the CREATE TABLE by the schema that"
                                        + " dromedary inspect prints.")
                                .formatted(file, TableDefinitionEntry.KEY)));
        return Dialect.named(definition.dialect()).createStatements(definition);
    }
}
