package io.dromedary.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.dialect.ReaderProfile;
import io.dromedary.dialect.RowQuery;
import io.dromedary.dialect.Snapshot;
import io.dromedary.dialect.TableDescription;
import io.dromedary.dialect.TypePolicies;
import io.dromedary.dialect.TypePolicies.InvalidText;
import io.dromedary.dialect.TypePolicies.Numerics;
import io.dromedary.dialect.TypePolicies.SpecialValues;
import io.dromedary.dialect.TypePolicies.UnknownTypes;
import io.dromedary.parquet.ParquetSchema;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.Conversion.Fidelity;
import io.dromedary.table.TableSchema;
import io.dromedary.testing.FakeExtensions;
import io.dromedary.testing.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Geometries and vectors from a server that sends them as PostGIS and pgvector do, without these being installed. */
class ExtensionTypesTest {
    private static final TestPostgres POSTGRES = TestPostgres.createDatabase();
    private static final String POINT = "0101000000000000000000f03f0000000000000040";
    private static final String POINT_4326 = "0101000020e6100000000000000000f03f0000000000000040";
    private static final String POINT_3857 = "0101000020110f0000000000000000f03f0000000000000040";
    /** Plus 4 is the modifier of PostGIS's geometry(Point,4326). */
    private static final int POINT_MODIFIER = 1107456;

    @BeforeAll
    static void create() {
        FakeExtensions.create(POSTGRES, "\"the gis\"");
    }

    @Test
    void theSridOfATypeIsKnownWithoutALookAtTheValues() {
        POSTGRES.execute(
                "CREATE TABLE known (g \"the gis\".geometry(%1$d), e \"the gis\".geography(%1$d))"
                        .formatted(POINT_MODIFIER),
                "INSERT INTO known VALUES ('\\x%1$s', '\\x%1$s'), (NULL, NULL)".formatted(POINT_4326));
        try (Source source = source(SpecialValues.FAIL)) {
            assertThat(source.describe("known").columns())
                    .extracting(Column::type)
                    .containsExactly(new ColumnType.Geometry(4326, false), new ColumnType.Geometry(4326, true));
            assertThat(source.describe("known").columns())
                    .allSatisfy(
                            column -> assertThat(column.conversion().fidelity()).isEqualTo(Fidelity.EXACT))
                    .extracting(ParquetSchema::typeName)
                    .containsOnly("BYTE_ARRAY");
            assertThat(source.read("known"))
                    .containsExactly(List.of("\\x" + POINT, "\\x" + POINT), List.of(RowTexts.NULL, RowTexts.NULL));
        }
    }

    @Test
    void theValuesSayTheSridWhereTheTypeDoesNot() {
        POSTGRES.execute(
                "CREATE TABLE open (g \"the gis\".geometry, e \"the gis\".geography, zero \"the gis\".geometry,"
                        + " none \"the gis\".geometry)",
                "INSERT INTO open VALUES ('\\x%s', '\\x%s', '\\x%s', NULL), (NULL, NULL, NULL, NULL)"
                        .formatted(POINT_3857, POINT_4326, POINT));
        try (Source source = source(SpecialValues.FAIL)) {
            TableDescription table = source.describe("open");
            assertThat(table.columns())
                    .allSatisfy(
                            column -> assertThat(column.conversion().fidelity()).isEqualTo(Fidelity.MEASURED));
            TableSchema settled = settled(source, table);
            assertThat(settled.columns())
                    .allSatisfy(
                            column -> assertThat(column.conversion().fidelity()).isEqualTo(Fidelity.EXACT))
                    .extracting(Column::type)
                    .containsExactly(
                            new ColumnType.Geometry(3857, false),
                            new ColumnType.Geometry(4326, true),
                            new ColumnType.Geometry(0, false),
                            new ColumnType.Geometry(0, false));
            assertThat(read(source, table, settled).get(0)).startsWith("\\x" + POINT, "\\x" + POINT, "\\x" + POINT);
        }
    }

