package io.dromedary.bench;

import io.dromedary.bench.ContenderMain.UnavailableException;
import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.export.ExportRequest;
import io.dromedary.export.TableSelection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The rival: DuckDB with its postgres extension, if that is on this machine. Nothing is downloaded. */
final class DuckDbExport implements Contender {
    private final Connection connection;
    private final String source;
    private final Path target;
    private final String compression;

    private DuckDbExport(Connection connection, String source, Path target, String compression) {
        this.connection = connection;
        this.source = source;
        this.target = target;
        this.compression = compression;
    }

    static DuckDbExport of(ExportRequest request, int threads, String extension)
            throws SQLException, UnavailableException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET autoinstall_known_extensions = false");
            statement.execute("SET threads = " + threads);
            load(statement, extension);
            statement.execute("ATTACH '%s' AS source (TYPE postgres, READ_ONLY)".formatted(address(request)));
            TableSelection.Tables table =
                    (TableSelection.Tables) request.tables().get(0);
            return new DuckDbExport(
                    connection,
                    "source.%s.%s".formatted(table.schema(), table.table()),
                    Path.of(request.settings().location().toString()),
                    request.settings().codec().kind().name());
        }
    }

    private static void load(Statement statement, String extension) throws UnavailableException {
        try {
            statement.execute("LOAD " + (extension.isEmpty() ? "postgres" : "'" + extension + "'"));
        } catch (SQLException e) {
            throw new UnavailableException("not available offline");
        }
    }

    private static String address(ExportRequest request) {
        ConnectionSettings database = request.database();
        var address = new StringBuilder("host=%s port=%d dbname=%s user=%s"
                .formatted(database.host(), database.port(), database.database(), database.username()));
        database.password().reveal(password -> address.append(" password=").append(password));
        return address.toString().replace("'", "''");
    }

    @Override
    public Exported run() throws Exception {
        Files.createDirectories(target);
        try (Statement statement = connection.createStatement()) {
            long rows = statement.executeLargeUpdate(
                    "COPY (SELECT * FROM %s) TO '%s' (FORMAT parquet, COMPRESSION %s, PER_THREAD_OUTPUT)"
                            .formatted(source, target.resolve("duckdb"), compression));
            return new Exported(rows, 0);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
