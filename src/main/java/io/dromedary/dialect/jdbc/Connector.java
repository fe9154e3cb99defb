package io.dromedary.dialect.jdbc;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections. Thread-safe. */
final class Connector {
    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

    private final ConnectionSettings settings;
    private final Failures failures;

    Connector(ConnectionSettings settings, Failures failures) {
        this.settings = settings;
        this.failures = failures;
    }

    /** A connection that commits by itself. */
    Connection connect() {
        requireDriver();
        try {
            Connection connection = DriverManager.getConnection(settings.database(), login());
            hintThatItOnlyReads(connection);
            return connection;
        } catch (SQLException e) {
            throw failures.connecting(e);
        }
    }

    private Properties login() {
        var login = new Properties();
        login.putAll(settings.properties());
        if (!settings.username().isEmpty()) {
            login.setProperty("user", settings.username());
        }
        settings.password().reveal(password -> {
            if (!password.isEmpty()) {
                login.setProperty("password", password);
            }
        });
        return login;
    }

    private void requireDriver() {
        if (DriverManager.drivers().noneMatch(this::accepts)) {
            String known = DriverManager.drivers()
                    .map(driver -> driver.getClass().getName())
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION,
                    failures.at(
                            "no JDBC driver here takes this URL. Check database.url, or put the driver's jar into the"
                                    + " directory drivers; those found are %s".formatted(known)));
        }
    }

    private boolean accepts(Driver driver) {
        try {
            return driver.acceptsURL(settings.database());
        } catch (SQLException e) {
            LOG.debug("{} refuses the URL: {}", driver.getClass().getName(), e.getMessage());
            return false;
        }
    }

    private static void hintThatItOnlyReads(Connection connection) {
        try {
            connection.setReadOnly(true);
        } catch (SQLException e) {
            LOG.debug("The driver takes no hint that a connection only reads: {}", e.getMessage());
        }
    }
}