    @Test
    void sridsThatDifferAreRefusedOrText() {
        POSTGRES.execute(
                "CREATE TABLE mixed (g \"the gis\".geometry)",
                "INSERT INTO mixed VALUES ('\\x%s'), ('\\x%s'), ('\\x%s')"
                        .formatted(POINT_3857, POINT_3857, POINT_4326));
        for (SpecialValues policy : List.of(SpecialValues.FAIL, SpecialValues.NULL, SpecialValues.KEEP)) {
            try (Source source = source(policy)) {
                TableDescription table = source.describe("mixed");
                TableSchema settled = settled(source, table);
                assertThatThrownBy(() -> read(source, table, settled))
                        .hasMessage("public.mixed: column \"g\", row 3: the SRID 4326, but the column is exported with"
                                + " 3857; exclude the row with where_clause, or set special_values to text");
            }
        }
        try (Source source = source(SpecialValues.TEXT)) {
            TableDescription table = source.describe("mixed");
            assertThat(read(source, table, settled(source, table)))
                    .containsExactly(
                            List.of("\\x" + POINT_3857), List.of("\\x" + POINT_3857), List.of("\\x" + POINT_4326));
        }
    }

    @Test
    void geometriesInsideOfOtherValuesGoByTheirText() {
        POSTGRES.execute(
                "CREATE TYPE place AS (name text, at \"the gis\".geometry)",
                "CREATE TABLE inside (p place, a \"the gis\".geometry[])");
        try (Source source = source(SpecialValues.FAIL)) {
            assertThat(source.describe("inside").columns())
                    .allSatisfy(
                            column -> assertThat(column.conversion().fidelity()).isEqualTo(Fidelity.TEXT_FORM));
        }
    }

    @Test
    void vectorsAreLists() {
        String vector = "\\x00030000" + "3f800000" + "c0200000" + "00000001";
        POSTGRES.execute(
                "CREATE TABLE embedding (id int, v \"the gis\".vector, vs \"the gis\".vector[])",
                "INSERT INTO embedding VALUES (1, '%1$s', ARRAY['%1$s', NULL, '\\x00000000']::\"the gis\".vector[])"
                        .formatted(vector),
                "INSERT INTO embedding SELECT i, NULLIF('%s', i::text)::\"the gis\".vector, NULL FROM generate_series(2, 9000) AS i"
                        .formatted(vector));
        try (Source source = source(SpecialValues.FAIL)) {
            assertThat(source.describe("embedding").columns())
                    .extracting(ParquetSchema::typeName)
                    .containsExactly("INT32", "LIST<FLOAT>", "LIST<LIST<FLOAT>>");
            ColumnType type = source.describe("embedding").columns().get(1).type();
            assertThat(type).isEqualTo(new ColumnType.ListOf(new ColumnType.Float32(), false));
            List<List<String>> rows = source.read("embedding");
            assertThat(rows).hasSize(9000).allSatisfy(row -> assertThat(row.get(1))
                    .isEqualTo("[1.0, -2.5, 1.4E-45]"));
            assertThat(rows.get(0).get(2)).isEqualTo("[[1.0, -2.5, 1.4E-45], NULL, []]");
        }
    }

    @Test
    void vectorsOfAnotherLengthThanTheySayAreRefused() {
        POSTGRES.execute(
                "CREATE TABLE broken (v \"the gis\".vector)", "INSERT INTO broken VALUES ('\\x000300003f800000')");
        try (Source source = source(SpecialValues.FAIL)) {
            assertThatThrownBy(() -> source.read("broken"))
                    .hasMessage("public.broken: column \"v\", row 1: the server sent 8 bytes where the type has 16;"
                            + " please report this");
        }
    }

    private static TableSchema settled(Source source, TableDescription table) {
        try (Snapshot snapshot = source.snapshot(table)) {
            return snapshot.settle(Source.query(table));
        }
    }

    private static List<List<String>> read(Source source, TableDescription table, TableSchema settled) {
        try (Snapshot snapshot = source.snapshot(table)) {
            return Source.read(
                    snapshot,
                    new RowQuery(
                            table.source(), settled, "", Source.query(table).bounds()));
        }
    }

    private static Source source(SpecialValues policy) {
        return Source.of(
                POSTGRES.settings(),
                new TypePolicies(
                        UnknownTypes.TEXT, Numerics.Choice.AUTO, policy, InvalidText.FAIL, ReaderProfile.DEFAULT));
    }
}
