package io.dromedary.cli;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.export.DatabaseArgument;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.staging.Location;
import io.dromedary.verify.LocationProof;
import io.dromedary.verify.LocationVerifier;
import io.dromedary.verify.PublishedLocation;
import io.dromedary.verify.SourceComparison;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dromedary verify}. */
@Command(
        name = "verify",
        description = {
            "Proves that what was published is there, whole and unchanged.",
            "Reads every file of every table. Needs no database and changes nothing.",
            "With --against, the rows are compared with those of a database, too."
        })
final class VerifyCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "LOCATION",
            arity = "1..*",
            description = "Directories or s3://bucket/prefix with published tables, or published tables.")
    private List<String> locations = new ArrayList<>();

    @Option(
            names = "--against",
            paramLabel = "DATABASE",
            description = {
                "Compares the tables with a database by counts, nulls, least and greatest values and sums.",
                "A job file, whose database is meant, the name of a connection, or a URL.",
                "Runs the SQL of the manifests there: whoever wrote them wrote it."
            })
    private @Nullable String against;

    @Option(names = "--full", description = "With --against: compares every value and every row by its hash.")
    private boolean full;

    @Option(names = "--json", description = "Prints one JSON document for each location.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (against == null && full) {
            throw new ParameterException(spec.commandLine(), "--full needs --against, to know with what to compare.");
        }
        // All are looked for before the first is read, which may take long.
        List<PublishedLocation> found =
                locations.stream().map(VerifyCommand::find).toList();
        int threads = Runtime.getRuntime().availableProcessors();
        if (against == null) {
            return verify(found, new LocationVerifier(threads));
        }
        if (locations.stream().anyMatch(Location.S3::isMeantBy)) {
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION,
                    "--against compares files in directories only; copy what is on S3 to one first.");
        }
        ConnectionSettings database = DatabaseArgument.read(against, Home.connections());
        try (SourceComparison comparison = SourceComparison.open(database, full);
                Interruption interruption = Interruption.of(comparison::cancel)) {
            int exitCode = verify(found, new LocationVerifier(threads, comparison));
            return interruption.hasBegun() ? FailureCategory.CANCELLED.exitCode() : exitCode;
        }
    }

    private int verify(List<PublishedLocation> found, LocationVerifier verifier) {
        PrintWriter out = spec.commandLine().getOut();
        boolean whole = true;
        for (PublishedLocation location : found) {
            LocationProof proof = verifier.verify(location, table -> {
                if (!json) {
                    out.print(ProofText.text(table));
                    out.flush();
                }
            });
            if (json) {
                out.println(ReportText.json(ProofText.document(proof)));
            } else {
                out.print(ProofText.summary(proof));
            }
            whole &= proof.isWhole();
        }
        out.flush();
        return whole ? 0 : FailureCategory.DATA.exitCode();
    }

    private static PublishedLocation find(String location) {
        return PublishedLocation.find(location, Home.settings().s3());
    }
}
