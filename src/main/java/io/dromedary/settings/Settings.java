package io.dromedary.settings;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The settings of this machine: {@code application.properties}, checked. A system property wins over an environment variable,
 * that over the file beside the program, that over the defaults in the jar.
 *
 * @param chunkRetries how often a chunk is tried again
 * @param chunkRetryDelayMillis the wait before the first time
 * @param chunkRetryMultiplier how much longer each further wait is
 * @param tablePoolSize tables of all jobs at once
 * @param chunkPoolSize chunks of all jobs at once
 * @param jobsDirectory where job files with schedules are
 * @param inboxDirectory where files are dropped
 * @param dropFolderMinAgeMillis how long a dropped file must not have changed
 * @param shutdownTimeoutSeconds how long jobs may go on after a stop
 */
public record Settings(
        int chunkRetries,
        int chunkRetryDelayMillis,
        int chunkRetryMultiplier,
        int tablePoolSize,
        int chunkPoolSize,
        Path jobsDirectory,
        Path inboxDirectory,
        int dropFolderMinAgeMillis,
        int shutdownTimeoutSeconds) {

    private static final String FILE = "application.properties";
    private static final String PREFIX = "dromedary.";

    /**
     * Reads the settings.
     *
     * @param home where the program lies; its {@code application.properties} counts if it is there
     * @throws DromedaryException {@code CONFIGURATION}, with every wrong value and unknown key
     */
    public static Settings load(Path home) {
        Properties defaults = defaults();
        var given = new Properties();
        Path file = home.resolve(FILE);
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                given.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw DromedaryException.permanent(
                        FailureCategory.CONFIGURATION, "%s cannot be read: %s".formatted(file, e.getMessage()), e);
            }
        }
        Set<String> names = new TreeSet<>(defaults.stringPropertyNames());
        var problems = new Problems(file.toString());
        for (String name : given.stringPropertyNames()) {
            if (name.startsWith(PREFIX) && !names.contains(name)) {
                String hint = NearestName.of(name, names)
                        .map("; did you mean %s?"::formatted)
                        .orElse(".");
                problems.add(name, "is no known setting" + hint);
            }
        }
        var reader = new PropertyReader(name -> value(name, given, defaults), problems);
        Settings settings = reader.settings();
        problems.orThrow();
        return settings;
    }

    /** The settings by the names that routes refer to. */
    public Map<String, String> asProperties() {
        return Map.of(
                PREFIX + "chunk-retries", Integer.toString(chunkRetries),
                PREFIX + "chunk-retry-delay-millis", Integer.toString(chunkRetryDelayMillis),
                PREFIX + "chunk-retry-multiplier", Integer.toString(chunkRetryMultiplier),
                PREFIX + "table-pool-size", Integer.toString(tablePoolSize),
                PREFIX + "chunk-pool-size", Integer.toString(chunkPoolSize),
                PREFIX + "jobs-directory", jobsDirectory.toString(),
                PREFIX + "inbox-directory", inboxDirectory.toString(),
                PREFIX + "drop-folder-min-age-millis", Integer.toString(dropFolderMinAgeMillis),
                PREFIX + "shutdown-timeout-seconds", Integer.toString(shutdownTimeoutSeconds));
    }

    /** The names of all settings, sorted. */
    static List<String> names() {
        return new ArrayList<>(new TreeSet<>(defaults().stringPropertyNames()));
    }

    private static String value(String name, Properties given, Properties defaults) {
        String variable = name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        return firstGiven(
                System.getProperty(name), System.getenv(variable), given.getProperty(name), defaults.getProperty(name));
    }

    private static String firstGiven(@Nullable String... values) {
        for (String value : values) {
            if (value != null) {
                return value.strip();
            }
        }
        return "";
    }

    private static Properties defaults() {
        var defaults = new Properties();
        try (InputStream in = Settings.class.getResourceAsStream("/" + FILE)) {
            if (in != null) {
                defaults.load(in);
            }
        } catch (IOException e) {
            throw new AssertionError("The jar has no readable " + FILE, e);
        }
        return defaults;
    }

    /** Turns texts into typed settings. */
    private record PropertyReader(UnaryOperator<String> values, Problems problems) {

        Settings settings() {
            return new Settings(
                    count("chunk-retries", 0, 100),
                    count("chunk-retry-delay-millis", 0, 3_600_000),
                    count("chunk-retry-multiplier", 1, 100),
                    count("table-pool-size", 1, 1000),
                    count("chunk-pool-size", 1, 1000),
                    Path.of(values.apply(PREFIX + "jobs-directory")),
                    Path.of(values.apply(PREFIX + "inbox-directory")),
                    count("drop-folder-min-age-millis", 0, 3_600_000),
                    count("shutdown-timeout-seconds", 0, 86_400));
        }

        private int count(String name, int min, int max) {
            String text = values.apply(PREFIX + name);
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
