package io.dromedary.dialect;

import io.dromedary.settings.NamedConnections;
import io.dromedary.settings.NearestName;
import io.dromedary.settings.Problems;
import io.dromedary.settings.Secret;
import io.dromedary.settings.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads where the rows of a job are: {@code database}, in parts or as a URL, or the name of a {@code connection}. */
public final class DatabaseReader {
    private static final String POSTGRESQL = "postgresql";
    private static final String JDBC = "jdbc";
    private static final int POSTGRESQL_PORT = 5432;
    private static final List<String> LATER = List.of("greenplum", "vertica");

    /** The places where drivers take a password in their URL. */
    private static final Pattern JDBC_PASSWORD =
            Pattern.compile("(?i)(password|passwd|pwd)\\s*=|//[^/@?]*:[^/@?]*@|:thin:[^/@]*/[^@]*@");

    private final Section job;
    private final NamedConnections connections;
    private final Problems problems;

    /** For the keys of a job; what is wrong goes to the problems. */
    public DatabaseReader(Section job, NamedConnections connections, Problems problems) {
        this.job = job;
        this.connections = connections;
        this.problems = problems;
    }

    /** Where the database is; a stand-in after a problem. */
    public ConnectionSettings read() {
        Section section = section();
        Map<String, String> properties = section.textsByName("properties");
        Optional<String> url = section.findText("url");
        ConnectionSettings settings;
        if (type(section, url).equals(JDBC)) {
            settings = jdbc(section, url, properties);
        } else if (url.isPresent()) {
            refuseParts(section);
            settings = fromUrl(section, url.get(), properties);
        } else {
            settings = fromParts(section, properties);
        }
        section.finish();
        return settings;
    }

    private Section section() {
        boolean isInline = job.has("database");
        if (!job.has("connection")) {
            if (!isInline) {
                String example = "{type: postgresql, host: ..., database: ..., username: ...}";
                job.problem("database", "is missing; say where the rows are: %s.".formatted(example));
            }
            return isInline ? job.section("database") : Section.ignored();
        } else if (isInline) {
            job.problem("connection", "cannot stand beside database; keep one of the two.");
            return Section.ignored();
        }
        String name = job.findText("connection").orElse("");
        Optional<Section> section = connections.find(name, problems);
        if (section.isEmpty()) {
            String hint = NearestName.of(name, connections.names())
                    .map("; did you mean %s?"::formatted)
                    .orElse("; its properties are named dromedary.connection.<name>.host and so on.");
            job.problem(
                    "connection",
                    "is %s, which application.properties does not have%s".formatted(job.shown("connection"), hint));
        }
        return section.orElseGet(Section::ignored);
    }

    private static String type(Section section, Optional<String> url) {
        boolean isJdbcUrl = url.filter(text -> text.startsWith("jdbc:")).isPresent();
        String type = section.findText("type").orElse(isJdbcUrl ? JDBC : POSTGRESQL);
        if (LATER.contains(type)) {
            section.problem(
                    "type", "is %s, which is not possible in this version; use postgresql or jdbc.".formatted(type));
        } else if (!type.equals(POSTGRESQL) && !type.equals(JDBC)) {
            section.problem("type", "is %s but has to be postgresql or jdbc.".formatted(section.shown("type")));
        }
        return type.equals(JDBC) ? JDBC : POSTGRESQL;
    }

    private static ConnectionSettings jdbc(Section section, Optional<String> url, Map<String, String> properties) {
        refuseParts(section);
        String address = url.orElseGet(() -> section.text("url"));
        if (url.isPresent() && !address.startsWith("jdbc:")) {
            section.problem("url", "has to start with jdbc: for type jdbc.");
        } else if (JDBC_PASSWORD.matcher(address).find()) {
            section.problem("url", "has a password in it; give it as password, which is never printed.");
        }
        String username = section.findText("username").orElse("");
        return new ConnectionSettings(JDBC, "", 0, address, username, section.secret("password"), properties);
    }

    private static ConnectionSettings fromParts(Section section, Map<String, String> properties) {
        return new ConnectionSettings(
                POSTGRESQL,
                section.findText("host").orElse("localhost"),
                (int) section.count("port", 1, 65535, POSTGRESQL_PORT),
                section.text("database"),
                section.text("username"),
                section.secret("password"),
                properties);
    }

    private static void refuseParts(Section section) {
        for (String part : List.of("host", "port", "database")) {
            if (section.has(part)) {
                section.problem(part, "cannot stand beside url; keep one of the two.");
            }
        }
    }

    private static ConnectionSettings fromUrl(Section section, String text, Map<String, String> properties) {
        Secret password = section.secret("password");
        boolean hasPassword = section.has("password");
        Optional<String> username = section.findText("username");
        if (LATER.stream().anyMatch(type -> text.startsWith(type + ":"))) {
            section.problem("url", "is of a database that is not possible in this version; use postgresql or jdbc.");
            return new ConnectionSettings(POSTGRESQL, "?", 1, "?", "?", password, properties);
        }
        Optional<DatabaseUrl> found = DatabaseUrl.parse(text);
        if (found.isEmpty()) {
            // Without the text, which may hold a password.
            section.problem(
                    "url",
                    "has to look like postgresql://user:password@host:port/database; in its parts, "
                            + "write the characters @ : / ? # % as %40 %3A %2F %3F %23 %25.");
            return new ConnectionSettings(POSTGRESQL, "?", 1, "?", "?", password, properties);
        }
        DatabaseUrl url = found.get();
        if (username.isEmpty() && url.username().isEmpty()) {
            section.problem("username", "is missing, and url names no user.");
        }
        return new ConnectionSettings(
                POSTGRESQL,
                url.host(),
                url.port().orElse(POSTGRESQL_PORT),
                url.database(),
                username.orElse(url.username()),
                hasPassword ? password : url.password(),
                url.propertiesAnd(properties));
    }
}
