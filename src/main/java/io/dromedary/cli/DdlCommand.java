package io.dromedary.cli;

import io.dromedary.ddl.Engine;
import io.dromedary.ddl.LakeTable;
import io.dromedary.staging.Location;
import io.dromedary.verify.PublishedLocation;
import io.dromedary.verify.PublishedTables;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dromedary ddl}. */
@Command(
        name = "ddl",
        description = {
            "Prints the CREATE TABLE of what was published, for an engine that queries files.",
            "Reads manifests and footers only, and changes nothing."
        })
final class DdlCommand implements Callable<Integer> {
    @Parameters(paramLabel = "LOCATION", description = "A directory with published tables, or a published table.")
    private String location = "";

    @Option(
            names = "--for",
            paramLabel = "ENGINE",
            required = true,
            description = "Who is to read the files: ${COMPLETION-CANDIDATES}.")
    private Engine engine = Engine.DUCKDB;

    @Option(
            names = "--at",
            paramLabel = "URI",
            description =
                    "Where that engine finds LOCATION, such as s3://bucket/exports. Default: its path, as a file: URI.")
    private @Nullable String at;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PublishedLocation published =
                PublishedLocation.find(location, Home.settings().s3());
        String root = at != null ? at.replaceFirst("/+$", "") : root(published);
        for (LakeTable table : PublishedTables.in(published, root)) {
            spec.commandLine().getOut().println(engine.createTable(table));
        }
        spec.commandLine().getOut().flush();
        return 0;
    }

    private String root(PublishedLocation published) {
        boolean isUri = Location.S3.isMeantBy(location) || engine == Engine.DUCKDB;
        return isUri ? published.path().toString() : "file://" + published.path();
    }
}
