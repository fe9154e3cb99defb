package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was exported is loaded into an empty database, and is the same table there. */
class OwnTablesIT {
    private static final TestPostgres SOURCE = TestPostgres.createDatabase();

    private static final String SALES_SEQUENCES =
            "SELECT * FROM pg_sequences WHERE schemaname = 'sales' ORDER BY sequencename";
    private static final String ORDERS = """
            CREATE SCHEMA shop;
            CREATE TYPE shop.state AS ENUM ('open', 'it''s paid');
            CREATE DOMAIN shop.amount AS numeric(12,2) CHECK (VALUE >= 0) CHECK (VALUE < 1e9);
            CREATE TABLE shop.orders (
                id serial PRIMARY KEY,
                line bigint GENERATED ALWAYS AS IDENTITY,
                state shop.state DEFAULT 'open' NOT NULL,
                price shop.amount,
                gross numeric(12,2) GENERATED ALWAYS AS (price * 1.19) STORED,
                code varchar(40) COLLATE "C" DEFAULT upper('none') CHECK (length(code) > 1),
                at timestamptz(3) DEFAULT now(),
                CHECK (price IS NULL OR price < 100000 AND at > '2000-01-01'),
                UNIQUE (line, code) DEFERRABLE
            );
            CREATE INDEX orders_code ON shop.orders (lower(code) DESC, price) INCLUDE (state) WHERE price > 5;
            CREATE UNIQUE INDEX "odd ""name" ON shop.orders (code text_pattern_ops, id NULLS FIRST);
            CREATE INDEX ON shop.orders USING brin (at);
            COMMENT ON TABLE shop.orders IS 'what is sold';
            COMMENT ON COLUMN shop.orders.gross IS 'with tax';
            INSERT INTO shop.orders (price, code, state)
            SELECT i % 90, 'c' || i, (ARRAY['open', 'it''s paid'])[1 + i % 2]::shop.state
              FROM generate_series(1, 1000) AS i;
            """;

    @TempDir
    private Path directory;

    @BeforeAll
    static void createTables() throws IOException {
        try (InputStream sql = OwnTablesIT.class.getResourceAsStream("/it/table-definition.sql")) {
            SOURCE.execute(new String(Objects.requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8));
        }
        SOURCE.execute(ORDERS);
    }

    private JobFile job(String schema, String table) {
        return new JobFile(directory.resolve("job"), SOURCE).entry(Map.of("schema", schema, "table", table));
    }

    /** The directory of the one table of a job. */
    private static Path export(JobFile job, String name) {
        Outcome outcome = Cli.run("run", "--quiet", job.write());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return job.exports().resolve(name);
    }

    private static Outcome load(TestPostgres target, Path files, String table, String... options) {
        String url = "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(target.port(), target.database());
        List<Object> command = new ArrayList<>(List.of("load", files, "--into", table, "--database", url));
        command.addAll(List.of("--set", "import_settings.create_table=if_missing"));
        command.addAll(List.of(options));
        return Cli.run(command.toArray());
    }

    private static String rules(String table) {
        return """
                SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
                 WHERE conrelid = '%1$s'::regclass AND contype <> 'n'
                UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '%1$s'::regclass
                ORDER BY 1
                """.formatted(table);
    }

    private static void assertSameForTheCatalog(TestPostgres source, TestPostgres target, String table) {
        for (String query : List.of(CatalogRows.columns(table), CatalogRows.table(table), rules(table))) {
            assertThat(CatalogRows.of(target, query)).isEqualTo(CatalogRows.of(source, query));
        }
        assertThat(CatalogRows.of(source, CatalogRows.columns(table))).isNotEmpty();
    }

    /** How often each row is there, by its text. */
    private static Map<String, Integer> rows(TestPostgres database, String table) {
        var rows = new TreeMap<String, Integer>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT t::text FROM %s AS t".formatted(table))) {
            while (found.next()) {
                rows.merge(found.getString(1), 1, Integer::sum);
            }
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
        return rows;
    }

    private static void assertSameRows(TestPostgres target, String table, String source) {
        assertThat(rows(SOURCE, source)).isNotEmpty();
        assertThat(rows(target, table)).isEqualTo(rows(SOURCE, source));
    }

    private static String leftovers(TestPostgres database) {
        return database.queryText("SELECT count(*) FROM pg_class WHERE relname LIKE '\\_dromedary%'");
    }

    private static String ddl(Path directory) {
        return Cli.run("inspect", "--ddl", directory.resolve("part_0001.parquet"))
                .out();
    }

