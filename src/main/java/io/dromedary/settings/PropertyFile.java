package io.dromedary.settings;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code application.properties} beside the program, and what wins over it: a system property of the same name, then an
 * environment variable in upper case, {@code DROMEDARY_CHUNK_RETRIES}.
 */
record PropertyFile(Path path, Properties given) {
    static final String NAME = "application.properties";

    /** The file of a directory; empty if there is none. */
    static PropertyFile read(Path directory) {
        var given = new Properties();
        Path path = directory.resolve(NAME);
        if (Files.isRegularFile(path)) {
            try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
                given.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw DromedaryException.permanent(
                        FailureCategory.CONFIGURATION, "%s cannot be read: %s".formatted(path, e.getMessage()), e);
            }
        }
        return new PropertyFile(path, given);
    }

    /** What is set under a name, by whatever wins. */
    Optional<String> find(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .or(() -> Optional.ofNullable(System.getenv(variable(name))))
                .or(() -> Optional.ofNullable(given.getProperty(name)))
                .map(String::strip);
    }

    /** The names in the file that start so, sorted. */
    Set<String> names(String prefix) {
        Set<String> names = new TreeSet<>(given.stringPropertyNames());
        names.removeIf(name -> !name.startsWith(prefix));
        return names;
    }

    /** The environment variable that stands for a name. */
    static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
