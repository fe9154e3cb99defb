package io.dromedary.it;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.testing.TestPostgres;
import io.dromedary.testing.TestStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes job files for tests. */
final class JobFile {
    private final Path directory;
    private final Map<String, Object> database = new LinkedHashMap<>();
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final Map<String, Object> s3 = new LinkedHashMap<>();
    private final Map<String, Object> threading = new LinkedHashMap<>();
    private final List<Map<String, Object>> tables = new ArrayList<>();

    /** A job without tables that exports from the database to {@code exports} in the directory. */
    JobFile(Path directory, TestPostgres from) {
        this.directory = directory;
        database.putAll(Map.of(
                "type",
                "postgresql",
                "host",
                "127.0.0.1",
                "port",
                from.port(),
                "database",
                from.database(),
                "username",
                "postgres",
                "password",
                "postgres"));
        settings.put("location", exports().toString());
    }

    /** A job without tables that exports through JDBC to {@code exports} in the directory. */
    JobFile(Path directory, String url, String username, String password) {
        this.directory = directory;
        database.putAll(Map.of("type", "jdbc", "url", url, "username", username, "password", password));
        settings.put("location", exports().toString());
    }

    /** Where its tables are published. */
    Path exports() {
        return directory.resolve("exports");
    }

    /** Publishes in a store instead. */
    JobFile to(TestStore store, String prefix) {
        s3.putAll(store.section());
        return setting("location", "s3://%s/%s".formatted(store.bucket(), prefix));
    }

    /** Changes a key of {@code s3}. */
    JobFile s3(String key, Object value) {
        s3.put(key, value);
        return this;
    }

    /** Changes a key of {@code database}. */
    JobFile database(String key, Object value) {
        database.put(key, value);
        return this;
    }

    /** Changes a key of {@code export_settings}. */
    JobFile setting(String key, Object value) {
        settings.put(key, value);
        return this;
    }

    /** Changes a key of {@code threading}. */
    JobFile threads(String key, int value) {
        threading.put(key, value);
        return this;
    }

    /** Adds a table of schema public. */
    JobFile table(String table) {
        return entry(Map.of("schema", "public", "table", table));
    }

    /** Adds an entry of {@code tables}. */
    JobFile entry(Map<String, Object> entry) {
        tables.add(entry);
        return this;
    }

    /** Writes it; JSON is YAML. */
    Path write() {
        var job = new LinkedHashMap<String, Object>();
        job.put("name", "test");
        job.put("database", database);
        job.put("export_settings", settings);
        if (!s3.isEmpty()) {
            job.put("s3", s3);
        }
        if (!threading.isEmpty()) {
            job.put("threading", threading);
        }
        job.put("tables", tables);
        Path file = directory.resolve("job.json");
        try {
            Files.createDirectories(directory);
            new ObjectMapper().writeValue(file.toFile(), job);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
