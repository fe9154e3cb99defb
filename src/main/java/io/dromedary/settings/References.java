package io.dromedary.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Resolves <code>${env:NAME}</code> and <code>${file:PATH}</code> in texts; <code>$${</code> stands for a plain
 * <code>${</code>. What they stand for never gets into a message, and is not resolved again.
 */
final class References {
    private static final Pattern REFERENCE = Pattern.compile("(\\$\\$\\{)|\\$\\{(?:(env|file):([^}]*)})?");
    private static final Pattern LAST_LINE_ENDS = Pattern.compile("[\\r\\n]+\\z");
    private static final int FILE_BYTES_MAX = 64 * 1024;

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
            String value = value(reference);
            complete &= value != null;
            reference.appendReplacement(resolved, Matcher.quoteReplacement(value == null ? "" : value));
        }
        reference.appendTail(resolved);
        return complete ? Optional.of(resolved.toString()) : Optional.empty();
    }

    private @Nullable String value(Matcher reference) {
        if (reference.group(1) != null) {
            return "${";
        } else if (reference.group(2) == null) {
            problems.accept(
                    "has a ${ that is neither ${env:NAME} nor ${file:PATH}; write $${ if it is to stay as it is.");
            return null;
        }
        String name = reference.group(3);
        return reference.group(2).equals("env") ? variable(name) : file(name);
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
            // A device could go on for ever.
            byte[] bytes = Files.isRegularFile(path) ? start(path) : null;
            if (bytes == null) {
                problems.accept("names the file %s, which does not exist.".formatted(name));
            } else if (bytes.length > FILE_BYTES_MAX) {
                problems.accept("names the file %s, which is larger than %,d bytes.".formatted(name, FILE_BYTES_MAX));
            } else {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                return LAST_LINE_ENDS.matcher(text).replaceFirst("");
            }
        } catch (IOException | InvalidPathException e) {
            problems.accept("names the file %s, which cannot be read as UTF-8 text.".formatted(name));
        }
        return null;
    }

    private static byte[] start(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(FILE_BYTES_MAX + 1);
        }
    }
}
