package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.dialect.postgresql.DescribedTable;
import io.dromedary.parquet.ForeignReaders;
import io.dromedary.parquet.ForeignRecords;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.TableSchema;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays of every type, and all else that is made of others: equal to PostgreSQL, value by value. */
class NestedTypesIT {
    private static final TestPostgres POSTGRES = TestPostgres.createDatabase();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EDGE_ROWS = 1_000;
    private static final int ROWS = 1_500;

    /** Types with the leaves that they have in {@link ForeignReaders}, as SQL of {@code x}. */
    private static final Map<String, String> LEAVES = Map.ofEntries(
            Map.entry("bytea", "encode(x, 'hex')"),
            Map.entry("bpchar", "encode(bpcharsend(x), 'hex')"),
            Map.entry("uuid", "replace(x::text, '-', '')"),
            Map.entry("date", "x - date '1970-01-01'"),
            Map.entry("time", "(extract(epoch FROM x) * 1000000)::bigint"),
            Map.entry("timestamp", "(extract(epoch FROM x) * 1000000)::bigint"),
            Map.entry("timestamptz", "(extract(epoch FROM x) * 1000000)::bigint"));

    /** Other types: values of row {@code i}, and what they are as JSON, as SQL of {@code x}. */
    private record Other(String type, String value, String json) {}

    private static final List<Other> OTHERS = List.of(
            new Other(
                    "int4range",
                    "CASE i % 3 WHEN 0 THEN 'empty' WHEN 1 THEN int4range(NULL, i) ELSE int4range(i, 2 * i) END",
                    range()),
            new Other("tsrange", "tsrange(timestamp '2024-01-01' + i * interval '1 s', NULL, '(]')", range()),
            new Other(
                    "numrange",
                    "numrange(i / 7.0, i)",
                    range().replace("leaf(lower(x)), leaf(upper(x))", "leaf(lower(x)::text), leaf(upper(x)::text)")),
            new Other(
                    "int4multirange",
                    "CASE i % 3 WHEN 0 THEN '{}' ELSE int4multirange(int4range(i, i + 5), int4range(i + 9, NULL)) END",
                    "ARRAY(SELECT as_json(r) FROM unnest(x) AS r)"),
            new Other(
                    "interval",
                    "make_interval(months => i % 40 - 20, days => -i, secs => i / 1e3)",
                    "ARRAY[(extract(year FROM x) * 12 + extract(month FROM x))::bigint, extract(day FROM x)::bigint,"
                            + " (extract(epoch FROM x - date_trunc('day', x)) * 1000000)::bigint]"),
            new Other(
                    "hstore",
                    "CASE i % 3 WHEN 0 THEN '' ELSE hstore(ARRAY['a', 'k' || i, ''], ARRAY[i::text, NULL, 'ü']) END",
                    "ARRAY(SELECT json_build_array(leaf(key), leaf(value)) FROM each(x))"),
            new Other(
                    "pair",
                    "CASE i % 3 WHEN 0 THEN ROW(NULL, NULL)::pair ELSE ROW(i, 'x' || i)::pair END",
                    "json_build_array(leaf((x).a), leaf((x).b))"),
            new Other(
                    "pair[]",
                    "CASE i % 3 WHEN 0 THEN '{}' ELSE ARRAY[ROW(i, 'x')::pair, NULL, ROW(NULL, 'ü')::pair] END",
                    "ARRAY(SELECT as_json(x[n]) FROM generate_subscripts(x, 1) AS n ORDER BY n)"),
            new Other(
                    "bag",
                    "ROW(ARRAY[i, NULL], ROW(i, 'y'), ARRAY[ROW(i, NULL)::pair], interval '1 day' * i)::bag",
                    "json_build_array(as_json((x).numbers), as_json((x).one), as_json((x).many), as_json((x).wait))"),
            new Other(
                    "bag[]",
                    "ARRAY[NULL, ROW(NULL, NULL, '{}', NULL)::bag, ROW('{}', ROW(i, 'z'), NULL, NULL)::bag]",
                    "ARRAY(SELECT as_json(x[n]) FROM generate_subscripts(x, 1) AS n ORDER BY n)"));

