package io.dromedary.dialect;

import io.dromedary.settings.Secret;
import java.util.Map;

/**
 * Where a database is and who asks.
 *
 * @param type the dialect's name: {@code postgresql}, {@code jdbc}
 * @param host host name or address; for {@code jdbc} empty
 * @param port TCP port
 * @param database its name; for {@code jdbc} the whole JDBC URL
 * @param username who logs in
 * @param password never printed
 * @param properties more properties of the driver, such as {@code sslmode}
 */
public record ConnectionSettings(
        String type,
        String host,
        int port,
        String database,
        String username,
        Secret password,
        Map<String, String> properties) {

    public ConnectionSettings {
        properties = Map.copyOf(properties);
    }

    /** For messages: {@code host:port/database}. */
    public String address() {
        return host.isEmpty() ? database : "%s:%d/%s".formatted(host, port, database);
    }

    /** Without properties: some drivers take secrets in them. */
    @Override
    public String toString() {
        return "%s %s as %s".formatted(type, address(), username);
    }
}
