package io.dromedary.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Documents of ours: readable by people. */
public final class JsonFiles {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonFiles() {}

    /** A manifest with its digest. */
    static byte[] manifest(Manifest manifest) {
        return ManifestDigest.sealed(bytes(manifest));
    }

    /** A document. */
    static byte[] bytes(Object document) {
        try {
            return MAPPER.writeValueAsString(document).concat("\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Every document of ours can be written", e);
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

    /**
     * A manifest that somebody has published.
     *
     * @param where it was, for messages
     * @throws DromedaryException {@code DESTINATION}, if it is none
     */
    static Manifest manifest(byte[] document, String where) {
        try {
            return MAPPER.readValue(document, Manifest.class);
        } catch (IOException e) {
            String message = "%s has a manifest that this version does not understand (%s); choose another location.";
            throw DromedaryException.permanent(
                    FailureCategory.DESTINATION, message.formatted(where, e.getMessage()), e);
        }
    }

    /** The data files that a manifest names; none, if it is no manifest. */
    static Set<String> filesOf(byte[] manifest) {
        Set<String> files = new HashSet<>();
        try {
            var document = MAPPER.readTree(manifest);
            for (String list : List.of("chunks", "other_files")) {
                document.path(list).forEach(file -> files.add(file.path("file").asText()));
            }
        } catch (IOException e) {
            return Set.of();
        }
        return files;
    }

    /** A text of a document's top level; empty if it has none, or is no document. */
    static Optional<String> findText(byte[] document, String key) {
        try {
            return Optional.ofNullable(MAPPER.readTree(document).path(key).textValue());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
