package io.dromedary.cli;

import io.dromedary.failure.FailureCategory;
import io.dromedary.verify.LocationProof;
import io.dromedary.verify.LocationVerifier;
import io.dromedary.verify.PublishedLocation;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dromedary verify}. */
@Command(
        name = "verify",
        description = {
            "Proves that what was published is there, whole and unchanged.",
            "Reads every file of every table. Needs no database and changes nothing."
        })
final class VerifyCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "LOCATION",
            arity = "1..*",
            description = "Directories with published tables, or published tables.")
    private List<String> locations = new ArrayList<>();

    @Option(names = "--json", description = "Prints one JSON document for each location.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        var verifier = new LocationVerifier(Runtime.getRuntime().availableProcessors());
        boolean whole = true;
        // All are looked for before the first is read, which may take long.
        for (PublishedLocation location :
                locations.stream().map(PublishedLocation::find).toList()) {
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
}
