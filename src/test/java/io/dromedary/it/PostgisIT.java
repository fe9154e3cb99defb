package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.testing.DebianPostgres;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.io.WKTReader;

/** Geometries of a real PostGIS, where Debian's is installed, as DuckDB and JTS read them. */
class PostgisIT {
    private static final List<String> KINDS = List.of(
            "POINT(1 2)",
            "POINT Z (1 2 3)",
            "POINT M (1 2 3)",
            "POINT ZM (1 2 3 4)",
            "POINT EMPTY",
            "LINESTRING(0 0, 1 1, 2 0)",
            "LINESTRING EMPTY",
            "POLYGON((0 0, 9 0, 9 9, 0 0), (2 1, 3 1, 3 2, 2 1))",
            "POLYGON Z ((0 0 1, 9 0 1, 9 9 1, 0 0 1))",
            "POLYGON EMPTY",
            "MULTIPOINT(1 2, 3 4)",
            "MULTIPOINT ZM (1 2 3 4, 5 6 7 8)",
            "MULTILINESTRING((0 0, 1 1), (2 2, 3 3))",
            "MULTIPOLYGON(((0 0, 9 0, 9 9, 0 0)), ((20 20, 29 20, 29 29, 20 20)))",
            "MULTIPOLYGON EMPTY",
            "GEOMETRYCOLLECTION(POINT(1 2), GEOMETRYCOLLECTION(LINESTRING(0 0, 1 1), POINT EMPTY))",
            "GEOMETRYCOLLECTION EMPTY",
            "CIRCULARSTRING(0 0, 1 1, 2 0)",
            "COMPOUNDCURVE(CIRCULARSTRING(0 0, 1 1, 2 0), (2 0, 3 0))",
            "CURVEPOLYGON(CIRCULARSTRING(0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 3 3, 3 1, 1 1))",
            "MULTICURVE((0 0, 5 5), CIRCULARSTRING(4 0, 4 4, 8 4))",
            "MULTISURFACE(CURVEPOLYGON(CIRCULARSTRING(0 0, 4 0, 4 4, 0 4, 0 0)), ((10 10, 14 12, 11 10, 10 10)))",
            "POLYHEDRALSURFACE Z (((0 0 0, 0 0 1, 0 1 1, 0 1 0, 0 0 0)), ((0 0 0, 0 1 0, 1 1 0, 1 0 0, 0 0 0)))",
            "TIN(((0 0, 0 1, 1 0, 0 0)))",
            "TRIANGLE((0 0, 0 9, 9 0, 0 0))");
    private static final int MANY = 5_000;

