package io.dromedary.cli;

import io.dromedary.parquet.ParquetInspection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dromedary inspect}. */
@Command(
        name = "inspect",
        description = "Shows what Parquet files say of themselves: schema, row groups, encodings, sizes, statistics.")
final class InspectCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Parquet files of any writer.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--json", description = "Prints one JSON document for each file.")
    private boolean json;

    @Option(
            names = "--ddl",
            description =
                    "Prints the SQL that creates the tables again: for PostgreSQL, without rows. Read it before you"
                            + " run it: whoever wrote a file wrote its defaults.")
    private boolean ddl;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (ddl) {
            spec.commandLine().getOut().print(DefinitionText.text(files));
            spec.commandLine().getOut().flush();
            return 0;
        }
        for (Path file : files) {
            ParquetInspection inspection = ParquetInspection.of(file);
            if (json) {
                spec.commandLine().getOut().println(ReportText.json(inspection));
            } else {
                spec.commandLine().getOut().print(InspectionText.text(inspection));
            }
        }
        spec.commandLine().getOut().flush();
        return 0;
    }
}
