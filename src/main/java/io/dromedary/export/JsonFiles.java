package io.dromedary.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.staging.StagedFileWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Documents of ours on disk: whole, readable by people, and durable when a call returns. */
public final class JsonFiles {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonFiles() {}

    /** Writes a record under a temporary name, then gives it its own. */
    static void write(Path file, Object document) {
        write(file, bytes(document));
    }

    /** Writes a manifest with its digest. */
    static void writeManifest(Path file, Manifest manifest) {
        write(file, ManifestDigest.sealed(bytes(manifest)));
    }

    private static byte[] bytes(Object document) {
        try {
            return MAPPER.writeValueAsString(document).concat("\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Every document of ours can be written", e);
        }
    }

    private static void write(Path file, byte[] json) {
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            try (StagedFileWriter out = StagedFileWriter.to(file)) {
                out.write(json, 0, json.length);
                out.seal();
            }
        } catch (IOException e) {
            throw DromedaryException.permanent(
                    FailureCategory.DESTINATION, "%s cannot be written: %s".formatted(file, e), e);
        }
    }

    /**
     * Reads a manifest.
     *
     * @throws DromedaryException {@code DATA}, if it is none
     */
    public static Manifest readManifest(Path file) {
        try {
            return MAPPER.readValue(file.toFile(), Manifest.class);
        } catch (IOException e) {
            throw DromedaryException.permanent(
                    FailureCategory.DATA, "%s is no manifest: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** A text of a document's top level; empty if it has none, or is no document. */
    static Optional<String> findText(Path file, String key) {
        try {
            return Optional.ofNullable(MAPPER.readTree(file.toFile()).path(key).textValue());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
