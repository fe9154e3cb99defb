package io.dromedary.it;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads published files as somebody else would. */
final class DuckDb {
    private DuckDb() {}

    /** The files of a table's directory, as a table function. */
    static String files(Path directory) {
        return "read_parquet('%s/*.parquet')".formatted(directory.toString().replace("'", "''"));
    }

    /** Rows in the files of a table's directory. */
    static long count(Path directory) {
        return Long.parseLong(query("select count(*) from " + files(directory)).get(0));
    }

    /** The rows of a query, each as its columns' texts joined by {@code |}. */
    static List<String> query(String sql) {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return texts(rows);
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** All rows, each as its columns' texts joined by {@code |}. */
    static List<String> texts(ResultSet rows) throws SQLException {
        List<String> texts = new ArrayList<>();
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                row.add(String.valueOf(rows.getString(i)));
            }
            texts.add(String.join("|", row));
        }
        return texts;
    }
}
