package io.dromedary.ledger;

import io.dromedary.ledger.JobEntry.Outcome;
import io.dromedary.ledger.JobEntry.Times;
import io.dromedary.ledger.JobEntry.Worker;
import io.dromedary.process.ProcessIdentity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The jobs, in SQL that H2 and PostgreSQL both understand. */
final class JobTable {
    private static final int TEXT_MAX = 10_000;
    private static final String COLUMNS = "kind, name, state, specification, created_at, started_at, ended_at, message,"
            + " program, host, kernel, pid, process_started, row_count, rejected_count, byte_count, bytes_total,"
            + " percent, items_total, items_ended, category";

    /** The ledger's clock, since that of the other machine may be another. */
    private static final String UPDATE = "UPDATE dromedary_ledger.job SET seen_at = CURRENT_TIMESTAMP, "
            + COLUMNS.replace(",", " = ?,") + " = ? WHERE id = ?";

    private static final String INSERT =
            "INSERT INTO dromedary_ledger.job (seen_at, %s, id) VALUES (CURRENT_TIMESTAMP, %s)"
                    .formatted(COLUMNS, "?, ".repeat(COLUMNS.split(",", -1).length) + "?");

    private final Connection connection;

    /** The connection is lent. */
    JobTable(Connection connection) {
        this.connection = connection;
    }

    /** Puts a job in, or in the place of what was there of it. */
    void save(JobEntry job) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            bind(update, job);
            if (update.executeUpdate() > 0) {
                return;
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            bind(insert, job);
            insert.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, JobEntry job) throws SQLException {
        ProcessIdentity process = job.worker().process();
        JobProgress progress = job.progress();
        @Nullable
        Object[] values = {
            job.start().kind().text(),
            job.start().name(),
            job.outcome().state().text(),
            job.start().specification(),
            time(job.start().created()),
            time(job.times().started()),
            time(job.times().ended()),
            shortened(job.outcome().message()),
            job.worker().program(),
            job.worker().host(),
            process.kernel(),
            process.pid(),
            process.started(),
            progress.rows(),
            progress.rejected(),
            progress.bytes(),
            progress.bytesTotal() < 0 ? null : progress.bytesTotal(),
            progress.percent() < 0 ? null : progress.percent(),
            progress.items(),
            progress.itemsEnded(),
            job.outcome().category(),
            UUID.fromString(job.start().id())
        };
        for (int i = 0; i < values.length; i++) {
            set(statement, i + 1, values[i]);
        }
    }

    /** The newest first. */
    List<JobEntry> newest(int limit) throws SQLException {
        return select("ORDER BY created_at DESC, id FETCH FIRST %d ROWS ONLY".formatted(limit), List.of());
    }

    /** Those whose id begins so, the newest first. */
    List<JobEntry> startingWith(String id) throws SQLException {
        return select(
                "WHERE CAST(id AS varchar(36)) LIKE ? ORDER BY created_at DESC FETCH FIRST 3 ROWS ONLY",
                List.of(id + "%"));
    }

    /** Those that no process has given an end. */
    List<JobEntry> open() throws SQLException {
        return select("WHERE state IN ('queued', 'running')", List.of());
    }

    /** The ids of jobs without a sign of life for so many minutes, by the ledger's clock. */
    Set<String> silent(int minutes) throws SQLException {
        Set<String> ids = new HashSet<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT id FROM dromedary_ledger.job WHERE state IN ('queued', 'running')"
                                + " AND seen_at < CURRENT_TIMESTAMP - INTERVAL '%d' MINUTE".formatted(minutes));
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    /** Ends a job whose process is gone: at its last sign of life. */
    void interrupt(String id, String message) throws SQLException {
        execute(
                "UPDATE dromedary_ledger.job SET state = 'interrupted', ended_at = seen_at, message = ?"
                        + " WHERE id = ? AND state IN ('queued', 'running')",
                message,
                UUID.fromString(id));
        for (State state : List.of(State.RUNNING, State.QUEUED)) {
            execute(
                    "UPDATE dromedary_ledger.item SET state = ?, ended_at ="
                            + " (SELECT ended_at FROM dromedary_ledger.job WHERE id = job_id)"
                            + " WHERE job_id = ? AND state = ?",
                    (state == State.RUNNING ? State.INTERRUPTED : State.CANCELLED).text(),
                    UUID.fromString(id),
                    state.text());
        }
    }

    /** Removes jobs that ended before; returns how many. */
    int removeEndedBefore(Instant time) throws SQLException {
        return execute("DELETE FROM dromedary_ledger.job WHERE ended_at < ?", time(time));
    }

    /** Removes all but the newest of those that have ended. */
    void removeAllBut(int newest) throws SQLException {
        execute("DELETE FROM dromedary_ledger.job WHERE ended_at < (SELECT min(ended_at) FROM (SELECT ended_at"
                + " FROM dromedary_ledger.job WHERE ended_at IS NOT NULL ORDER BY ended_at DESC"
                + " FETCH FIRST %d ROWS ONLY) kept)".formatted(newest));
    }

    private List<JobEntry> select(String rest, List<String> texts) throws SQLException {
        List<JobEntry> jobs = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT id, seen_at, %s FROM dromedary_ledger.job %s".formatted(COLUMNS, rest))) {
            for (int i = 0; i < texts.size(); i++) {
                query.setString(i + 1, texts.get(i));
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    jobs.add(entry(rows));
                }
            }
        }
        return jobs;
    }

    private static JobEntry entry(ResultSet row) throws SQLException {
        var start = new JobStart(
                row.getString("id"),
                JobKind.of(row.getString("kind")),
                row.getString("name"),
                row.getString("specification"),
                requiredInstant(row, "created_at"),
                List.of());
        var process = new ProcessIdentity(row.getString("kernel"), row.getLong("pid"), row.getLong("process_started"));
        var progress = new JobProgress(
                row.getLong("row_count"),
                row.getLong("rejected_count"),
                row.getLong("byte_count"),
                row.getObject("bytes_total") == null ? JobStart.UNKNOWN : row.getLong("bytes_total"),
                row.getObject("percent") == null ? JobStart.UNKNOWN : row.getInt("percent"),
                row.getInt("items_total"),
                row.getInt("items_ended"));
        return new JobEntry(
                start,
                new Outcome(State.of(row.getString("state")), row.getString("category"), row.getString("message")),
                new Times(
                        instant(row, "started_at").orElse(null),
                        instant(row, "ended_at").orElse(null),
                        requiredInstant(row, "seen_at")),
                new Worker(row.getString("program"), row.getString("host"), process),
                progress);
    }

    private static Instant requiredInstant(ResultSet row, String column) throws SQLException {
        return instant(row, column).orElseThrow(() -> new SQLException(column + " is empty"));
    }

    static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    static @Nullable OffsetDateTime time(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    /** Long enough for people; a message may quote a file. */
    static @Nullable String shortened(@Nullable String text) {
        return text == null || text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "...";
    }

    /** PostgreSQL takes no NUL in a text. */
    static void set(PreparedStatement statement, int number, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(number, Types.NULL);
        } else {
            statement.setObject(number, value instanceof String text ? text.replace('\0', ' ') : value);
        }
    }

    private int execute(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                set(statement, i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
