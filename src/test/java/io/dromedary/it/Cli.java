package io.dromedary.it;

import io.dromedary.cli.Dromedary;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;

/** The command line in this process. */
final class Cli {
    private Cli() {}

    /**
     * How a command ended.
     *
     * @param exitCode of the process it would have been
     * @param out what it printed as results
     * @param err what it printed beside
     */
    record Outcome(int exitCode, String out, String err) {}

    /** Runs a command; arguments are anything that prints as one. */
    static Outcome run(Object... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        int exitCode = Dromedary.execute(new PrintWriter(out), new PrintWriter(err), texts);
        return new Outcome(exitCode, out.toString(), err.toString());
    }
}