    /** Arrays whose own JSON says it all. */
    private static final List<Other> DIMENSIONAL = List.of(
            new Other("int[][]", "CASE i % 3 WHEN 0 THEN '{}' ELSE ARRAY[[i, NULL], [-i, i * 2], [0, 1]] END", ""),
            new Other("bigint[][][]", "ARRAY[[[i], [2]], [[NULL::bigint], [i * 1000000000::bigint]]]", ""));

    @TempDir
    private Path directory;

    @BeforeAll
    static void createTable() {
        POSTGRES.execute(
                "CREATE EXTENSION hstore",
                "CREATE TYPE mood AS ENUM ('sad', 'ok', 'Zufrieden ✓')",
                "CREATE TYPE pair AS (a int, b text)",
                "CREATE TYPE bag AS (numbers int[], one pair, many pair[], wait interval)");
        List<Other> columns = new ArrayList<>();
        for (GeneratedTypes type : GeneratedTypes.all()) {
            createFunctions(type.catalogName());
            columns.add(arrayOf(type));
        }
        for (Other other : OTHERS) {
            createFunction("as_json", other.type(), "json", "to_json(%s)".formatted(other.json()));
            columns.add(other);
        }
        columns.addAll(DIMENSIONAL);
        String names = IntStream.range(0, columns.size())
                .mapToObj(i -> "c%d %s".formatted(i, columns.get(i).type()))
                .collect(Collectors.joining(", "));
        String values = IntStream.range(0, columns.size())
                .mapToObj(i -> "CASE (i + %d) %% 6 WHEN 0 THEN NULL ELSE %s END"
                        .formatted(i, columns.get(i).value()))
                .collect(Collectors.joining(", "));
        POSTGRES.execute(
                "CREATE TABLE nested (%s)".formatted(names),
                "INSERT INTO nested SELECT %s FROM generate_series(1, %d) AS o(i)".formatted(values, ROWS));
    }

    private static Other arrayOf(GeneratedTypes type) {
        String values = """
                (SELECT array_agg(v ORDER BY n)
                   FROM (SELECT i AS n, %s AS v FROM generate_series(o.i, o.i + o.i %% 4) AS i) AS s)
                """.formatted(type.value(EDGE_ROWS, true));
        return new Other(type.type() + "[]", values, "");
    }

    private static String range() {
        return "json_build_array(leaf(lower(x)), leaf(upper(x)), lower_inc(x), upper_inc(x), isempty(x))";
    }

    /** What says of a value, and of an array of such, what it is in a file. */
    private static void createFunctions(String type) {
        boolean isText =
                List.of("text", "varchar", "name", "json", "jsonb", "mood").contains(type);
        String leaf = isText ? "encode(convert_to(x::text, 'UTF8'), 'hex')" : LEAVES.getOrDefault(type, "x");
        createFunction("leaf", type, "text", "(%s)::text".formatted(leaf));
        createFunction(
                "as_json",
                type + "[]",
                "json",
                "to_json(ARRAY(SELECT leaf(e) FROM unnest(x) WITH ORDINALITY AS u(e, n) ORDER BY n))");
    }

