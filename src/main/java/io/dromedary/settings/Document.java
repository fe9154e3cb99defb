package io.dromedary.settings;

import io.dromedary.settings.Value.Mapping;
import io.dromedary.settings.Value.Scalar;
import io.dromedary.settings.Value.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads YAML, and JSON as a part of it, into {@link Section}s. Size, depth and aliases are bounded. */
public final class Document {
    private static final int CHARACTERS_MAX = 1 << 20;
    private static final int DEPTH_MAX = 20;
    private static final int VALUES_MAX = 100_000;

    private final String name;
    private final Problems problems;
    private int values;

    private Document(String name, Problems problems) {
        this.name = name;
        this.problems = problems;
    }

    /**
     * Reads a document.
     *
     * @param name for places in messages
     * @param overrides values by path, such as {@code tables[0].table}; they win over the document's
     * @param problems gets everything that is wrong
     * @return its top level; empty after a problem that leaves nothing to read
     */
    public static Section read(String name, String text, Map<String, String> overrides, Problems problems) {
        var document = new Document(name, problems);
        if (!(document.value(text).orElse(null) instanceof Mapping root)) {
            return Section.ignored();
        }
        overrides.forEach((path, value) -> document.override(root, path, value));
        return new Section("", root, problems);
    }

    private Optional<Value> value(String text) {
        if (text.length() > CHARACTERS_MAX) {
            problems.add(name, "it is larger than %,d characters.".formatted(CHARACTERS_MAX));
            return Optional.empty();
        }
        try {
            Optional<Value> value = parse(name, text);
            if (value.filter(Mapping.class::isInstance).isEmpty()) {
                problems.add(name, "it has to be a mapping of keys to values.");
            }
            return value;
        } catch (MarkedYamlEngineException e) {
            problems.add(e.getProblemMark().map(this::place).orElse(name), syntaxProblem(e));
        } catch (YamlEngineException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            problems.add(name, "it is no YAML: %s.".formatted(reason));
        }
        return Optional.empty();
    }

    private static String syntaxProblem(MarkedYamlEngineException e) {
        String context = Objects.requireNonNullElse(e.getContext(), "");
        String problem = Objects.requireNonNullElse(e.getProblem(), "it is no YAML");
        return "%s%s%s.".formatted(context, context.isEmpty() ? "" : ", ", problem);
    }

    private Optional<Value> parse(String label, String text) {
        var settings = LoadSettings.builder()
                .setLabel(label)
                .setCodePointLimit(CHARACTERS_MAX)
                // Refused by us, with their place.
                .setAllowNonScalarKeys(true)
                .build();
        requireShallow(new Parse(settings).parseString(text));
        return new Compose(settings).composeString(text).map(node -> convert(node, 0));
    }

    /** The composer calls itself for each level: it must not be given what would overflow its stack. */
    private static void requireShallow(Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            if (depth > DEPTH_MAX) {
                throw new ParserException(
                        "it is nested more than %d levels deep".formatted(DEPTH_MAX), event.getStartMark());
            }
        }
    }

    private Value convert(Node node, int depth) {
        String place = node.getStartMark().map(this::place).orElse(name);
        if (depth > DEPTH_MAX || ++values > VALUES_MAX) {
            // Aliases get here: each stands for all that its anchor has, and may stand in itself.
            String limits = "%d levels or %,d values".formatted(DEPTH_MAX, VALUES_MAX);
            throw new ParserException("it has more than %s".formatted(limits), node.getStartMark());
        } else if (node instanceof SequenceNode sequence) {
            List<Value> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(convert(item, depth + 1)));
            return new Sequence(place, items);
        } else if (node instanceof MappingNode mapping) {
            return convert(mapping, place, depth);
        }
        var scalar = (ScalarNode) node;
        return new Scalar(place, scalar.getValue(), Tag.NULL.equals(scalar.getTag()));
    }

    private Value convert(MappingNode node, String place, int depth) {
        var mapping = new Mapping(place);
        for (NodeTuple entry : node.getValue()) {
            Node keyNode = entry.getKeyNode();
            String keyPlace = keyNode.getStartMark().map(this::place).orElse(place);
            if (!(keyNode instanceof ScalarNode key)) {
                problems.add(keyPlace, "a key has to be a plain word.");
            } else if (mapping.put(key.getValue(), keyPlace, convert(entry.getValueNode(), depth + 1)) != null) {
                problems.add(keyPlace, "%s is given twice; keep one.".formatted(key.getValue()));
            }
        }
        return mapping;
    }

    private void override(Mapping root, String path, String text) {
        String place = "--set " + path;
        Value current = root;
        String[] steps = path.replace("[", ".[").split("\\.", -1);
        for (int i = 0; i < steps.length; i++) {
            Value put = i == steps.length - 1 ? overriding(place, text) : null;
            Optional<Value> next = step(current, steps[i], place, put);
            if (next.isEmpty()) {
                problems.add(place, "there is nothing at %s to set.".formatted(path));
                return;
            }
            current = next.get();
        }
    }

    /** A text is taken as it is, so that a password needs no quotes; a list or mapping may be written as in JSON. */
    private Value overriding(String place, String text) {
        var plain = new Scalar(place, text, false);
        if (!text.matches("(?s)(\\[.*]|\\{.*})")) {
            return plain;
        }
        try {
            return new Document(place, problems).parse(place, text).orElse(plain);
        } catch (YamlEngineException e) {
            return plain;
        }
    }

    /** One step down, to where a value may be put; a mapping that is missing is made. */
    private static Optional<Value> step(Value from, String step, String place, @Nullable Value put) {
        if (from instanceof Sequence sequence && step.matches("\\[\\d{1,6}]")) {
            int index = Integer.parseInt(step.substring(1, step.length() - 1));
            if (index >= sequence.items().size()) {
                return Optional.empty();
            }
            if (put != null) {
                sequence.items().set(index, put);
            }
            return Optional.of(sequence.items().get(index));
        } else if (from instanceof Mapping mapping && !step.isEmpty() && !step.startsWith("[")) {
            Value present = mapping.entries().get(step);
            if (put != null || present == null || present.isNothing()) {
                mapping.put(step, place, put == null ? new Mapping(place) : put);
            }
            return Optional.ofNullable(mapping.entries().get(step));
        }
        return Optional.empty();
    }

    private String place(Mark mark) {
        return "%s:%d:%d".formatted(name, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
