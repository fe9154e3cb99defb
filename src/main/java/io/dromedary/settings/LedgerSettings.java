package io.dromedary.settings;

/**
 * Where the history of jobs is kept.
 *
 * @param url a path of a file without its suffix, a JDBC URL of PostgreSQL, or {@code off}
 * @param username who logs in to a database; empty: as the URL says
 * @param password never printed; empty: as the URL says
 * @param keepDays jobs that ended longer ago are removed
 * @param keepJobs of those that have ended, so many are kept
 */
public record LedgerSettings(String url, String username, Secret password, int keepDays, int keepJobs) {
    static final Secret NO_PASSWORD = new Secret("");
    private static final String OFF_WORD = "off";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    /** What {@code application.properties} has when nothing is changed there. */
    public static final LedgerSettings DEFAULT = new LedgerSettings(".dromedary/ledger", "", NO_PASSWORD, 90, 10_000);

    /** No history. */
    public static final LedgerSettings OFF = new LedgerSettings(OFF_WORD, "", NO_PASSWORD, 90, 10_000);

    /** Whether no history is kept. */
    public boolean isOff() {
        return url.equals(OFF_WORD);
    }

    /** Whether it is a file, not a database. */
    public boolean isFile() {
        return !isOff() && !url.startsWith(POSTGRESQL);
    }

    /** Whether the URL is none of what it may be. A semicolon would be an option of the file's database. */
    boolean isWrong() {
        return url.isEmpty() || url.contains(";") || (isFile() && url.startsWith("jdbc:"));
    }
}
