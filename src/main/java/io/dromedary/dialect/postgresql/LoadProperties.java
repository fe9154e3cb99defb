package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.ConnectionSettings;
import java.util.HashMap;
import java.util.Map;

/**
 * Properties of the driver that connections of imports have unless a specification says otherwise.
 *
 * <p>There is no {@code socketTimeout} among them: the server is silent while it builds indexes, checks deferred
 * constraints, commits or waits for a lock, and a timeout then would end a load that is well. Whether it is still there
 * is for {@code tcpKeepAlive} to find out. There is no {@code stringtype} either, which would change what parameters of
 * our own statements mean; fields are sent without a type anyway.
 */
final class LoadProperties {
    private static final Map<String, String> DEFAULTS = Map.of(
            "tcpKeepAlive", "true",
            "connectTimeout", "30",
            "reWriteBatchedInserts", "true",
            "prepareThreshold", "3",
            "preparedStatementCacheQueries", "256",
            "defaultRowFetchSize", "1000",
            "assumeMinServerVersion", "12.0");

    private LoadProperties() {}

    static ConnectionSettings addTo(ConnectionSettings settings) {
        Map<String, String> all = new HashMap<>(DEFAULTS);
        all.putAll(settings.properties());
        // The driver would put the values of a batch that fails into a message of its own, and stumbles over bytea.
        all.put("logServerErrorDetail", "false");
        return new ConnectionSettings(
                settings.type(),
                settings.host(),
                settings.port(),
                settings.database(),
                settings.username(),
                settings.password(),
                all);
    }
}
