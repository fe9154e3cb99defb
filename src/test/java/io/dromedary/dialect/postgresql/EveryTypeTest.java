package io.dromedary.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dromedary.table.Column;
import io.dromedary.testing.DebianPostgres;
import io.dromedary.testing.MarkdownTables;
import io.dromedary.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Every type of a server with all the extensions that it ships is in {@code docs/types.md}, and can be exported. */
class EveryTypeTest {
    private static final Path DOCUMENT = Path.of("docs/types.md");

    /** Extensions that need a language which is not installed, or a server that has loaded them when it started. */
    private static final String CREATE_EXTENSIONS = """
            DO $$
            DECLARE
                extension text;
            BEGIN
                FOR extension IN SELECT name FROM pg_available_extensions LOOP
                    BEGIN
                        EXECUTE format('CREATE EXTENSION IF NOT EXISTS %I CASCADE', extension);
                    EXCEPTION WHEN OTHERS THEN
                        RAISE NOTICE '% is not created: %', extension, SQLERRM;
                    END;
                END LOOP;
            END $$""";

    /** A type of the catalog; {@code kind} as in the document. */
    private record CatalogType(String name, String kind, String sql) {}

    @Test
    void ofTheEmbeddedServerIsDocumentedAndExported() throws SQLException {
        checkAll(TestPostgres.createDatabase());
    }

    @Test
    void ofDebiansServerIsDocumentedAndExported() throws SQLException {
        assumeTrue(DebianPostgres.isInstalled(), "PostgreSQL 15 of Debian is not installed: apt install postgresql-15");
        try (DebianPostgres server = DebianPostgres.start()) {
            checkAll(server.database());
        }
    }

    private static void checkAll(TestPostgres postgres) throws SQLException {
        postgres.execute(
                CREATE_EXTENSIONS,
                "CREATE TYPE some_enum AS ENUM ('a')",
                "CREATE TYPE some_composite AS (a int)",
                "CREATE TYPE some_range AS RANGE (subtype = text)",
                "CREATE DOMAIN some_domain AS int4range");
        List<CatalogType> types = types(postgres);
        assertThat(types).hasSizeGreaterThan(200).extracting("name").contains("hstore", "isbn13", "_int4", "seg");

        Map<String, String> named = documentedByName();
        List<String> kinds = MarkdownTables.rows(DOCUMENT, "## Kinds of types").stream()
                .map(row -> row.get(0))
                .toList();
        assertThat(types.stream()
                        .filter(type -> type.kind().equals("base")
                                ? !named.containsKey(type.name())
                                : !kinds.contains(type.kind()))
                        .map(CatalogType::name))
                .as("types of %s that docs/types.md does not name", postgres.queryText("SHOW server_version"))
                .isEmpty();

        exportAll(
                postgres,
                types.stream().filter(type -> !type.kind().equals("pseudo")).toList(),
                named);
    }

    /** A column of each, and a row without values: that the server can print them all is all that can be missing. */
    private static void exportAll(TestPostgres postgres, List<CatalogType> types, Map<String, String> named) {
        String columns = IntStream.range(0, types.size())
                .mapToObj(i -> "c%d %s".formatted(i, types.get(i).sql()))
                .collect(Collectors.joining(", "));
        // A domain may have a default.
        String values = types.stream().map(type -> "NULL").collect(Collectors.joining(", "));
        postgres.execute(
                "CREATE TABLE every_type (%s)".formatted(columns),
                "INSERT INTO every_type VALUES (%s)".formatted(values));
        try (Source source = Source.of(postgres)) {
            var table = source.describe("every_type");
            assertThat(table.refusedColumns()).isEmpty();
            for (int i = 0; i < types.size(); i++) {
                Column column = table.columns().get(i);
                String carried = named.get(types.get(i).name());
                if (types.get(i).kind().equals("base")) {
                    assertThat(column.conversion().fidelity().label())
                            .as(column.sourceType())
                            .isEqualTo(types.get(i).name().equals("numeric") ? "measured" : carried);
                }
            }
            assertThat(source.read("every_type"))
                    .hasSize(1)
                    .first()
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .containsOnly(RowTexts.NULL);
        }
    }

    /** What the document says of base types: what becomes of their values. */
    private static Map<String, String> documentedByName() {
        Map<String, String> named = new HashMap<>();
        MarkdownTables.rows(DOCUMENT, "## Types that are carried over")
                .forEach(row -> named.put(row.get(1), row.get(3)));
        MarkdownTables.rows(DOCUMENT, "## Types of PostGIS and pgvector")
                .forEach(row -> named.put(row.get(1), row.get(3)));
        MarkdownTables.rows(DOCUMENT, "## Types that are made of others")
                .forEach(row -> named.put(row.get(0), "exact"));
        MarkdownTables.rows(DOCUMENT, "## Types that go by their text form")
                .forEach(row -> named.put(row.get(1), "text form"));
        return named;
    }

    private static List<CatalogType> types(TestPostgres postgres) throws SQLException {
        // Row types of tables are left out: those of system catalogs cannot be columns.
        String sql = """
                SELECT t.typname,
                       CASE WHEN e.typtype = 'p' THEN 'pseudo'
                            WHEN t.typcategory = 'A' AND t.typtype = 'b' THEN 'array'
                            ELSE (ARRAY['base', 'composite', 'domain', 'enum', 'range', 'multirange', 'pseudo'])
                                 [strpos('bcdermp', t.typtype::text)] END,
                       format('%I.%I', n.nspname, t.typname)
                  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
                  LEFT JOIN pg_class c ON c.oid = t.typrelid
                  LEFT JOIN pg_type e ON e.oid = t.typelem
                  LEFT JOIN pg_class ec ON ec.oid = e.typrelid
                 WHERE coalesce(c.relkind, 'c') = 'c' AND coalesce(ec.relkind, 'c') = 'c'
                 ORDER BY 1""";
        List<CatalogType> types = new ArrayList<>();
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                types.add(new CatalogType(rows.getString(1), String.valueOf(rows.getString(2)), rows.getString(3)));
            }
        }
        return types;
    }
}
