package io.dromedary.settings;

import io.dromedary.settings.Value.Mapping;
import io.dromedary.settings.Value.Scalar;
import io.dromedary.settings.Value.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Typed views of the values of a mapping. What is wrong goes to the {@link Problems}, and a stand-in is returned, so
 * that reading goes on to find the rest. {@link #finish} tells keys that nobody has asked for.
 */
public final class Section {
    private final String path;
    private final Mapping mapping;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    Section(String path, Mapping mapping, Problems problems) {
        this.path = path;
        this.mapping = mapping;
        this.problems = problems;
    }

    /** A section to go on with where a problem has been told of the whole; what is missing in it is not told again. */
    public static Section ignored() {
        return new Section("", new Mapping(""), Problems.ignored());
    }

    /** Whether a key is given. */
    public boolean has(String key) {
        return find(key).isPresent();
    }

    /** Whether a key is given and its value is the word {@code null}, where that is a choice. */
    public boolean isNullWord(String key) {
        known.add(key);
        return mapping.entries().get(key) instanceof Scalar scalar
                && scalar.isNull()
                && scalar.text().equalsIgnoreCase("null");
    }

    /** A text, with references resolved; a problem if it is missing or blank. */
    public String text(String key) {
        Optional<String> text = findText(key);
        if (find(key).isEmpty() || text.filter(String::isBlank).isPresent()) {
            problem(key, "is missing.");
        }
        return text.orElse("");
    }

    /** A text, with references resolved. */
    public Optional<String> findText(String key) {
        Optional<Value> value = find(key);
        if (value.orElse(null) instanceof Scalar scalar) {
            return resolve(key, scalar.text());
        }
        value.ifPresent(other -> problem(key, "has to be a text but is %s.".formatted(other.kind())));
        return Optional.empty();
    }

    /** A secret; an empty one if it is missing. */
    public Secret secret(String key) {
        return new Secret(findText(key).orElse(""));
    }

    /** A whole number in a range. */
    public long count(String key, long min, long max, long whenMissing) {
        return findCount(key, min, max).orElse(whenMissing);
    }

    /** A whole number in a range. */
    public OptionalLong findCount(String key, long min, long max) {
        Optional<String> text = findText(key);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseLong(text.get().replace("_", ""));
            if (number >= min && number <= max) {
                return OptionalLong.of(number);
            }
        } catch (NumberFormatException e) {
            // Told below, with the range.
        }
        String range = max == Long.MAX_VALUE ? "of at least " + min : "from %d to %d".formatted(min, max);
        problem(key, "has to be a whole number %s but is %s.".formatted(range, shown(key)));
        return OptionalLong.empty();
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String key, boolean whenMissing) {
        Optional<String> text = findText(key);
        if (text.isEmpty()) {
            return whenMissing;
        }
        boolean isTrue = text.get().equalsIgnoreCase("true");
        if (!isTrue && !text.get().equalsIgnoreCase("false")) {
            problem(key, "has to be true or false but is %s.".formatted(shown(key)));
            return whenMissing;
        }
        return isTrue;
    }

    /** One of the constants, written in lower case. */
    public <E extends Enum<E>> E choice(String key, E whenMissing) {
        E[] constants = whenMissing.getDeclaringClass().getEnumConstants();
        Optional<String> text = findText(key);
        if (text.isEmpty()) {
            return whenMissing;
        }
        for (E constant : constants) {
            if (constant.name().equalsIgnoreCase(text.get())) {
                return constant;
            }
        }
        List<String> names = Arrays.stream(constants)
                .map(c -> c.name().toLowerCase(Locale.ROOT))
                .toList();
        String nearest = NearestName.of(text.get(), names)
                .map("; did you mean %s?"::formatted)
                .orElse(".");
        String message = "is %s but has to be one of %s%s";
        problem(key, message.formatted(shown(key), String.join(", ", names), nearest));
        return whenMissing;
    }

    /** A list of texts; a single text is a list of one. */
    public List<String> texts(String key) {
        if (!(find(key).orElse(null) instanceof Sequence sequence)) {
            return findText(key).map(List::of).orElse(List.of());
        }
        List<String> texts = new ArrayList<>();
        for (Value item : sequence.items()) {
            if (item instanceof Scalar scalar && !scalar.isNull()) {
                resolve(key, scalar.text()).ifPresent(texts::add);
            } else {
                problems.add(
                        item.place(), "%s has to be a list of texts but has %s.".formatted(full(key), item.kind()));
            }
        }
        return texts;
    }

    /** Texts by name; numbers and flags count as texts. */
    public Map<String, String> textsByName(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        Section section = section(key);
        section.mapping.entries().keySet().forEach(name -> section.findText(name)
                .ifPresent(text -> texts.put(name, text)));
        return texts;
    }

    /** Whether a key is given and its value is a mapping. */
    public boolean isMapping(String key) {
        return find(key).filter(Mapping.class::isInstance).isPresent();
    }

    /** A mapping inside; empty if it is missing. */
    public Section section(String key) {
        Optional<Value> value = find(key);
        if (value.isEmpty()) {
            return new Section(full(key), new Mapping(mapping.place()), problems);
        } else if (value.get() instanceof Mapping inner) {
            return new Section(full(key), inner, problems);
        }
        problem(key, "has to be a mapping of keys to values but is %s.".formatted(shown(key)));
        return ignored();
    }

    /** A list of mappings. */
    public List<Section> sections(String key) {
        Optional<Value> value = find(key);
        List<Section> sections = new ArrayList<>();
        if (value.orElse(null) instanceof Sequence sequence) {
            for (Value item : sequence.items()) {
                String itemPath = "%s[%d]".formatted(full(key), sections.size());
                if (item instanceof Mapping inner) {
                    sections.add(new Section(itemPath, inner, problems));
                } else {
                    String message = "%s has to be a mapping of keys to values but is %s.";
                    problems.add(item.place(), message.formatted(itemPath, item.kind()));
                    sections.add(ignored());
                }
            }
        } else if (value.isPresent()) {
            problem(key, "has to be a list but is %s.".formatted(shown(key)));
            sections.add(ignored());
        }
        return sections;
    }

    /**
     * A list of mappings, or of texts where a mapping has only one key; one of them alone is a list of one.
     *
     * @param onlyKey the key that a text stands for
     */
    public List<Section> sections(String key, String onlyKey) {
        Optional<Value> value = find(key);
        if (value.isEmpty()) {
            return List.of();
        }
        List<Value> items = value.get() instanceof Sequence sequence ? sequence.items() : List.of(value.get());
        List<Section> sections = new ArrayList<>();
        for (Value item : items) {
            String itemPath = "%s[%d]".formatted(full(key), sections.size());
            if (item instanceof Mapping inner) {
                sections.add(new Section(itemPath, inner, problems));
            } else if (item instanceof Scalar scalar && !scalar.isNull()) {
                var inner = new Mapping(item.place());
                inner.put(onlyKey, item.place(), item);
                sections.add(new Section(itemPath, inner, problems));
            } else {
                problems.add(
                        item.place(), "%s has to be a text or a mapping but is %s.".formatted(itemPath, item.kind()));
            }
        }
        return sections;
    }

    /** Mappings by the names that stand before them. */
    public Map<String, Section> sectionsByName(String key) {
        Map<String, Section> sections = new LinkedHashMap<>();
        Section section = section(key);
        section.mapping.entries().keySet().forEach(name -> sections.put(name, section.section(name)));
        return sections;
    }

    /** A value as the document has it, for messages: references stay unresolved, so that no secret gets into one. */
    public String shown(String key) {
        return find(key).map(Value::kind).orElse("missing");
    }

    /** Adds a problem of a key. */
    public void problem(String key, String message) {
        Value value = mapping.entries().get(key);
        problems.add(value == null ? mapping.place() : value.place(), full(key) + " " + message);
    }

    /** Tells every key that was never asked for, with the nearest that was. */
    public void finish() {
        mapping.keyPlaces().forEach((key, place) -> {
            if (!known.contains(key)) {
                problems.add(place, "%s is no known key%s".formatted(full(key), hint(key, known)));
            }
        });
    }

    private Optional<Value> find(String key) {
        known.add(key);
        return Optional.ofNullable(mapping.entries().get(key)).filter(value -> !value.isNothing());
    }

    private Optional<String> resolve(String key, String text) {
        return new References(message -> problem(key, message)).resolve(text);
    }

    private static String hint(String name, Iterable<String> candidates) {
        List<String> names = new ArrayList<>();
        candidates.forEach(names::add);
        return NearestName.of(name, names)
                .map("; did you mean %s?"::formatted)
                .orElse(names.isEmpty() ? "." : "; known are %s.".formatted(String.join(", ", names)));
    }

    private String full(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
