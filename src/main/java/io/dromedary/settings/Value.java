package io.dromedary.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of a document that knows where it stands. */
sealed interface Value {

    /** {@code file:line:column}, or the option that set it. */
    String place();

    /** Whether it is there only in name: a key without a value, or {@code null}. */
    default boolean isNothing() {
        return this instanceof Scalar scalar && scalar.isNull();
    }

    /** What it is, for messages. */
    String kind();

    /** A text, number, flag or nothing. */
    record Scalar(String place, String text, boolean isNull) implements Value {
        private static final int SHOWN_MAX = 60;

        @Override
        public String kind() {
            String line = text.lines().findFirst().orElse("");
            boolean isWhole = line.length() == text.length() && line.length() <= SHOWN_MAX;
            String shown = isWhole ? line : line.substring(0, Math.min(line.length(), SHOWN_MAX)) + "...";
            return isNull ? "nothing" : "\"" + shown + "\"";
        }
    }

    /**
     * Keys and values. The maps are changed by overrides only.
     *
     * @param keyPlaces where each key stands, which in a block is the line before its value
     */
    record Mapping(String place, Map<String, Value> entries, Map<String, String> keyPlaces) implements Value {
        Mapping(String place) {
            this(place, new LinkedHashMap<>(), new LinkedHashMap<>());
        }

        /** Sets a key; the value that it had before, if any. */
        @Nullable
        Value put(String key, String keyPlace, Value value) {
            keyPlaces.put(key, keyPlace);
            return entries.put(key, value);
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /** Values in order; the list is changed by overrides only. */
    record Sequence(String place, List<Value> items) implements Value {
        @Override
        public String kind() {
            return "a list";
        }
    }
}
