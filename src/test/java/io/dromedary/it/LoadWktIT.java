package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.DebianPostgres;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Geometries as text in files, into a real PostGIS, where Debian's is installed. */
class LoadWktIT {
    private static final List<String> KINDS = List.of(
            "POINT(1 2)",
            "point(1 2)",
            "  Point ( 1  2 )",
            "POINT Z (1 2 3)",
            "POINTZ(1 2 3)",
            "POINT M (1 2 3)",
            "POINT ZM (1 2 3 4)",
            "POINT EMPTY",
            "LINESTRING(0 0, 1 1, 2 0)",
            "linestring z (0 0 1, 1 1 1)",
            "LINESTRING EMPTY",
            "POLYGON((0 0, 9 0, 9 9, 0 0), (2 1, 3 1, 3 2, 2 1))",
            "POLYGON ZM EMPTY",
            "MULTIPOINT((1 2), (3 4))",
            "MULTILINESTRING M ((0 0 1, 1 1 1), (2 2 1, 3 3 1))",
            "MULTIPOLYGON(((0 0, 9 0, 9 9, 0 0)), ((20 20, 29 20, 29 29, 20 20)))",
            "MULTIPOLYGON EMPTY",
            "GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(0 0, 1 1))");

    private static @Nullable DebianPostgres server;
    private static TestPostgres db = new TestPostgres(0, "none");

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        if (DebianPostgres.hasExtension("postgis")) {
            server = DebianPostgres.start();
            db = server.database();
            db.execute("CREATE EXTENSION postgis", "CREATE DATABASE plain");
        }
    }

    /** For each test, since a class that is skipped as a whole is not in the count. */
    @BeforeEach
    void createTables() {
        assumeTrue(server != null, "PostGIS of Debian is not installed: apt install postgresql-15-postgis-3");
        db.execute(
                "DROP TABLE IF EXISTS places, owners",
                "CREATE TABLE owners (id int PRIMARY KEY)",
                "INSERT INTO owners VALUES (1)",
                "CREATE TABLE places (id int PRIMARY KEY, g geometry, p geometry(Point,4326), e geography, n int"
                        + " REFERENCES owners)");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private Outcome load(TestPostgres database, String text, String... settings) throws IOException {
        Path file = Files.writeString(directory.resolve("places.csv"), text);
        String url = "postgresql://postgres@127.0.0.1:%d/%s".formatted(database.port(), database.database());
        List<Object> command = new ArrayList<>(List.of("load", file, "--into", "places", "--database", url, "--force"));
        for (String setting : settings) {
            command.addAll(List.of("--set", "import_settings." + setting));
        }
        return Cli.run(command.toArray());
    }

    private static String column(String name) {
        return db.queryText(
                "SELECT string_agg(coalesce(ST_AsEWKT(%s), 'NULL'), ' ' ORDER BY id) FROM places".formatted(name));
    }

    /** What PostGIS itself makes of each kind. */
    private static String expected(int srid) {
        return String.join(
                " ",
                KINDS.stream()
                        .map(kind ->
                                db.queryText("SELECT ST_AsEWKT(ST_SetSRID('%s'::geometry, %d))".formatted(kind, srid)))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "optimized", "standard"})
    void everyKindArrivesWithTheSridThatIsGiven(String method) throws IOException {
        var text = new StringBuilder("id,g\n");
        KINDS.forEach(kind -> text.append("%d,\"%s\"%n".formatted(KINDS.indexOf(kind), kind)));

        assertThat(load(db, text.toString(), "method=" + method, "srid=25832").err())
                .isEmpty();
        assertThat(column("g")).isEqualTo(expected(25832)).doesNotContain("NULL");

        db.execute("TRUNCATE places");
        assertThat(load(db, text.toString(), "method=" + method).err()).isEmpty();
        assertThat(column("g")).as("without any SRID, it is unknown").isEqualTo(expected(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "optimized"})
    void theSridOfTheValueWinsThenThatOfTheColumn(String method) throws IOException {
        String text = """
                id,g,p,e
                1,"srid=3857;LINESTRING Z (0 0 1, 1 1 1)",POINT(1 2),POINT(1 2)
                2,SRID=0;POINT(1 2),SRID=4326;point(1 2),SRID=4326;POINT(1 2)
                3,POINT EMPTY,POINT EMPTY,
                4,0101000020110F0000000000000000F03F0000000000000040,,
                5,"{""type"":""Point"",""coordinates"":[1,2]}",,
                """;

        assertThat(load(db, text, "method=" + method, "srid=4326").err()).isEmpty();

        assertThat(column("g"))
                .isEqualTo("SRID=3857;LINESTRING(0 0 1,1 1 1) POINT(1 2) SRID=4326;POINT EMPTY SRID=3857;POINT(1 2)"
                        + " POINT(1 2)");
        assertThat(column("p")).isEqualTo("SRID=4326;POINT(1 2) SRID=4326;POINT(1 2) SRID=4326;POINT EMPTY NULL NULL");
        assertThat(column("e")).isEqualTo("SRID=4326;POINT(1 2) SRID=4326;POINT(1 2) NULL NULL NULL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "optimized"})
    void whatIsNoGeometryIsSetAsideWithItsReason(String method) throws IOException {
        String text = """
                id,g,p,n
                1,POINT(1 2),POINT(1 2),1
                2,POINT(1,POINT(1 2),1
                3,POINT(1 2),SRID=3857;POINT(1 2),1
                4,SRID=999999;POINT(1 2),,1
                5,SRID=-1;POINT(1 2),,1
                6,POINT(1 2),,99
                7,banana,,1
                8,POINT(1 2),LINESTRING EMPTY,1
                9,POINT(1 2),,
                """;

        Outcome outcome = load(db, text, "method=" + method, "on_error=reject");

        assertThat(outcome.err()).isEmpty();
        assertThat(db.queryText("SELECT array_agg(id ORDER BY id) FROM places")).isEqualTo("{1,9}");
        assertThat(Files.readString(directory.resolve("places.csv.reasons.csv")))
                .contains("\"g\",XX000,\"parse error - invalid geometry")
                .contains("Geometry SRID (3857) does not match column SRID (4326)")
                .contains("the SRID of \"\"SRID=999999;POINT(1 2)\"\" is not one of 0 to 998999")
                .contains("the SRID of \"\"SRID=-1;POINT(1 2)\"\"")
                .contains("23503")
                .contains("Geometry type (LineString) does not match column type (Point)");
        assertThat(load(db, "id,g\n10,POINT(1\n", "method=" + method).err())
                .contains("places.csv: line 2", "parse error - invalid geometry");
    }

    @Test
    void anSridThatNoColumnTakesIsRefusedBeforeAnythingIsWritten() throws IOException {
        assertThat(load(db, "id,p\n1,POINT(1 2)\n", "srid=25832").err())
                .contains("public.places: import_settings.srid is 25832, but column \"p\" is geometry(Point,4326), and"
                        + " coordinates are not transformed");
        assertThat(load(db, "id,n\n1,1\n", "srid=4326").err())
                .contains("import_settings.srid is 4326, but none of the columns loaded is a geometry");
        var plain = new TestPostgres(db.port(), "plain");
        plain.execute("CREATE TABLE IF NOT EXISTS places (id int, g text)");
        assertThat(load(plain, "id,g\n1,POINT(1 2)\n", "srid=4326").err())
                .contains("PostGIS is missing in this database");
    }
}
