package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.LoadedFile;
import io.dromedary.table.TableId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The rows of {@code dromedary.loaded_file}, written in the transaction that makes the rows of the file visible. */
final class LoadedFiles {
    /** Waits for another transaction that writes the same. */
    private static final String INSERT = """
            INSERT INTO dromedary.loaded_file
                   (content, settings, fingerprint, target, file, bytes, loaded, rejected, job, forced)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
            """;

    private LoadedFiles() {}

    /** Adds a file; false if the same was loaded before, and then the transaction is not to be committed. */
    static boolean add(Connection connection, LoadedFile file) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setString(1, file.content());
            statement.setString(2, file.settings());
            statement.setString(3, file.fingerprint());
            statement.setString(4, file.table().toString());
            statement.setString(5, file.file());
            statement.setLong(6, file.bytes());
            statement.setLong(7, file.rows());
            statement.setLong(8, file.rejected());
            statement.setString(9, file.job());
            statement.setBoolean(10, file.isForced());
            return statement.executeUpdate() == 1;
        }
    }

    /** Adds a file whose table was not there before: what was in one of that name is gone. */
    static boolean addFirst(Connection connection, LoadedFile file) throws SQLException {
        return addReplacing(connection, file, true);
    }

    /** Adds a file that has taken the place of all that was in its table. */
    static boolean addReplacing(Connection connection, LoadedFile file) throws SQLException {
        return addReplacing(connection, file, file.isForced());
    }

    private static boolean addReplacing(Connection connection, LoadedFile file, boolean isOfAny) throws SQLException {
        String sql = "UPDATE dromedary.loaded_file SET replaced = true WHERE target = ? AND NOT replaced"
                + " AND (?::boolean OR (content, settings) <> (?, ?))";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, file.table().toString());
            statement.setBoolean(2, isOfAny);
            statement.setString(3, file.content());
            statement.setString(4, file.settings());
            statement.executeUpdate();
        }
        return add(connection, file);
    }

    /** Says that the rows of all files are gone from their table. */
    static void forget(Connection connection, TableId table) throws SQLException {
        String sql = "UPDATE dromedary.loaded_file SET replaced = true WHERE target = ? AND NOT replaced";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table.toString());
            statement.executeUpdate();
        }
    }
}