    private static @Nullable DebianPostgres server;
    private static TestPostgres db = new TestPostgres(0, "none");

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        if (DebianPostgres.hasExtension("postgis")) {
            server = DebianPostgres.start();
            db = server.database();
            db.execute("CREATE SCHEMA \"the gis\"", "CREATE EXTENSION postgis SCHEMA \"the gis\"");
        }
    }

    /** For each test, since a class that is skipped as a whole is not in the count. */
    @BeforeEach
    void skipWithoutPostgis() {
        assumeTrue(server != null, "PostGIS of Debian is not installed: apt install postgresql-15-postgis-3");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void everyKindIsWhatPostgisSaysOfIt() throws IOException, SQLException, ParseException {
        gis("CREATE TABLE kinds (id int, g geometry, declared geometry(GeometryZM,25832), e geography)");
        for (String kind : KINDS) {
            boolean isStraight = !kind.matches("(CIRC|COMP|CURVE|MULTIC|MULTIS|POLYH|TIN|TRI).*");
            gis(("INSERT INTO kinds SELECT %d, ST_GeomFromText('%s', 3857), ST_Force4D(ST_GeomFromText('%s', 25832)),"
                            + " %s")
                    .formatted(
                            KINDS.indexOf(kind),
                            kind,
                            kind,
                            isStraight ? "'SRID=4326;%s'::geography".formatted(kind) : "NULL"));
        }
        gis(
                "INSERT INTO kinds SELECT i, ST_Buffer(ST_SetSRID(ST_MakePoint(i, -i), 3857), i), NULL,"
                        + " ST_MakePoint(i %% 180, i %% 90)::geography FROM generate_series(1000, %d) AS i"
                                .formatted(1000 + MANY - 1),
                "INSERT INTO kinds VALUES (100)");

        run(job().table("kinds"));

        String columns = "hex(g), hex(declared), hex(e)";
        List<String> exported =
                DuckDb.query("select id, %s from %s order by id".formatted(columns, DuckDb.files(published("kinds"))));
        List<String> stored = rows("SELECT id, %s FROM kinds ORDER BY id"
                .formatted(columns.replaceAll("hex\\((\\w+)\\)", "upper(encode(ST_AsBinary($1, 'NDR'), 'hex'))")));
        assertThat(exported).hasSize(KINDS.size() + MANY + 1).isEqualTo(stored);
        for (int i = 0; i < KINDS.size(); i++) {
            if (!exported.get(i).endsWith("|null")) {
                assertThat(ofForeignReader(exported.get(i).split("\\|", -1)[1])
                                .equalsExact(new WKTReader().read(KINDS.get(i))))
                        .as(KINDS.get(i))
                        .isTrue();
            }
        }
    }

    private static Geometry ofForeignReader(String hex) throws ParseException {
        return new WKBReader().read(HexFormat.of().parseHex(hex));
    }

    @Test
    void theFileSaysWhatTheyAre() throws IOException {
        gis(
                "CREATE TABLE places (id int, at geometry(Point,4326), area geometry, way geography)",
                "INSERT INTO places VALUES (1, 'SRID=4326;POINT(1 2)', 'SRID=3857;POLYGON Z EMPTY', 'LINESTRING(0 0,1 1)')");

        run(job().table("places"));

        String keyValues = "select decode(value) from parquet_kv_metadata('%s') where decode(key) = '%s'";
        Path file = published("places").resolve("part_0001.parquet");
        String geo = DuckDb.query(keyValues.formatted(file, "geo")).get(0);
        assertThat(new ObjectMapper().readTree(geo)).isEqualTo(new ObjectMapper().readTree("""
                {"version": "1.1.0", "primary_column": "at", "columns": {
                    "at": {"encoding": "WKB", "geometry_types": ["Point"]},
                    "area": {"encoding": "WKB", "geometry_types": ["Polygon Z"], "crs": null},
                    "way": {"encoding": "WKB", "geometry_types": ["LineString"], "edges": "spherical"}}}"""));
        assertThat(DuckDb.query(keyValues.formatted(file, "dromedary.srids")))
                .containsExactly("{\"at\":4326,\"area\":3857,\"way\":4326}");
        assertThat(Cli.run("verify", directory.resolve("exports")).exitCode()).isZero();
    }

    @Test
    void theTableIsCreatedAgainWithTheSameTypes() {
        gis(
                "CREATE TABLE again (a geometry(MultiPolygonZM,25832), b geometry, c geography(PointZ,4326), d geometry(Point),"
                        + " e geography)");
        run(job().table("again"));
        Cli.Outcome ddl = Cli.run("inspect", "--ddl", published("again").resolve("part_0001.parquet"));
        assertThat(ddl.exitCode()).as(ddl.err()).isZero();
        db.execute("CREATE DATABASE other");
        var other = new TestPostgres(db.port(), "other");

        other.execute(ddl.out());

        String types = "SELECT string_agg(format_type(atttypid, atttypmod), ' ' ORDER BY attnum) FROM pg_attribute"
                + " WHERE attrelid = 'again'::regclass AND attnum > 0";
        assertThat(other.queryText(types))
                .contains("\"the gis\".geometry(MultiPolygonZM,25832)")
                .isEqualTo(db.queryText(types));
    }

    @Test
    void sridsThatDifferAreTextThatPostgisReads() throws SQLException {
        gis(
                "CREATE TABLE mixed (id int, g geometry)",
                "INSERT INTO mixed VALUES (1, 'SRID=4326;POINT(1 2)'), (2, 'SRID=3857;POINT(1 2)'), (3, 'POINT(1 2)')");

        run(job().setting("special_values", "text").table("mixed"));
        Cli.Outcome failing = Cli.run("run", "--quiet", job().table("mixed").write());

        List<String> texts = DuckDb.query("select g from %s order by id".formatted(DuckDb.files(published("mixed"))));
        assertThat(texts).isEqualTo(rows("SELECT g FROM mixed ORDER BY id")).hasSize(3);
        assertThat(failing.err())
                .contains("public.mixed: column \"g\", row 1: the SRID 4326, but the column is exported"
                        + " with 0; exclude the row with where_clause, or set special_values to text");
    }

    @Test
    void queriesReturnThemToo() throws SQLException {
        run(job().entry(Map.of(
                "name",
                "made",
                "query",
                "SELECT 1 AS id, \"the gis\".ST_SetSRID(\"the gis\".ST_MakePoint(1, 2), 25832) AS p")));

        Path file = directory.resolve("exports/query_made/part_0001.parquet");
        assertThat(DuckDb.query("select hex(p) from '%s'".formatted(file)))
                .containsExactly("0101000000000000000000F03F0000000000000040");
        assertThat(Cli.run("inspect", file).out()).contains("dromedary.srids = {\"p\":25832}");
    }

    /** Statements with the names of PostGIS. */
    private static void gis(String... statements) {
        for (String sql : statements) {
            db.execute("SET search_path = public, \"the gis\"; " + sql);
        }
    }

    private static List<String> rows(String sql) throws SQLException {
        try (Connection connection = db.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = public, \"the gis\"");
            try (ResultSet rows = statement.executeQuery(sql)) {
                return DuckDb.texts(rows);
            }
        }
    }

    private void run(JobFile job) {
        Cli.Outcome outcome = Cli.run("run", "--quiet", job.write());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(Files.exists(directory.resolve("exports"))).isTrue();
    }

    private JobFile job() {
        return new JobFile(directory, db);
    }

    private Path published(String table) {
        return directory.resolve("exports/public_" + table);
    }
}