    private static void createFunction(String name, String type, String result, String body) {
        POSTGRES.execute("CREATE OR REPLACE FUNCTION %s(x %s) RETURNS %s LANGUAGE sql STRICT AS $$ SELECT %s $$"
                .formatted(name, type, result, body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "zstd"})
    void isEqualForForeignReaders(String codec) throws SQLException, IOException {
        var job = new JobFile(directory, POSTGRES)
                .setting("compression", codec)
                .setting("chunk_size", ROWS / 3)
                .table("nested");
        Cli.Outcome outcome = Cli.run("run", "--quiet", job.write());
        assertThat(outcome.err()).isEmpty();

        TableSchema schema = DescribedTable.schema(POSTGRES, "nested");
        List<List<@Nullable Object>> expected = expected(schema);
        List<List<@Nullable Object>> java = new ArrayList<>();
        List<List<@Nullable Object>> duckDb = new ArrayList<>();
        for (Path file : files(job.exports().resolve("public_nested"))) {
            append(java, ForeignRecords.parquetJava(file, schema));
            append(duckDb, ForeignReaders.duckDb(file, schema));
        }
        for (int i = 0; i < expected.size(); i++) {
            assertThat(expected.get(i)).hasSize(ROWS).contains((Object) null);
            assertThat(java.get(i))
                    .as("parquet-java: %s", schema.columns().get(i))
                    .isEqualTo(expected.get(i));
            assertThat(duckDb.get(i)).as("DuckDB: %s", schema.columns().get(i)).isEqualTo(expected.get(i));
        }
    }

    private static List<Path> files(Path table) throws IOException {
        try (Stream<Path> files = Files.list(table)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
        }
    }

    private static void append(List<List<@Nullable Object>> columns, List<List<@Nullable Object>> more) {
        for (int i = 0; i < more.size(); i++) {
            if (columns.size() == i) {
                columns.add(new ArrayList<>());
            }
            columns.get(i).addAll(more.get(i));
        }
    }

    /** The columns as PostgreSQL has them. */
    private static List<List<@Nullable Object>> expected(TableSchema schema) throws SQLException, IOException {
        List<List<@Nullable Object>> columns = new ArrayList<>();
        schema.columns().forEach(column -> columns.add(new ArrayList<>()));
        int dimensional = columns.size() - DIMENSIONAL.size();
        String select = schema.columns().stream()
                .map(Column::name)
                .map(name -> Integer.parseInt(name.substring(1)) < dimensional
                        ? "as_json(%s)".formatted(name)
                        : "to_json(%s)".formatted(name))
                .collect(Collectors.joining(", "));
        try (Connection connection = POSTGRES.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT %s FROM nested ORDER BY ctid".formatted(select))) {
            while (rows.next()) {
                for (int i = 0; i < columns.size(); i++) {
                    String json = rows.getString(i + 1);
                    columns.get(i)
                            .add(
                                    json == null
                                            ? null
                                            : value(
                                                    JSON.readTree(json),
                                                    schema.columns().get(i).type()));
                }
            }
        }
        return columns;
    }

    private static @Nullable Object value(JsonNode json, ColumnType type) {
        if (json.isNull()) {
            return null;
        } else if (type instanceof ColumnType.ListOf list) {
            List<@Nullable Object> values = new ArrayList<>();
            json.forEach(element -> values.add(value(element, list.element())));
            return values;
        } else if (type instanceof ColumnType.MapOf map) {
            List<@Nullable Object> values = new ArrayList<>();
            json.forEach(entry -> values.add(value(entry, map.entry())));
            return values;
        } else if (type instanceof ColumnType.Struct struct) {
            List<@Nullable Object> values = new ArrayList<>();
            struct.fields().forEach(field -> values.add(value(json.get(values.size()), field.type())));
            return values;
        }
        return leaf(json.asText(), type);
    }

    private static Object leaf(String text, ColumnType type) {
        if (type instanceof ColumnType.Bool) {
            return Boolean.valueOf(text);
        } else if (type instanceof ColumnType.Float32) {
            return Float.valueOf(text);
        } else if (type instanceof ColumnType.Float64) {
            return Double.valueOf(text);
        } else if (type instanceof ColumnType.Decimal decimal) {
            return ForeignReaders.unscaled(
                    decimal, new BigDecimal(text).setScale(decimal.scale(), RoundingMode.UNNECESSARY));
        } else if (type instanceof ColumnType.Int32 || type instanceof ColumnType.Date) {
            return Integer.valueOf(text);
        } else if (type instanceof ColumnType.Int64
                || type instanceof ColumnType.Time
                || type instanceof ColumnType.Timestamp) {
            return Long.valueOf(text);
        }
        return text;
    }
}
