package io.dromedary.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.dialect.DatabaseReader;
import io.dromedary.failure.DromedaryException;
import io.dromedary.settings.Document;
import io.dromedary.settings.NamedConnections;
import io.dromedary.settings.Problems;
import io.dromedary.settings.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A database as people name it on the command line: as a job file does. */
public final class DatabaseArgument {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private DatabaseArgument() {}

    /**
     * Where a database is.
     *
     * @param text a job file, whose database is meant; a URL; or the name of a connection
     * @throws DromedaryException {@code CONFIGURATION}
     */
    public static ConnectionSettings read(String text, NamedConnections connections) {
        boolean isUrl = text.contains("://") || text.startsWith("jdbc:");
        if (!isUrl && Files.isRegularFile(Path.of(text))) {
            return new ExportRequestReader(Path.of(""), connections)
                    .read(Path.of(text), Map.of())
                    .database();
        }
        // Not the text, which may hold a password.
        var problems = new Problems(isUrl ? "The database" : text);
        Object job = isUrl ? Map.of("database", Map.of("url", text)) : Map.of("connection", text);
        Section section = Document.read("the command line", json(job), Map.of(), problems);
        ConnectionSettings settings = new DatabaseReader(section, connections, problems).read();
        problems.orThrow();
        return settings;
    }

    private static String json(Object document) {
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Every mapping of texts can be written", e);
        }
    }
}
