package io.dromedary.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.load.LoadListener;
import io.dromedary.load.LoadRequest;
import io.dromedary.load.LoadRequestReader;
import io.dromedary.load.Loader;
import io.dromedary.settings.NamedConnections;
import io.dromedary.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table that files are loaded into.
 *
 * @param database where it is
 * @param name in schema public
 */
record LoadedTable(TestPostgres database, String name) {
    /** A new, empty one with these columns, instead of one that may be there. */
    static LoadedTable create(TestPostgres database, String name, String columns) {
        database.execute("DROP TABLE IF EXISTS %s".formatted(name), "CREATE TABLE %s (%s)".formatted(name, columns));
        return new LoadedTable(database, name);
    }

    /** What a job with these import settings asks for. */
    LoadRequest request(Path file, Map<String, ?> settings) {
        Map<String, Object> all = new LinkedHashMap<>(settings);
        all.put("into", name);
        all.put("force", true);
        Map<String, Object> target = Map.of(
                "type",
                "postgresql",
                "host",
                "127.0.0.1",
                "port",
                database.port(),
                "database",
                database.database(),
                "username",
                "postgres",
                "password",
                "postgres");
        try {
            String job = new ObjectMapper()
                    .writeValueAsString(Map.of("kind", "import", "database", target, "import_settings", all));
            return new LoadRequestReader(Path.of(""), NamedConnections.NONE).read("job", job, List.of(file), Map.of());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    void load(Path file, Map<String, ?> settings) {
        new Loader(LoadListener.SILENT).load(request(file, settings));
    }

    /** Its rows as text, in the order in which they came. */
    List<List<@Nullable String>> rows() {
        List<List<@Nullable String>> all = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET timezone TO 'UTC'");
            ResultSet rows = statement.executeQuery("SELECT * FROM " + name);
            while (rows.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getString(i));
                }
                all.add(row);
            }
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
        return all;
    }
}
