package io.dromedary.ledger;

import io.dromedary.settings.LedgerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * Where the ledger is. A file of H2 is opened for each piece of work only, so that several processes share it without a
 * server; a database is stayed connected to. Thread-safe.
 */
final class LedgerDatabase implements AutoCloseable {
    /** Of the last file in {@code db/ledger}. */
    private static final String VERSION = "2";

    private static final String SCHEMA = "dromedary_ledger";

    /**
     * Nothing that listens, no second file, little memory. What is rewritten every second would fill the disk if H2
     * kept what was there before, and packing the file at each close takes longer than the work.
     */
    private static final String FILE_OPTIONS = ";DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
            + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;CACHE_SIZE=4096;RETENTION_TIME=0;MAX_COMPACT_TIME=0";

    private static final String FILE_SUFFIX = ".mv.db";
    private static final int H2_FILE_IS_OPEN_ELSEWHERE = 90_020;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(15);

    private final LedgerSettings settings;
    private final @Nullable Path file;
    private @Nullable Connection kept;
    private boolean isReady;

    /** A relative path counts from the home of the program. */
    LedgerDatabase(LedgerSettings settings, Path home) {
        this.settings = settings;
        this.file = settings.isFile()
                ? home.resolve(settings.url()).toAbsolutePath().normalize()
                : null;
    }

    /** What is done with a connection. */
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** For people, without a password. */
    String place() {
        return file == null ? settings.url().replaceFirst("\\?.*", "") : file + FILE_SUFFIX;
    }

    /** Whether nobody has written anything yet; known of files only. */
    boolean isMissing() {
        return file != null && !Files.exists(Path.of(file + FILE_SUFFIX));
    }

    /** Does a piece of work, whole or not at all. */
    synchronized <T> T run(Work<T> work) throws SQLException {
        Connection connection = connection();
        boolean isDone = false;
        try {
            ensureSchema(connection);
            T answer = work.with(connection);
            connection.commit();
            isDone = true;
            return answer;
        } finally {
            if (file != null || !isDone) {
                kept = null;
                close(connection);
            }
        }
    }

    private Connection connection() throws SQLException {
        Connection known = kept;
        if (known != null && known.isValid((int) TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS))) {
            return known;
        }
        kept = null;
        if (known != null) {
            known.close();
        }
        Connection opened = open();
        opened.setAutoCommit(false);
        kept = opened;
        return opened;
    }

    /** Waits for other processes, which are as quick as we are. */
    private Connection open() throws SQLException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                return DriverManager.getConnection(url(), login());
            } catch (SQLException e) {
                if (e.getErrorCode() != H2_FILE_IS_OPEN_ELSEWHERE || System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private String url() {
        return file == null ? settings.url() : "jdbc:h2:file:" + file + FILE_OPTIONS;
    }

    private Properties login() {
        var login = new Properties();
        if (file != null) {
            login.setProperty("user", "dromedary");
            login.setProperty("password", "");
            return login;
        }
        if (!settings.username().isEmpty()) {
            login.setProperty("user", settings.username());
        }
        settings.password().reveal(text -> {
            if (!text.isEmpty()) {
                login.setProperty("password", text);
            }
        });
        login.setProperty("connectTimeout", "10");
        login.setProperty("socketTimeout", "30");
        login.setProperty("ApplicationName", "dromedary ledger");
        return login;
    }

    private void ensureSchema(Connection connection) throws SQLException {
        if (!isReady && !isCurrent(connection)) {
            connection.rollback();
            migrate();
        }
        isReady = true;
    }

    /** One look, since Flyway takes longer than most jobs. */
    private static boolean isCurrent(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT 1 FROM %s.schema_history WHERE version = '%s' AND success"
                                .formatted(SCHEMA, VERSION))) {
            return rows.next();
        } catch (SQLException e) {
            // No history, or none that can be read: Flyway tells what is wrong.
            return false;
        }
    }

    private void migrate() throws SQLException {
        var login = login();
        try {
            Flyway.configure()
                    .dataSource(url(), login.getProperty("user"), login.getProperty("password"))
                    .schemas(SCHEMA)
                    .table("schema_history")
                    .locations("classpath:db/ledger")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new SQLException("its tables cannot be made: " + e.getMessage(), e);
        }
    }

    private static void close(Connection connection) throws SQLException {
        if (!connection.isClosed()) {
            try {
                connection.rollback();
            } finally {
                connection.close();
            }
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        if (kept != null) {
            close(kept);
            kept = null;
        }
    }
}
