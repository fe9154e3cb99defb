package io.dromedary.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of a document that knows where it stands. */
sealed interface Value {

    /** {@code file:line:column}, or the option that set it. */
    String place();

    /** What it is, for messages. */
    String kind();

    /** A text, number, flag or nothing. */
    record Scalar(String place, String text, boolean isNull) implements Value {
        @Override
        public String kind() {
            return isNull ? "nothing" : "\"" + text + "\"";
        }
    }

    /** Keys and values; the map is changed by overrides only. */
    record Mapping(String place, Map<String, Value> entries) implements Value {
        Mapping(String place) {
            this(place, new LinkedHashMap<>());
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
