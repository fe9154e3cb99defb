package io.dromedary.settings;

import io.dromedary.settings.Value.Mapping;
import io.dromedary.settings.Value.Scalar;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * The databases that {@code application.properties} names, for jobs that say {@code connection: warehouse}. Their
 * values are read and checked as if they stood in the job, under {@code database}, when a job asks for them.
 */
public final class NamedConnections {
    /** No names at all. */
    public static final NamedConnections NONE =
            new NamedConnections(new PropertyFile(Path.of(PropertyFile.NAME), new Properties()));

    static final String PREFIX = "dromedary.connection.";
    private static final List<String> KEYS = List.of("type", "url", "host", "port", "database", "username", "password");
    private static final String PROPERTIES = "properties";

    private final PropertyFile file;

    private NamedConnections(PropertyFile file) {
        this.file = file;
    }

    /**
     * Reads the names.
     *
     * @param home where the program lies; its {@code application.properties} counts if it is there
     */
    public static NamedConnections load(Path home) {
        return new NamedConnections(PropertyFile.read(home));
    }

    /** All names, sorted. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (String property : file.names(PREFIX)) {
            String rest = property.substring(PREFIX.length());
            names.add(rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest);
        }
        return names;
    }

    /** The values of a name, with the keys of {@code database}; empty if there is no such name. */
    public Optional<Section> find(String name, Problems problems) {
        if (!names().contains(name)) {
            return Optional.empty();
        }
        String prefix = PREFIX + name + ".";
        String place = file.path().toString();
        var values = new Mapping(place);
        var properties = new Mapping(place);
        Set<String> keys = new TreeSet<>(KEYS);
        file.names(prefix).forEach(property -> keys.add(property.substring(prefix.length())));
        for (String key : keys) {
            boolean isOfDriver = key.startsWith(PROPERTIES + ".");
            Mapping target = isOfDriver ? properties : values;
            String targetKey = isOfDriver ? key.substring(PROPERTIES.length() + 1) : key;
            file.find(prefix + key).ifPresent(text -> target.put(targetKey, place, new Scalar(place, text, false)));
        }
        if (!properties.entries().isEmpty()) {
            values.put(PROPERTIES, place, properties);
        }
        return Optional.of(new Section(PREFIX + name, values, problems));
    }
}
