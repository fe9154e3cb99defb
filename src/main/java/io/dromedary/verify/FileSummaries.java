package io.dromedary.verify;

import io.dromedary.dialect.RowSummary;
import io.dromedary.dialect.SummaryQuery;
import io.dromedary.dialect.SummarySql;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/**
 * Summarizes the rows of Parquet files with DuckDB, which knows nothing of us. Memory is bounded whatever the files
 * are. Thread-safe.
 */
final class FileSummaries implements AutoCloseable {
    /** Nothing is looked for on the network, and no more memory is taken than that. */
    private static final String SETTINGS = "SET autoinstall_known_extensions = false;"
            + " SET autoload_known_extensions = false; SET memory_limit = '2GB'; SET TimeZone = 'UTC'";

    private final DuckDBConnection connection;

    private FileSummaries(DuckDBConnection connection) {
        this.connection = connection;
    }

    static FileSummaries open() {
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            try (Statement statement = connection.createStatement()) {
                statement.execute(SETTINGS);
            }
            return new FileSummaries(connection.unwrap(DuckDBConnection.class));
        } catch (SQLException e) {
            throw DromedaryException.permanent(
                    FailureCategory.BUG, "DuckDB, which reads the files, cannot be started: " + e.getMessage(), e);
        }
    }

    /**
     * What the rows of files come to.
     *
     * @param query what is asked; its SQL is not
     * @throws DromedaryException {@code DATA}, if they cannot be read
     */
    RowSummary summarize(SummaryQuery query, List<Path> files) {
        var sql = new SummarySql(query, DuckDbForms.SYNTAX, DuckDbForms::of);
        try (Connection own = connection.duplicate();
                Statement statement = own.createStatement();
                ResultSet row = statement.executeQuery(sql.of(select(files)))) {
            row.next();
            return sql.read((Object[]) row.getArray(1).getArray());
        } catch (SQLException e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw DromedaryException.permanent(
                    FailureCategory.DATA, "%s: DuckDB cannot read its files: %s".formatted(query.name(), first), e);
        }
    }

    /** Columns are taken by their place, since DuckDB does not tell names in upper and lower case apart. */
    private static String select(List<Path> files) {
        return "SELECT * FROM read_parquet([%s], hive_partitioning = false)"
                .formatted(files.stream().map(FileSummaries::quoted).collect(Collectors.joining(", ")));
    }

    /** Without patterns: in a name of a file an asterisk is an asterisk. */
    private static String quoted(Path file) {
        return "'" + file.toString().replaceAll("[\\[*?]", "[$0]").replace("'", "''") + "'";
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw DromedaryException.permanent(FailureCategory.BUG, "DuckDB cannot be closed: " + e.getMessage(), e);
        }
    }
}