    @Test
    void theTableOfAllTypesIsTheSame() {
        TestPostgres source = TestPostgres.createDatabase();
        GeneratedTypes.createTable(source, 500, 1_000);
        Path exported = export(
                new JobFile(directory.resolve("job"), source).table("all_types").setting("chunk_size", 300),
                "public_all_types");
        TestPostgres target = TestPostgres.createDatabase();

        Outcome outcome = load(target, exported.resolve("*.parquet"), "all_types");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out().lines().count()).isGreaterThan(1);
        assertSameForTheCatalog(source, target, "public.all_types");
        assertThat(rows(source, "all_types")).isNotEmpty();
        assertThat(rows(target, "all_types")).isEqualTo(rows(source, "all_types"));
        assertThat(leftovers(target)).isEqualTo("0");
        Path again = export(new JobFile(directory.resolve("again"), target).table("all_types"), "public_all_types");
        assertThat(ddl(again)).contains("CREATE TYPE \"public\".\"mood\"").isEqualTo(ddl(exported));
    }

    @Test
    void keysChecksAndIndexesAreTheSameWhateverTheTableIsCalled() {
        Path exported = export(job("shop", "orders").setting("chunk_size", 100), "shop_orders");
        TestPostgres target = TestPostgres.createDatabase();

        Outcome outcome = load(target, exported, "shop.orders");
        Outcome renamed = load(target, exported, "other.sold");

        assertThat(outcome.err() + renamed.err()).isEmpty();
        assertSameForTheCatalog(SOURCE, target, "shop.orders");
        assertSameRows(target, "shop.orders", "shop.orders");
        assertSameRows(target, "other.sold", "shop.orders");
        assertThat(CatalogRows.of(target, rules("other.sold")))
                .isEqualTo(CatalogRows.of(SOURCE, rules("shop.orders")).stream()
                        .map(rule -> rule.replace("orders_", "sold_").replace("shop.orders", "other.sold"))
                        .toList());
        assertThat(target.queryText("SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef"
                        + " WHERE adrelid = 'other.sold'::regclass ORDER BY adnum LIMIT 1"))
                .isEqualTo("nextval('other.sold_id_seq'::regclass)");
        target.execute("INSERT INTO other.sold (code) VALUES ('new')", "INSERT INTO shop.orders (code) VALUES ('new')");
        assertThat(target.queryText("SELECT id FROM other.sold WHERE code = 'new'"))
                .isEqualTo("1001");
        assertThat(load(target, exported, "shop.orders").out()).contains("already loaded");
        assertThat(leftovers(target)).isEqualTo("0");
    }

    @Test
    void aPlanShowsAllStatementsAndChangesNothing() {
        Path exported = export(job("shop", "orders"), "shop_orders");
        TestPostgres target = TestPostgres.createDatabase();

        Outcome plan = load(target, exported, "other.sold", "--plan");
        Outcome checked = load(target, exported, "other.sold", "--dry-run");

        assertThat(plan.err() + checked.err()).isEmpty();
        assertThat(plan.out())
                .contains(
                        "CREATE SCHEMA IF NOT EXISTS \"other\";\n",
                        "CREATE TYPE \"shop\".\"state\" AS ENUM ('open', 'it''s paid');\n",
                        "CREATE TABLE \"other\".\"sold\" (\n",
                        "CONSTRAINT \"sold_pkey\" PRIMARY KEY (\"id\")",
                        "CREATE INDEX \"sold_code\"",
                        "pg_catalog.setval('\"other\".\"sold_id_seq\"', 1000, true)",
                        "part_0001.parquet into other.sold\n  field 1 -> id integer\n")
                .doesNotContain("gross numeric(12,2)\n");
        assertThat(checked.out()).contains("1,000 rows");
        assertThat(target.queryText("SELECT count(*) FROM pg_namespace WHERE nspname IN ('shop', 'other')"))
                .isEqualTo("0");
    }

    @Test
    void whatIsNotKnownToBeHarmlessHasToBeTrusted() {
        SOURCE.execute(
                "CREATE TABLE public.calls (id int, pid int DEFAULT pg_backend_pid())",
                "INSERT INTO public.calls VALUES (1, 2)");
        Path exported = export(job("public", "calls"), "public_calls");
        TestPostgres target = TestPostgres.createDatabase();

        Outcome checked = load(target, exported, "calls");
        assertThat(checked.exitCode()).isNotZero();
        assertThat(checked.err())
                .contains("public.calls: column pid: default: the definition in the file calls pg_backend_pid, which is"
                        + " not known to be harmless. Read it with dromedary inspect --ddl; if you trust who wrote the"
                        + " file, set import_settings.table_definition to trusted, or to ignored");
        assertThat(target.queryText("SELECT to_regclass('calls')")).isEqualTo("null");

        String setting = "import_settings.table_definition=";
        assertThat(load(target, exported, "calls", "--set", setting + "trusted").err())
                .isEmpty();
        assertSameForTheCatalog(SOURCE, target, "public.calls");
        assertThat(load(target, exported, "guessed", "--set", setting + "ignored")
                        .err())
                .isEmpty();
        assertThat(CatalogRows.of(target, CatalogRows.columns("public.guessed")).get(1))
                .doesNotContain("pid()");
    }

    @Test
    void whatIsThereHasToBeTheSame() {
        Path exported = export(job("sales", "all_of_it"), "sales_all_of_it");
        TestPostgres target = TestPostgres.createDatabase();

        assertThat(load(target, exported, "sales.all_of_it").err())
                .contains("sales.all_of_it cannot be made as its file says: the type")
                .contains("which the database does not have. Let an administrator say: CREATE EXTENSION");
        target.execute(
                "CREATE SCHEMA \"Odd schema\"",
                "CREATE EXTENSION hstore SCHEMA \"Odd schema\"",
                "CREATE EXTENSION citext",
                "CREATE SCHEMA sales",
                "CREATE TYPE sales.mood AS ENUM ('other')");
        assertThat(load(target, exported, "sales.all_of_it").err())
                .contains("the type sales.mood is there and differs from that of the file. Rename or drop it");
        assertThat(target.queryText("SELECT count(*) FROM pg_type WHERE typnamespace = 'sales'::regnamespace"))
                .isEqualTo("2");
    }

    @Test
    void partsWithTheSameContentAreAllLoaded() throws IOException {
        SOURCE.execute(
                "CREATE TABLE public.same (t text)",
                "INSERT INTO public.same SELECT repeat('x', 100) FROM generate_series(1, 30000)");
        Path exported = export(job("public", "same").setting("max_rows_per_file", 5000), "public_same");
        TestPostgres target = TestPostgres.createDatabase();

        List<String> digests = new ObjectMapper()
                .readTree(exported.resolve("_export_metadata.json").toFile())
                .path("chunks")
                .findValuesAsText("sha256");
        assertThat(new HashSet<>(digests)).hasSizeLessThan(digests.size());
        Outcome outcome = load(target, exported, "same");

        assertThat(outcome.err()).isEmpty();
        assertSameRows(target, "public.same", "public.same");
        assertThat(load(target, exported, "same").out().lines()).allMatch(line -> line.contains("already loaded"));
    }

    @Test
    void columnsThatDirectoriesAreNamedAfterHaveToBeInTheFiles() {
        JobFile job = job("shop", "orders").setting("partition_by", List.of("state"));
        TestPostgres target = TestPostgres.createDatabase();

        assertThat(load(target, export(job, "shop_orders"), "shop.orders").err())
                .contains("the table has the column state, which is not in the file. Export it with"
                        + " partition_columns_in_files: true");
        job.setting("partition_columns_in_files", true).setting("conflict_resolution", "overwrite");
        assertThat(load(target, export(job, "shop_orders"), "shop.orders").err())
                .isEmpty();
        assertSameForTheCatalog(SOURCE, target, "shop.orders");
        assertSameRows(target, "shop.orders", "shop.orders");
    }

    @Test
    void anEmptyTableIsMadeToo() {
        SOURCE.execute("CREATE TABLE public.nothing (id int PRIMARY KEY, t text DEFAULT 'x')");
        Path exported = export(job("public", "nothing"), "public_nothing");
        TestPostgres target = TestPostgres.createDatabase();

        assertThat(load(target, exported, "nothing").err()).isEmpty();
        assertSameForTheCatalog(SOURCE, target, "public.nothing");
    }

    @Test
    void aTableWithAllThatADefinitionHoldsIsTheSame() {
        Path exported = export(job("sales", "all_of_it"), "sales_all_of_it");
        TestPostgres target = TestPostgres.createDatabase();
        target.execute(
                "CREATE SCHEMA \"Odd schema\"",
                "CREATE EXTENSION hstore SCHEMA \"Odd schema\"",
                "CREATE EXTENSION citext");

        Outcome outcome = load(target, exported.resolve("*.parquet"), "sales.all_of_it");

        assertThat(outcome.err()).isEmpty();
        assertSameForTheCatalog(SOURCE, target, "sales.all_of_it");
        assertThat(CatalogRows.of(target, SALES_SEQUENCES))
                .hasSize(4)
                .isEqualTo(CatalogRows.of(SOURCE, SALES_SEQUENCES));
        assertThat(CatalogRows.of(target, CatalogRows.TYPES)).isEqualTo(CatalogRows.of(SOURCE, CatalogRows.TYPES));
        assertSameRows(target, "sales.all_of_it", "sales.all_of_it");
        target.execute("INSERT INTO sales.all_of_it (price) VALUES (1)");
        for (String column : List.of("id", "number", "old", "shared")) {
            assertThat(target.queryText("SELECT count(*) - count(DISTINCT %s) FROM sales.all_of_it".formatted(column)))
                    .as(column)
                    .isEqualTo("0");
        }
    }
}
