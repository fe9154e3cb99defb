package io.dromedary.settings;

import io.dromedary.settings.Value.Mapping;
import io.dromedary.settings.Value.Scalar;
import io.dromedary.settings.Value.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
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
    private static final int ALIASES_MAX = 20;

    private final String name;
    private final Problems problems;

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
        Mapping root = document.compose(text);
        overrides.forEach((path, value) -> document.override(root, path, value));
        return new Section("", root, problems);
    }

    private Mapping compose(String text) {
        if (text.length() > CHARACTERS_MAX) {
            problems.add(name, "it is larger than %,d characters.".formatted(CHARACTERS_MAX));
        } else if (parse(name, text).orElse(null) instanceof Mapping mapping) {
            return mapping;
        } else {
            problems.add(name, "it has to be a mapping of keys to values.");
        }
        return new Mapping(name);
    }

    private Optional<Value> parse(String place, String text) {
        var settings = LoadSettings.builder()
                .setLabel(place)
                .setCodePointLimit(CHARACTERS_MAX)
                .setMaxAliasesForCollections(ALIASES_MAX)
                .build();
        try {
            return new Compose(settings).composeString(text).map(node -> convert(node, 0));
        } catch (MarkedYamlEngineException e) {
            String where = e.getProblemMark().map(mark -> place(mark)).orElse(place);
            problems.add(where, "%s.".formatted(e.getProblem()));
        } catch (YamlEngineException e) {
            problems.add(
                    place,
                    "it is no YAML: %s."
                            .formatted(String.valueOf(e.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("")));
        }
        return Optional.empty();
    }

    private Value convert(Node node, int depth) {
        String place = node.getStartMark().map(this::place).orElse(name);
        if (depth > DEPTH_MAX) {
            problems.add(place, "it is nested more than %d levels deep.".formatted(DEPTH_MAX));
            return new Scalar(place, "", true);
        } else if (node instanceof ScalarNode scalar) {
            return new Scalar(place, scalar.getValue(), Tag.NULL.equals(scalar.getTag()));
        } else if (node instanceof SequenceNode sequence) {
            List<Value> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(convert(item, depth + 1)));
            return new Sequence(place, items);
        } else if (node instanceof MappingNode mapping) {
            return convert(mapping, place, depth);
        }
        problems.add(place, "an alias cannot stand here.");
        return new Scalar(place, "", true);
    }

    private Value convert(MappingNode node, String place, int depth) {
        var mapping = new Mapping(place);
        for (NodeTuple entry : node.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                problems.add(place, "a key has to be a plain word.");
            } else if (mapping.entries().put(key.getValue(), convert(entry.getValueNode(), depth + 1)) != null) {
                problems.add(
                        key.getStartMark().map(this::place).orElse(place),
                        "%s is given twice; keep one.".formatted(key.getValue()));
            }
        }
        return mapping;
    }

    private void override(Mapping root, String path, String text) {
        String place = "--set " + path;
        Value value = parse(place, text.isEmpty() ? "''" : text).orElse(new Scalar(place, text, false));
        Value placed = value instanceof Scalar scalar ? new Scalar(place, scalar.text(), scalar.isNull()) : value;
        Value current = root;
        String[] steps = path.replace("[", ".[").split("\\.", -1);
        for (int i = 0; i < steps.length; i++) {
            boolean last = i == steps.length - 1;
            Optional<Value> next = step(current, steps[i], last ? Optional.of(placed) : Optional.empty());
            if (next.isEmpty()) {
                problems.add(place, "there is nothing at %s to set.".formatted(path));
                return;
            }
            current = next.get();
        }
    }

    /** One step down, where a value may be put; a mapping that is missing is made. */
    private static Optional<Value> step(Value from, String step, Optional<Value> put) {
        if (from instanceof Sequence sequence && step.matches("\\[\\d{1,6}]")) {
            int index = Integer.parseInt(step.substring(1, step.length() - 1));
            if (index >= sequence.items().size()) {
                return Optional.empty();
            }
            put.ifPresent(value -> sequence.items().set(index, value));
            return Optional.of(sequence.items().get(index));
        } else if (from instanceof Mapping mapping && !step.isEmpty() && !step.startsWith("[")) {
            put.ifPresent(value -> mapping.entries().put(step, value));
            return Optional.of(mapping.entries().computeIfAbsent(step, key -> new Mapping(mapping.place())));
        }
        return Optional.empty();
    }

    private String place(Mark mark) {
        return "%s:%d:%d".formatted(name, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
