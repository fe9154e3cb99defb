package io.dromedary.staging;

import io.dromedary.settings.S3Settings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where the tables of a job are published; {@link Destination} is what can be done there. Prints as users write it. */
public sealed interface Location {

    /**
     * A directory of this machine.
     *
     * @param path where it is, absolute; it need not be there yet
     */
    record Directory(Path path) implements Location {
        public Directory {
            if (!path.isAbsolute()) {
                throw new IllegalArgumentException("The location must be absolute but is " + path);
            }
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * A part of a bucket of a store that speaks S3.
     *
     * @param bucket its name
     * @param prefix what all keys begin with, without a slash at either end; empty: the whole bucket
     * @param settings how to get there
     */
    record S3(String bucket, String prefix, S3Settings settings) implements Location {
        private static final String SCHEME = "s3://";
        private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

        /** Whether a text means a location of this kind. */
        public static boolean isMeantBy(String text) {
            return text.startsWith("s3:");
        }

        /** Reads {@code s3://bucket/prefix}; empty if it is none. */
        public static Optional<S3> parse(String text, S3Settings settings) {
            String rest = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : "";
            int slash = rest.indexOf('/');
            String bucket = slash < 0 ? rest : rest.substring(0, slash);
            String prefix = slash < 0 ? "" : rest.substring(slash + 1).replaceFirst("/$", "");
            boolean isPath = prefix.isEmpty()
                    || Arrays.stream(prefix.split("/", -1))
                            .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
            return isPath && BUCKET.matcher(bucket).matches()
                    ? Optional.of(new S3(bucket, prefix, settings))
                    : Optional.empty();
        }

        /** The key of something below the prefix. */
        public String key(String name) {
            return prefix.isEmpty() ? name : prefix + "/" + name;
        }

        @Override
        public String toString() {
            return SCHEME + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
        }
    }
}
