package io.dromedary.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.export.ExportRequest;
import io.dromedary.export.ExportSettings;
import io.dromedary.export.TableSelection;
import io.dromedary.load.LoadRequest;
import io.dromedary.load.LoadSettings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was asked for, as JSON with the keys of job files: what people have to see of it, each key named here. So no
 * password gets into it, nor properties of drivers, which may be secrets, too.
 */
final class JobSpecification {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern JDBC_URL = Pattern.compile("jdbc:\\S+");
    private static final Pattern OPTIONS = Pattern.compile("[?;(].*", Pattern.DOTALL);
    private static final Pattern LOGIN = Pattern.compile("^(jdbc:[^:]*:(?://)?).*@", Pattern.DOTALL);

    private JobSpecification() {}

    static String of(ExportRequest request) {
        ExportSettings settings = request.settings();
        Map<String, Object> how = new LinkedHashMap<>();
        how.put("location", settings.location().toString());
        how.put("compression", settings.codec().toString());
        settings.chunkSize().ifPresent(size -> how.put("chunk_size", size));
        how.put("strategy", word(settings.layout().strategy()));
        how.put("conflict_resolution", word(settings.conflictResolution()));
        how.put("consistency", word(settings.consistency()));
        how.put("validate_exports", settings.validateExports());
        Map<String, Object> job = job(request.name(), "export", request.database());
        job.put("export_settings", how);
        job.put(
                "threading",
                Map.of(
                        "table_threads", request.threading().tableThreads(),
                        "chunk_workers", request.threading().chunkWorkers(),
                        "max_concurrent_chunks", request.threading().maxConcurrentChunks()));
        job.put("tables", request.tables().stream().map(JobSpecification::table).toList());
        return json(job);
    }

    private static Map<String, String> table(TableSelection selection) {
        Map<String, String> table = new LinkedHashMap<>();
        if (selection instanceof TableSelection.Tables tables) {
            table.put("schema", tables.schema());
            table.put("table", tables.table());
            if (!tables.where().isEmpty()) {
                table.put("where_clause", tables.where());
            }
        } else if (selection instanceof TableSelection.Query query) {
            table.put("name", query.name());
            table.put("query", query.sql());
        }
        return table;
    }

    static String of(LoadRequest request) {
        LoadSettings settings = request.settings();
        Map<String, Object> how = new LinkedHashMap<>();
        how.put("into", request.table().toString());
        how.put("files", request.files().stream().map(Object::toString).toList());
        how.put("mode", word(settings.mode()));
        how.put("atomic", word(settings.atomic()));
        how.put("on_error", word(settings.onError()));
        how.put("create_table", word(settings.rules().createTable()));
        if (!settings.rules().keys().isEmpty()) {
            how.put("keys", settings.rules().keys());
        }
        how.put("force", settings.rules().isForced());
        Map<String, Object> job = job(request.name(), "import", request.database());
        job.put("import_settings", how);
        return json(job);
    }

    private static Map<String, Object> job(String name, String kind, ConnectionSettings database) {
        Map<String, Object> where = new LinkedHashMap<>();
        where.put("type", database.type());
        if (database.host().isEmpty()) {
            where.put("url", withoutSecrets(database.database()));
        } else {
            where.put("host", database.host());
            where.put("port", database.port());
            where.put("database", database.database());
        }
        where.put("username", database.username());
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("name", name);
        job.put("kind", kind);
        job.put("database", where);
        return job;
    }

    /** A message without what a JDBC URL may hold beside the address. */
    static String scrubbed(String message, ConnectionSettings database) {
        return database.host().isEmpty()
                ? message.replace(database.database(), withoutSecrets(database.database()))
                : message;
    }

    /** The same where it is not known which database it is about. */
    static String scrubbed(String message) {
        return JDBC_URL.matcher(message).replaceAll(url -> Matcher.quoteReplacement(withoutSecrets(url.group())));
    }

    /** The address in a JDBC URL: without options at its end, and without a login before an at. */
    static String withoutSecrets(String url) {
        return LOGIN.matcher(OPTIONS.matcher(url).replaceFirst("")).replaceFirst("$1");
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private static String json(Map<String, Object> job) {
        try {
            return MAPPER.writeValueAsString(job);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Every mapping of texts can be written", e);
        }
    }
}
