package io.dromedary.settings;

import static java.util.Map.entry;

import io.dromedary.failure.DromedaryException;
import io.dromedary.settings.S3Settings.ConditionalPut;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The settings of this machine: {@code application.properties}, checked. A system property wins over an environment
 * variable, that over the file beside the program, that over the defaults.
 *
 * @param chunkRetries how often a chunk is tried again
 * @param chunkRetryDelayMillis the wait before the first time
 * @param chunkRetryMultiplier how much longer each further wait is
 * @param tablePoolSize tables of all jobs at once
 * @param chunkPoolSize chunks of all jobs at once
 * @param portableBatchRows the most rows in a file of the portable route
 * @param portableFetchRows rows that a driver of the portable route fetches at once
 * @param jobsDirectory where job files with schedules are
 * @param inboxDirectory where files are dropped
 * @param dropFolderMinAgeMillis how long a dropped file must not have changed
 * @param shutdownTimeoutSeconds how long jobs may go on after a stop
 * @param s3 how stores are reached, unless a job says otherwise
 * @param ledger where the history of jobs is kept
 */
public record Settings(
        int chunkRetries,
        int chunkRetryDelayMillis,
        int chunkRetryMultiplier,
        int tablePoolSize,
        int chunkPoolSize,
        int portableBatchRows,
        int portableFetchRows,
        Path jobsDirectory,
        Path inboxDirectory,
        int dropFolderMinAgeMillis,
        int shutdownTimeoutSeconds,
        S3Settings s3,
        LedgerSettings ledger) {

    private static final String PREFIX = "dromedary.";

    /** Every setting. {@code application.properties} has the same, with comments. */
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            entry(PREFIX + "chunk-retries", "3"),
            entry(PREFIX + "chunk-retry-delay-millis", "1000"),
            entry(PREFIX + "chunk-retry-multiplier", "2"),
            entry(PREFIX + "table-pool-size", "12"),
            entry(PREFIX + "chunk-pool-size", "16"),
            entry(PREFIX + "portable-batch-rows", "100000"),
            entry(PREFIX + "portable-fetch-rows", "1000"),
            entry(PREFIX + "jobs-directory", "jobs"),
            entry(PREFIX + "inbox-directory", "inbox"),
            entry(PREFIX + "drop-folder-min-age-millis", "2000"),
            entry(PREFIX + "shutdown-timeout-seconds", "30"),
            entry(PREFIX + "s3.endpoint", ""),
            entry(PREFIX + "s3.region", ""),
            entry(PREFIX + "s3.path-style", "false"),
            entry(PREFIX + "s3.access-key-env", ""),
            entry(PREFIX + "s3.secret-key-env", ""),
            entry(PREFIX + "s3.session-token-env", ""),
            entry(PREFIX + "s3.conditional-put", "require"),
            entry(PREFIX + "s3.upload-threads", "8"),
            entry(PREFIX + "s3.staging-megabytes", "256"),
            entry(PREFIX + "s3.staging-directory", "staging"),
            entry(PREFIX + "s3.lease-minutes", "30"),
            entry(PREFIX + "s3.attempts", "6"),
            entry(PREFIX + "ledger.url", LedgerSettings.DEFAULT.url()),
            entry(PREFIX + "ledger.username", ""),
            entry(PREFIX + "ledger.password", ""),
            entry(PREFIX + "ledger.keep-days", Integer.toString(LedgerSettings.DEFAULT.keepDays())),
            entry(PREFIX + "ledger.keep-jobs", Integer.toString(LedgerSettings.DEFAULT.keepJobs())));

    /**
     * Reads the settings.
     *
     * @param home where the program lies; its {@code application.properties} counts if it is there
     * @throws DromedaryException {@code CONFIGURATION}, with every wrong value and unknown key
     */
    public static Settings load(Path home) {
        PropertyFile file = PropertyFile.read(home);
        var problems = new Problems(file.path().toString());
        for (String name : file.names(PREFIX)) {
            if (!DEFAULTS.containsKey(name) && !name.startsWith(NamedConnections.PREFIX)) {
                String hint = NearestName.of(name, names())
                        .map("; did you mean %s?"::formatted)
                        .orElse(".");
                problems.add(name, "is no known setting" + hint);
            }
        }
        Settings settings = new PropertyReader(file, problems).settings();
        problems.orThrow();
        return settings;
    }

    /** The settings by the names that routes refer to; no route has to know the ledger's password. */
    public Map<String, String> asProperties() {
        return Map.ofEntries(
                entry(PREFIX + "chunk-retries", Integer.toString(chunkRetries)),
                entry(PREFIX + "chunk-retry-delay-millis", Integer.toString(chunkRetryDelayMillis)),
                entry(PREFIX + "chunk-retry-multiplier", Integer.toString(chunkRetryMultiplier)),
                entry(PREFIX + "table-pool-size", Integer.toString(tablePoolSize)),
                entry(PREFIX + "chunk-pool-size", Integer.toString(chunkPoolSize)),
                entry(PREFIX + "portable-batch-rows", Integer.toString(portableBatchRows)),
                entry(PREFIX + "portable-fetch-rows", Integer.toString(portableFetchRows)),
                entry(PREFIX + "jobs-directory", jobsDirectory.toString()),
                entry(PREFIX + "inbox-directory", inboxDirectory.toString()),
                entry(PREFIX + "drop-folder-min-age-millis", Integer.toString(dropFolderMinAgeMillis)),
                entry(PREFIX + "shutdown-timeout-seconds", Integer.toString(shutdownTimeoutSeconds)),
                entry(PREFIX + "s3.endpoint", s3.endpoint()),
                entry(PREFIX + "s3.region", s3.region()),
                entry(PREFIX + "s3.path-style", Boolean.toString(s3.pathStyle())),
                entry(PREFIX + "s3.access-key-env", s3.accessKeyEnv()),
                entry(PREFIX + "s3.secret-key-env", s3.secretKeyEnv()),
                entry(PREFIX + "s3.session-token-env", s3.sessionTokenEnv()),
                entry(PREFIX + "s3.conditional-put", s3.conditionalPut().name().toLowerCase(Locale.ROOT)),
                entry(
                        PREFIX + "s3.upload-threads",
                        Integer.toString(s3.uploads().threads())),
                entry(
                        PREFIX + "s3.staging-megabytes",
                        Integer.toString(s3.uploads().stagingMegabytes())),
                entry(
                        PREFIX + "s3.staging-directory",
                        s3.uploads().stagingDirectory().toString()),
                entry(PREFIX + "s3.lease-minutes", Integer.toString(s3.uploads().leaseMinutes())),
                entry(PREFIX + "s3.attempts", Integer.toString(s3.uploads().attempts())),
                entry(PREFIX + "ledger.url", ledger.url()),
                entry(PREFIX + "ledger.username", ledger.username()),
                entry(PREFIX + "ledger.password", ""),
                entry(PREFIX + "ledger.keep-days", Integer.toString(ledger.keepDays())),
                entry(PREFIX + "ledger.keep-jobs", Integer.toString(ledger.keepJobs())));
    }

    /** The names of all settings, sorted. */
    static List<String> names() {
        return DEFAULTS.keySet().stream().sorted().toList();
    }

    /** Turns texts into typed settings. */
    private record PropertyReader(PropertyFile file, Problems problems) {

        Settings settings() {
            return new Settings(
                    count("chunk-retries", 0, 100),
                    count("chunk-retry-delay-millis", 0, 3_600_000),
                    count("chunk-retry-multiplier", 1, 100),
                    count("table-pool-size", 1, 1000),
                    count("chunk-pool-size", 1, 1000),
                    count("portable-batch-rows", 1, 100_000_000),
                    count("portable-fetch-rows", 1, 1_000_000),
                    Path.of(text("jobs-directory")),
                    Path.of(text("inbox-directory")),
                    count("drop-folder-min-age-millis", 0, 3_600_000),
                    count("shutdown-timeout-seconds", 0, 86_400),
                    s3(),
                    ledger());
        }

        private LedgerSettings ledger() {
            var ledger = new LedgerSettings(
                    text("ledger.url"),
                    text("ledger.username"),
                    password("ledger.password"),
                    count("ledger.keep-days", 1, 100_000),
                    count("ledger.keep-jobs", 1, 100_000_000));
            if (ledger.isWrong()) {
                problems.add(
                        PREFIX + "ledger.url",
                        "has to be the path of a file, jdbc:postgresql://host/database, or off.");
            }
            return ledger;
        }

        private Secret password(String name) {
            var references = new References(problem -> problems.add(PREFIX + name, problem));
            return references
                    .resolve(text(name))
                    .filter(text -> !text.isEmpty())
                    .map(Secret::new)
                    .orElse(LedgerSettings.NO_PASSWORD);
        }

        private S3Settings s3() {
            var uploads = new S3Settings.Uploads(
                    count("s3.upload-threads", 1, 256),
                    count("s3.staging-megabytes", 64, 1 << 20),
                    Path.of(text("s3.staging-directory")),
                    count("s3.lease-minutes", 16, 10_080),
                    count("s3.attempts", 1, 100));
            return new S3Settings(
                    text("s3.endpoint"),
                    text("s3.region"),
                    word("s3.path-style", List.of("false", "true")).equals("true"),
                    text("s3.access-key-env"),
                    text("s3.secret-key-env"),
                    text("s3.session-token-env"),
                    ConditionalPut.valueOf(word("s3.conditional-put", List.of("require", "assume", "off"))
                            .toUpperCase(Locale.ROOT)),
                    uploads);
        }

        /** A word in lower case, the first of them if it is none. */
        private String word(String name, List<String> words) {
            String word = text(name).toLowerCase(Locale.ROOT);
            if (words.contains(word)) {
                return word;
            }
            problems.add(PREFIX + name, "has to be one of %s but is \"%s\".".formatted(words, text(name)));
            return words.get(0);
        }

        private String text(String name) {
            return file.find(PREFIX + name).orElseGet(() -> DEFAULTS.getOrDefault(PREFIX + name, ""));
        }

        private int count(String name, int min, int max) {
            String text = text(name);
            try {
                int number = Integer.parseInt(text);
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Told below, with the range.
            }
            problems.add(
                    PREFIX + name, "has to be a whole number from %d to %d but is \"%s\".".formatted(min, max, text));
            return min;
        }
    }
}
