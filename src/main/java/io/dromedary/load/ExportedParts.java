package io.dromedary.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.load.input.InputFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The files that the manifest of an export names: its digest of each, by its path, in the order of the manifest. */
final class ExportedParts {
    /** As exports call their manifests. */
    private static final List<String> MANIFESTS = List.of("_export_metadata.json", "_metadata.json");

    /** How deep below its manifest a file may lie. */
    private static final int DEPTH_MAX = 8;

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_ ]*");

    private final Path directory;
    private final List<String> partitionedBy = new ArrayList<>();
    private final Map<Path, String> digests = new LinkedHashMap<>();

    private ExportedParts(Path directory) {
        this.directory = directory;
    }

    /**
     * Of a directory; nothing if no export was published there.
     *
     * @throws io.dromedary.failure.DromedaryException if its manifest cannot be read or names files outside of it
     */
    static Optional<ExportedParts> find(Path directory) {
        for (String name : MANIFESTS) {
            Path manifest = directory.resolve(name);
            if (Files.isRegularFile(manifest)) {
                var parts = new ExportedParts(directory);
                parts.read(manifest);
                return Optional.of(parts);
            }
        }
        return Optional.empty();
    }

    private void read(Path manifest) {
        try {
            JsonNode document = new ObjectMapper().readTree(Files.readAllBytes(manifest));
            for (String key :
                    document.path("layout").path("partition_by").asText("").split(", ", -1)) {
                columnOf(key).ifPresent(partitionedBy::add);
            }
            for (JsonNode chunk : document.path("chunks")) {
                Path file = directory.resolve(chunk.path("file").asText()).normalize();
                if (!file.startsWith(directory.normalize()) || file.equals(directory.normalize())) {
                    throw InputFailures.damaged(
                            manifest.toString(), "names the file %s, which lies elsewhere".formatted(file));
                }
                digests.put(file, chunk.path("sha256").asText());
            }
        } catch (IOException e) {
            throw InputFailures.unreadable(manifest.toString(), e);
        }
    }

    /** {@code region}, or {@code area = region}; not {@code at_day = day(at)}, whose column is in the files. */
    private static Optional<String> columnOf(String key) {
        String column = key.replaceFirst("^.* = ", "");
        boolean isColumn = column.equals(key) || PLAIN.matcher(column).matches();
        return isColumn && !key.isEmpty() && !key.equals("null") ? Optional.of(column) : Optional.empty();
    }

    List<Path> files() {
        return List.copyOf(digests.keySet());
    }

    /**
     * What tells a file from others of its export that have the same content, and that are to be loaded all the same;
     * empty if there is none.
     */
    static String twin(Path file) {
        return above(file).map(parts -> parts.name(absolute(file))).orElse("");
    }

    /** The columns of its table that a file does not have, since directories are named after them. */
    static List<String> columnsOfDirectories(Path file, List<String> header) {
        return above(file).stream()
                .flatMap(parts -> parts.partitionedBy.stream())
                .filter(column -> !header.contains(column))
                .toList();
    }

    private static Optional<ExportedParts> above(Path file) {
        Path above = absolute(file).getParent();
        for (int depth = 0; above != null && depth < DEPTH_MAX; depth++) {
            Optional<ExportedParts> parts = find(above);
            if (parts.isPresent()) {
                return parts;
            }
            above = above.getParent();
        }
        return Optional.empty();
    }

    private static Path absolute(Path file) {
        return file.toAbsolutePath().normalize();
    }

    private String name(Path file) {
        String digest = digests.get(file);
        long same =
                digests.values().stream().filter(other -> other.equals(digest)).count();
        return same > 1 ? "|part=" + directory.relativize(file) : "";
    }
}
