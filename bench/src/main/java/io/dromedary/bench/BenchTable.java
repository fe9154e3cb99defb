package io.dromedary.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * A table that is exported.
 *
 * @param schema one for each scale, so that scales lie side by side
 * @param name {@code lineitem} or {@code events}
 * @param scale how large: 6 million rows for 1
 * @param rows how many it has
 * @param heapBytes its size
 */
record BenchTable(String schema, String name, double scale, long rows, long heapBytes) {
    private static final long EVENTS_ROWS = 6_000_000;

    /** The table of that name and scale, loaded if the server does not have it yet, and read once. */
    static BenchTable prepare(BenchServer server, String name, double scale) throws SQLException, IOException {
        String schema = "bench_" + String.format(Locale.ROOT, "%s", scale).replace('.', '_');
        String qualified = schema + "." + name;
        if (server.ask("SELECT to_regclass('%s')".formatted(qualified)).isEmpty()) {
            Console.say("loading %s, scale %s ...", name, scale);
            load(server, schema, name, scale);
        }
        // Counting reads every block once.
        long rows = Long.parseLong(server.ask("SELECT count(*) FROM " + qualified));
        long bytes = Long.parseLong(server.ask("SELECT pg_relation_size('%s')".formatted(qualified)));
        return new BenchTable(schema, name, scale, rows, bytes);
    }

    private static void load(BenchServer server, String schema, String name, double scale)
            throws SQLException, IOException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            // Filled in the transaction that creates it: either it is there, whole, or not at all. And without a log.
            connection.setAutoCommit(false);
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
            if (name.equals("lineitem")) {
                loadLineitem(connection, statement, schema, scale);
            } else if (name.equals("events")) {
                loadEvents(statement, schema, scale);
            } else {
                throw new IllegalArgumentException(
                        "--tables: there is no table %s; known are lineitem and events.".formatted(name));
            }
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("VACUUM (FREEZE, ANALYZE) %s.%s".formatted(schema, name));
        }
    }

    private static void loadLineitem(Connection connection, Statement statement, String schema, double scale)
            throws SQLException, IOException {
        statement.execute("""
                CREATE TABLE %s.lineitem (
                    l_orderkey bigint NOT NULL,
                    l_partkey bigint NOT NULL,
                    l_suppkey bigint NOT NULL,
                    l_linenumber integer NOT NULL,
                    l_quantity numeric(15,2) NOT NULL,
                    l_extendedprice numeric(15,2) NOT NULL,
                    l_discount numeric(15,2) NOT NULL,
                    l_tax numeric(15,2) NOT NULL,
                    l_returnflag char(1) NOT NULL,
                    l_linestatus char(1) NOT NULL,
                    l_shipdate date NOT NULL,
                    l_commitdate date NOT NULL,
                    l_receiptdate date NOT NULL,
                    l_shipinstruct char(25) NOT NULL,
                    l_shipmode char(10) NOT NULL,
                    l_comment varchar(44) NOT NULL
                )""".formatted(schema));
        String copy = "COPY %s.lineitem FROM STDIN (DELIMITER '|')".formatted(schema);
        var lines = new LineitemLines(scale);
        try (var out = new PGCopyOutputStream(connection.unwrap(PGConnection.class), copy, 1 << 16)) {
            while (lines.hasNext()) {
                out.write(lines.next().getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private static void loadEvents(Statement statement, String schema, double scale) throws SQLException {
        statement.execute("""
                CREATE TABLE %s.events (
                    id bigserial NOT NULL,
                    created_at timestamptz NOT NULL,
                    user_id integer NOT NULL,
                    kind text NOT NULL,
                    amount double precision NOT NULL,
                    processed boolean NOT NULL,
                    payload jsonb NOT NULL,
                    trace uuid NOT NULL,
                    note text
                )""".formatted(schema));
        statement.execute("""
                INSERT INTO %s.events (created_at, user_id, kind, amount, processed, payload, trace, note)
                SELECT timestamptz '2024-01-01 00:00:00+00' + n * interval '7.3 seconds',
                       hashint8(n) & 1048575,
                       (ARRAY['click', 'view', 'purchase', 'login', 'logout', 'search'])[1 + mod(hashint8(n + 1) & 1023, 6)],
                       (hashint8(n + 2) & 1048575) / 128.0,
                       mod(hashint8(n + 3), 2) = 0,
                       jsonb_build_object('session', md5(n::text), 'page', hashint8(n + 4) & 255, 'ok', mod(n, 3) = 0),
                       md5(n::text || 'trace')::uuid,
                       CASE WHEN mod(n, 5) = 0 THEN NULL ELSE 'note ' || (hashint8(n + 5) & 65535) END
                  FROM generate_series(1, %d) AS n
                """.formatted(schema, Math.round(EVENTS_ROWS * scale)));
    }
}
