package io.dromedary.cli;

import io.dromedary.dialect.CommitDifference;
import io.dromedary.dialect.TableCommit;
import io.dromedary.dialect.TableVersions.Form;
import io.dromedary.load.CommitsRequest;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dromedary commits}. */
@Command(
        name = "commits",
        description = {
            "Lists, shows, compares and restores the commits of a table with versions.",
            "Each load with import_settings.mode=versioned is a commit."
        },
        subcommands = {
            CommitsCommand.ListCommand.class,
            CommitsCommand.ShowCommand.class,
            CommitsCommand.DiffCommand.class,
            CommitsCommand.RestoreCommand.class
        })
final class CommitsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: list, show, diff or restore.");
    }

    /** {@code dromedary commits list}. */
    @Command(name = "list", description = "Lists the commits of a table, the first one first.")
    static final class ListCommand implements Callable<Integer> {
        @Mixin
        private CommitsOptions options = new CommitsOptions();

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            List<TableCommit> commits = options.request().open(versions -> versions.commits());
            PrintWriter out = spec.commandLine().getOut();
            if (options.isJson()) {
                commits.forEach(commit -> out.println(ReportText.json(commit)));
            } else {
                out.print(CommitText.list(commits));
            }
            out.flush();
            return 0;
        }
    }

    /** {@code dromedary commits show}. */
    @Command(name = "show", description = "Shows one commit, or its rows.")
    static final class ShowCommand implements Callable<Integer> {
        @Parameters(paramLabel = "COMMIT", description = "Its number.")
        private int id;

        @Option(
                names = "--rows",
                paramLabel = "FORM",
                description = "Prints its rows and nothing else, as ${COMPLETION-CANDIDATES}.")
        private @Nullable Form rows;

        @Mixin
        private CommitsOptions options = new CommitsOptions();

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            Form form = rows;
            if (form != null) {
                options.request().open(versions -> {
                    versions.writeRows(id, form, out);
                    return id;
                });
            } else {
                TableCommit commit = options.request().open(versions -> versions.commit(id));
                out.print(options.isJson() ? ReportText.json(commit) + System.lineSeparator() : CommitText.of(commit));
            }
            out.flush();
            return 0;
        }
    }

    /** {@code dromedary commits diff}. */
    @Command(name = "diff", description = "Says what tells a commit from another.")
    static final class DiffCommand implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "FROM", description = "The number of the commit compared with.")
        private int from;

        @Parameters(index = "1", paramLabel = "TO", description = "The number of the commit compared.")
        private int to;

        @Option(
                names = "--rows",
                paramLabel = "FORM",
                description = {
                    "Prints the rows that differ and nothing else, as ${COMPLETION-CANDIDATES}, with a column _change:",
                    "added, removed, changed_from or changed_to."
                })
        private @Nullable Form rows;

        @Mixin
        private CommitsOptions options = new CommitsOptions();

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            CommitsRequest request = options.request();
            Form form = rows;
            if (form != null) {
                request.open(versions -> {
                    versions.writeDifference(from, to, form, out);
                    return to;
                });
            } else {
                CommitDifference found = request.open(versions -> versions.difference(from, to));
                out.println(options.isJson() ? ReportText.json(found) : CommitText.of(request.table(), found));
            }
            out.flush();
            return 0;
        }
    }

    /** {@code dromedary commits restore}. */
    @Command(
            name = "restore",
            description = {
                "Gives a table the rows of a commit again, as a new commit.",
                "Nothing is lost: what the table has now stays in the commits before."
            })
    static final class RestoreCommand implements Callable<Integer> {
        @Parameters(paramLabel = "COMMIT", description = "Its number.")
        private int id;

        @Option(names = "--message", paramLabel = "TEXT", description = "What the new commit says of itself.")
        private String message = "";

        @Option(names = "--dry-run", description = "Does all of it and takes it back.")
        private boolean dryRun;

        @Mixin
        private CommitsOptions options = new CommitsOptions();

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            CommitsRequest request = options.request();
            TableCommit commit = request.open(versions -> versions.restore(id, message, dryRun));
            PrintWriter out = spec.commandLine().getOut();
            out.println(
                    options.isJson() ? ReportText.json(commit) : CommitText.restored(request.table(), commit, dryRun));
            out.flush();
            return 0;
        }
    }
}
