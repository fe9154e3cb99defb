package io.dromedary.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.RowBatch;
import io.dromedary.table.TableSchema;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** What files say of their geometries, as GeoParquet 1.1 wants it. */
class GeoEntriesTest {
    private static final ParquetOptions OPTIONS = new ParquetOptions(Codec.SNAPPY, 8 << 20, 1 << 20, true);
    private static final ColumnType PLANE = new ColumnType.Geometry(3857, false);
    private static final ColumnType EARTH = new ColumnType.Geometry(4326, true);
    private static final String POINT = "0101000000000000000000f03f0000000000000040";
    private static final String POINT_M = "01d1070000000000000000f03f00000000000000400000000000001040";
    private static final String LINE_Z = "01ea03000000000000";
    /** In big endian: a collection of a point, a collection of a polygon with a ring, and an empty line. */
    private static final String COLLECTION = "000000000700000003" + "0000000001" + "00".repeat(16)
            + "000000000700000001" + "00000000030000000100000001" + "00".repeat(16) + "000000000200000000";
    /** The same with an arc in place of the line. */
    private static final String COLLECTION_WITH_ARC =
            COLLECTION.replaceFirst("000000000200000000$", "000000000800000000");

    private final Path file;

    GeoEntriesTest(@TempDir Path folder) {
        file = folder.resolve("file.parquet");
    }

    @Test
    void describeEachColumn() throws Exception {
        write(
                column("plane", PLANE, POINT, null, LINE_Z, POINT),
                column("earth", EARTH, COLLECTION, POINT, null, null));

        assertThat(json("geo")).isEqualTo(new ObjectMapper().readTree("""
                {"version": "1.1.0", "primary_column": "plane", "columns": {
                    "plane": {"encoding": "WKB", "geometry_types": ["Point", "LineString Z"], "crs": null},
                    "earth": {"encoding": "WKB", "geometry_types": ["Point", "GeometryCollection"],
                              "edges": "spherical"}}}"""));
        assertThat(json("dromedary.srids"))
                .isEqualTo(new ObjectMapper().readTree("{\"plane\": 3857, \"earth\": 4326}"));
        assertThat(ParquetInspection.of(file).schema()).contains("earth: BYTE_ARRAY optional");
    }

    @Test
    void leaveOutWhatGeoParquetDoesNotHave() throws Exception {
        write(column("measured", PLANE, POINT, POINT_M), column("earth", EARTH, POINT, POINT));

        assertThat(json("geo").get("primary_column").asText()).isEqualTo("earth");
        assertThat(json("geo").get("columns").fieldNames()).toIterable().containsExactly("earth");
        assertThat(json("dromedary.srids").fieldNames()).toIterable().containsExactly("measured", "earth");
    }

    @ParameterizedTest
    @CsvSource({POINT + ", true", POINT_M + ", false", "010800000000000000, false", "010f00000000000000, false"})
    void areThereIfAllValuesCanBeDescribed(String value, boolean there) throws Exception {
        write(column("g", PLANE, value));

        assertThat(keyValues().containsKey("geo")).isEqualTo(there);
        assertThat(keyValues()).containsKey("dromedary.srids");
    }

    @Test
    void lookInsideOfCollections() throws Exception {
        write(column("g", PLANE, COLLECTION, COLLECTION_WITH_ARC));

        assertThat(keyValues()).doesNotContainKey("geo");
    }

    /** The forms that a test of the conversion has, which walks through all of a value, too. */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/io/dromedary/dialect/postgresql/ewkb.csv", delimiter = '|')
    void walkOverEveryForm(String id, String sent, String iso, int srid, String wkt) throws Exception {
        boolean isBigEndian = iso.startsWith("00");
        String inCollection = isBigEndian ? "000000000700000002" : "010700000002000000";
        String last = isBigEndian ? "00000007d100" : "01d107000000";
        write(column("g", PLANE, inCollection + iso + last + "00".repeat(23)));
        assertThat(keyValues()).as("the measured point behind %s", id).doesNotContainKey("geo");

        write(column("g", PLANE, iso));
        assertThat(keyValues().containsKey("geo")).isEqualTo(wkt != null && !id.endsWith("m"));
    }

    @Test
    void areThereWithoutRows() throws Exception {
        write(column("g", new ColumnType.Geometry(4326, false)));

        assertThat(json("geo").at("/columns/g"))
                .isEqualTo(new ObjectMapper().readTree("{\"encoding\": \"WKB\", \"geometry_types\": []}"));
    }

    @Test
    void areNotThereWithoutGeometries() throws Exception {
        write(column("b", new ColumnType.Binary(), POINT));

        assertThat(keyValues()).isEmpty();
    }

    private static GeneratedColumn column(String name, ColumnType type, @Nullable String... values) {
        return Batches.column(name, type, true, Arrays.asList(values));
    }

    private void write(GeneratedColumn... columns) throws Exception {
        List<GeneratedColumn> all = List.of(columns);
        int rows = all.get(0).values().size();
        List<Column> schema = all.stream().map(GeneratedColumn::column).toList();
        try (OutputStream out = Files.newOutputStream(file);
                var writer = new ParquetFileWriter(out, new TableSchema(schema), OPTIONS, Map.of())) {
            for (int row = 0; row < rows; row++) {
                RowBatch batch = Batches.batch(all, row, row + 1);
                writer.write(batch);
            }
            writer.finish();
        }
    }

    private Map<String, String> keyValues() {
        return ParquetInspection.of(file).keyValues();
    }

    private JsonNode json(String key) throws Exception {
        return new ObjectMapper().readTree(keyValues().get(key));
    }
}
