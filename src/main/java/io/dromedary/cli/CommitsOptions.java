package io.dromedary.cli;

import io.dromedary.load.CommitsRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose commits a command is about, and how it prints them; shared by the commands of commits. */
final class CommitsOptions {
    @Option(names = "--into", paramLabel = "TABLE", required = true, description = "The table, such as sales.orders.")
    private String into = "";

    @Option(names = "--database", paramLabel = "URL", description = "postgresql://user@host:port/database")
    private @Nullable String database;

    @Option(names = "--connection", paramLabel = "NAME", description = "A database of application.properties.")
    private @Nullable String connection;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets a value of the job, such as database.properties.sslmode=require.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(names = "--json", description = "Prints JSON and nothing else.")
    private boolean json;

    boolean isJson() {
        return json;
    }

    CommitsRequest request() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("import_settings.into", into);
        if (database != null) {
            values.put("database.url", database);
        }
        if (connection != null) {
            values.put("connection", connection);
        }
        values.putAll(overrides);
        return CommitsRequest.read(Home.connections(), values);
    }
}
