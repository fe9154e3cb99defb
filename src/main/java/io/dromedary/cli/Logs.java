package io.dromedary.cli;

/**
 * What is logged to standard error. Commands explain their failures themselves, so nothing is unless it is asked for, before
 * the first logger is made.
 */
final class Logs {
    private static final String LEVEL = "dromedary.log-level";
    private static final String LEVEL_OF_OTHERS = "dromedary.log-level-of-others";

    private Logs() {}

    /** Logs as a program of its own does; not the matter of a jar that is embedded. */
    static void configure() {
        System.setProperty("logback.configurationFile", "logback-cli.xml");
    }

    /** Logs from this level on, and warnings of the libraries, unless another level was chosen before. */
    static void print(String level) {
        if (System.getProperty(LEVEL) == null) {
            System.setProperty(LEVEL, level);
            System.setProperty(LEVEL_OF_OTHERS, "WARN");
        }
    }
}
