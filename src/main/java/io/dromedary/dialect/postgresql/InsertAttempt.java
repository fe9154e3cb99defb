package io.dromedary.dialect.postgresql;

import static java.util.stream.Collectors.joining;

import io.dromedary.dialect.EncodedRows;
import io.dromedary.dialect.WritePlan;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.ServerErrorMessage;

/**
 * Sends rows in text form as INSERT statements, in batches that the driver makes one statement of. Fields are
 * parameters without a type, so that the server reads each as its column's type does.
 */
final class InsertAttempt implements RowAttempt {
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d{1,5})");

    private final PgConnection connection;
    private final String sql;
    private final WritePlan plan;
    private final List<String> names;
    private final int rowsAtOnce;
    private @Nullable PreparedStatement prepared;
    private byte[] field = new byte[1 << 10];

    InsertAttempt(PgConnection connection, WritePlan plan, InsertForm form) {
        this.connection = connection;
        this.plan = plan;
        this.names = Stream.concat(
                        plan.columns().stream().map(mapped -> mapped.column().name()),
                        Stream.of(plan.ordinal()).filter(name -> !name.isEmpty()))
                .toList();
        this.rowsAtOnce = plan.options().insertRows();
        // COPY writes to every identity, too.
        this.sql = "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE %s"
                .formatted(
                        Quote.table(plan.table()),
                        names.stream().map(Quote::name).collect(joining(", ")),
                        form.values(names));
    }

    @Override
    public long send(EncodedRows rows, int from, int to) throws SQLException {
        PreparedStatement statement = prepared();
        long written = 0;
        try {
            int waiting = 0;
            for (int row = from; row < to; row++) {
                bind(statement, rows, row);
                if (rowsAtOnce == 1) {
                    written += statement.executeUpdate();
                    continue;
                }
                statement.addBatch();
                if (++waiting == rowsAtOnce || row == to - 1) {
                    written += count(statement.executeBatch());
                    waiting = 0;
                }
            }
        } finally {
            statement.clearBatch();
        }
        return written;
    }

    /** Which of its rows a statement fails for is not told, but from PostgreSQL 13 on for which parameter. */
    @Override
    public RowFault fault(SQLException e) {
        RowFault fault = RowFault.of(e, plan);
        Matcher parameter = PARAMETER.matcher(
                Failures.findServerMessage(e).map(ServerErrorMessage::getWhere).orElse(""));
        if (!fault.column().isEmpty() || !parameter.find()) {
            return fault;
        }
        String column = names.get((Integer.parseInt(parameter.group(1)) - 1) % names.size());
        return new RowFault(0, column, fault.sqlState(), fault.message());
    }

    private PreparedStatement prepared() throws SQLException {
        PreparedStatement statement = prepared;
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared = statement;
        }
        return statement;
    }

    /** Of rows that went in one statement, the driver only says that they were written. */
    private static long count(int[] counts) {
        long sum = 0;
        for (int count : counts) {
            sum += count == Statement.SUCCESS_NO_INFO ? 1 : count;
        }
        return sum;
    }

    private void bind(PreparedStatement statement, EncodedRows rows, int row) throws SQLException {
        int at = rows.start(row);
        for (int column = 1; column <= names.size(); column++) {
            int end = at;
            while (rows.bytes[end] != '\t' && rows.bytes[end] != '\n') {
                end++;
            }
            if (end - at == 2 && rows.bytes[at] == '\\' && rows.bytes[at + 1] == 'N') {
                statement.setNull(column, Types.OTHER);
            } else {
                statement.setObject(column, text(rows.bytes, at, end), Types.OTHER);
            }
            at = end + 1;
        }
    }

    private String text(byte[] bytes, int start, int end) {
        if (field.length < end - start) {
            field = new byte[Math.max(end - start, field.length * 2)];
        }
        int length = CopyText.unescape(bytes, start, end, field);
        return new String(field, 0, length, StandardCharsets.UTF_8);
    }
}
