package io.dromedary.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Resolves {@code ${env:NAME}} and {@code ${file:PATH}} in texts. What they stand for never gets into a message. */
final class References {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]*)}");
    private static final long FILE_BYTES_MAX = 64 * 1024;

    private final Consumer<String> problems;

    References(Consumer<String> problems) {
        this.problems = problems;
    }

    /** The text with every reference replaced; empty if one cannot be. */
    Optional<String> resolve(String text) {
        var resolved = new StringBuilder();
        Matcher reference = REFERENCE.matcher(text);
        boolean complete = true;
        while (reference.find()) {
            String value = reference.group(1).equals("env") ? variable(reference.group(2)) : file(reference.group(2));
            complete &= value != null;
            reference.appendReplacement(resolved, Matcher.quoteReplacement(value == null ? "" : value));
        }
        reference.appendTail(resolved);
        return complete ? Optional.of(resolved.toString()) : Optional.empty();
    }

    private @Nullable String variable(String name) {
        String value = System.getenv(name);
        if (value == null) {
            problems.accept("names the environment variable %s, which is not set.".formatted(name));
        }
        return value;
    }

    private @Nullable String file(String name) {
        try {
            Path path = Path.of(name);
            if (Files.size(path) <= FILE_BYTES_MAX) {
                return Files.readString(path, StandardCharsets.UTF_8).stripTrailing();
            }
            problems.accept("names the file %s, which is larger than %d bytes.".formatted(name, FILE_BYTES_MAX));
        } catch (IOException | InvalidPathException e) {
            problems.accept("names the file %s, which cannot be read.".formatted(name));
        }
        return null;
    }
}
