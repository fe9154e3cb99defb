package io.dromedary.cli;

import io.dromedary.export.ToolVersion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dromedary version}. */
@Command(name = "version", description = "Prints the versions of Dromedary and of the Java that runs it.")
final class VersionCommand implements Callable<Integer>, IVersionProvider {
    @Spec
    private CommandSpec spec;

    @Override
    public String[] getVersion() {
        return new String[] {"%s, Java %s".formatted(ToolVersion.CURRENT, Runtime.version())};
    }

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(getVersion()[0]);
        return 0;
    }
}
