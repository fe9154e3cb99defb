package io.dromedary.cli;

import io.dromedary.failure.DromedaryException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line: {@code dromedary COMMAND}. */
@Command(
        name = "dromedary",
        description = "Moves whole tables between databases and files, fast, and proves that nothing was lost.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = VersionCommand.class,
        sortOptions = false,
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            PlanCommand.class,
            LoadCommand.class,
            CommitsCommand.class,
            InspectCommand.class,
            VerifyCommand.class,
            DdlCommand.class,
            ServeCommand.class,
            JobsCommand.class,
            VersionCommand.class,
            GenerateCompletion.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything asked for was done",
            "2:the command line is wrong",
            "3:the job or a setting is wrong",
            "4:the database cannot be reached, refuses, or died",
            "5:the files cannot be written",
            "6:a value cannot be carried over exactly, or what was published is damaged",
            "7:the work was cancelled",
            "70:a defect of Dromedary; please report it",
            "130, 143:stopped by an interrupt or a termination signal"
        })
public final class Dromedary implements Runnable {
    private static final int BUG = 70;

    @Spec
    private CommandSpec spec;

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Logs.configure();
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(execute(out, err, arguments));
    }

    /**
     * Runs one command.
     *
     * @return its exit code
     */
    public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Dromedary())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Dromedary::explain)
                .execute(arguments);
    }

    /** Without a command there is nothing to do but to say which there are. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: one of the commands below.");
    }

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Prints what happens inside, and where failures come from, to standard error.")
    void setVerbose(boolean verbose) {
        if (verbose) {
            Logs.print("DEBUG");
        }
    }

    private static int explain(Exception e, CommandLine command, ParseResult parsed) {
        // Not a constant: the first logger settles what is printed, and the options have a say in that.
        Logger log = LoggerFactory.getLogger(Dromedary.class);
        if (e instanceof DromedaryException known) {
            log.debug("{} failed", command.getCommandName(), e);
            command.getErr().println("error: " + known.getMessage());
            return known.category().exitCode();
        }
        log.error("{} failed", command.getCommandName(), e);
        command.getErr()
                .println("error: %s. This is a defect of Dromedary; please report it with the output of --verbose."
                        .formatted(e));
        return BUG;
    }
}
