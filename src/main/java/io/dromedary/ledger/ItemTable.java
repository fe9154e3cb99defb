package io.dromedary.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables and files of jobs, in SQL that H2 and PostgreSQL both understand. */
final class ItemTable {
    private static final String COLUMNS = "name, state, started_at, ended_at, row_count, rejected_count, byte_count,"
            + " file_count, location, rejects, message";
    private static final String UPDATE = "UPDATE dromedary_ledger.item SET %s = ? WHERE job_id = ? AND number = ?"
            .formatted(COLUMNS.replace(",", " = ?,"));
    private static final String INSERT = "INSERT INTO dromedary_ledger.item (%s, job_id, number) VALUES (%s?)"
            .formatted(COLUMNS, "?, ".repeat(COLUMNS.split(",", -1).length + 1));

    private final Connection connection;

    /** The connection is lent. */
    ItemTable(Connection connection) {
        this.connection = connection;
    }

    /** Puts items in, or in the place of what was there of them. */
    void save(String job, List<ItemEntry> items) throws SQLException {
        List<ItemEntry> fresh = new ArrayList<>();
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            for (ItemEntry item : items) {
                bind(update, job, item);
            }
            int[] found = items.isEmpty() ? new int[0] : update.executeBatch();
            for (int i = 0; i < found.length; i++) {
                if (found[i] == 0) {
                    fresh.add(items.get(i));
                }
            }
        }
        if (!fresh.isEmpty()) {
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                for (ItemEntry item : fresh) {
                    bind(insert, job, item);
                }
                insert.executeBatch();
            }
        }
    }

    private static void bind(PreparedStatement statement, String job, ItemEntry item) throws SQLException {
        ItemEnd result = item.result();
        @Nullable
        Object[] values = {
            item.name(),
            result.state().text(),
            JobTable.time(item.started()),
            JobTable.time(item.ended()),
            result.rows(),
            result.rejected(),
            result.bytes(),
            result.files(),
            result.location(),
            result.rejects(),
            JobTable.shortened(result.message()),
            UUID.fromString(job),
            item.number()
        };
        for (int i = 0; i < values.length; i++) {
            JobTable.set(statement, i + 1, values[i]);
        }
        statement.addBatch();
    }

    /** Those of a job, in their order. */
    List<ItemEntry> of(String job) throws SQLException {
        List<ItemEntry> items = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT number, %s FROM dromedary_ledger.item WHERE job_id = ? ORDER BY number".formatted(COLUMNS))) {
            query.setObject(1, UUID.fromString(job));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    items.add(entry(rows));
                }
            }
        }
        return items;
    }

    private static ItemEntry entry(ResultSet row) throws SQLException {
        return new ItemEntry(
                row.getInt("number"),
                row.getString("name"),
                JobTable.instant(row, "started_at").orElse(null),
                JobTable.instant(row, "ended_at").orElse(null),
                new ItemEnd(
                        State.of(row.getString("state")),
                        row.getLong("row_count"),
                        row.getLong("rejected_count"),
                        row.getLong("byte_count"),
                        row.getInt("file_count"),
                        row.getString("location"),
                        row.getString("rejects"),
                        row.getString("message")));
    }
}
