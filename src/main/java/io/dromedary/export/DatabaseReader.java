package io.dromedary.export;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.settings.Secret;
import io.dromedary.settings.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code database} of a specification: in parts, or as one URL. */
final class DatabaseReader {
    private static final String POSTGRESQL = "postgresql";
    private static final String JDBC = "jdbc";
    private static final int POSTGRESQL_PORT = 5432;
    private static final List<String> LATER = List.of("greenplum", "vertica");

    private final Section job;

    DatabaseReader(Section job) {
        this.job = job;
    }

    ConnectionSettings read() {
        if (!job.has("database")) {
            job.problem(
                    "database", "is missing; say where the rows are: {type: postgresql, host: ..., database: ...}.");
        }
        Section section = job.section("database");
        Map<String, String> properties = section.textsByName("properties");
        Optional<String> url = section.findText("url");
        String type = type(section, url);
        ConnectionSettings settings;
        if (type.equals(JDBC)) {
            String address = url.orElseGet(() -> section.text("url"));
            settings = new ConnectionSettings(
                    JDBC, "", 0, address, username(section), section.secret("password"), properties);
        } else if (url.isPresent()) {
            settings = fromUrl(section, url.get(), properties);
        } else {
            settings = new ConnectionSettings(
                    POSTGRESQL,
                    section.findText("host").orElse("localhost"),
                    (int) section.count("port", 1, 65535, POSTGRESQL_PORT),
                    job.has("database") ? section.text("database") : "",
                    username(section),
                    section.secret("password"),
                    properties);
        }
        if (job.has("database")) {
            section.finish();
        }
        return settings;
    }

    private static String type(Section section, Optional<String> url) {
        String type = section.findText("type")
                .orElse(url.filter(text -> text.startsWith("jdbc:")).isPresent() ? JDBC : POSTGRESQL);
        if (LATER.contains(type)) {
            section.problem(
                    "type", "is %s, which is not possible in this version; use postgresql or jdbc.".formatted(type));
        } else if (!type.equals(POSTGRESQL) && !type.equals(JDBC)) {
            section.problem("type", "is \"%s\" but has to be postgresql or jdbc.".formatted(type));
        }
        return type.equals(JDBC) ? JDBC : POSTGRESQL;
    }

    private static String username(Section section) {
        return section.findText("username").orElse("");
    }

    private static ConnectionSettings fromUrl(Section section, String url, Map<String, String> properties) {
        try {
            URI uri = new URI(url);
            String path = Optional.ofNullable(uri.getRawPath()).orElse("").replaceFirst("^/", "");
            String scheme = Optional.ofNullable(uri.getScheme()).orElse("");
            if (uri.getHost() != null
                    && !path.isEmpty()
                    && List.of(POSTGRESQL, "postgres").contains(scheme)) {
                String[] user =
                        Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2);
                return new ConnectionSettings(
                        POSTGRESQL,
                        uri.getHost(),
                        uri.getPort() < 0 ? POSTGRESQL_PORT : uri.getPort(),
                        decoded(path),
                        section.findText("username").orElse(decoded(user[0])),
                        section.findText("password")
                                .map(Secret::new)
                                .orElse(new Secret(user.length > 1 ? decoded(user[1]) : "")),
                        properties);
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Told below, without the text, which may hold a password.
        }
        section.problem("url", "has to look like postgresql://user:password@host:port/database.");
        return new ConnectionSettings(POSTGRESQL, "?", 1, "?", "", new Secret(""), properties);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
