package io.dromedary.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.parquet.ParquetInspection.ColumnChunkSummary;
import io.dromedary.table.ColumnType;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetInspectionTest {
    private final Path file;

    ParquetInspectionTest(@TempDir Path folder) {
        file = folder.resolve("file.parquet");
    }

    @Test
    void describesAColumnChunk() throws Exception {
        var text = new ColumnType.Text(ColumnType.TextKind.STRING);
        var values = Arrays.<Object>asList(GeneratedColumn.text("b"), null, GeneratedColumn.text("a".repeat(99)));
        Batches.write(file, List.of(Batches.column(text, true, values)), options(), 3);

        var inspection = ParquetInspection.of(file);
        assertThat(inspection.rows()).isEqualTo(3);
        assertThat(inspection.createdBy()).startsWith("dromedary version ");
        assertThat(inspection.keyValues()).containsEntry("origin", "test");
        assertThat(inspection.schema()).containsExactly("c: BYTE_ARRAY STRING optional");
        ColumnChunkSummary column = inspection.rowGroups().get(0).columns().get(0);
        assertThat(column.path()).isEqualTo("c");
        assertThat(column.encodings()).containsExactlyInAnyOrder("PLAIN", "RLE");
        assertThat(column.codec()).isEqualTo("SNAPPY");
        assertThat(column.values()).isEqualTo(3);
        assertThat(column.nulls()).hasValue(1);
        assertThat(column.min()).hasValue("a".repeat(64) + "…");
        assertThat(column.max()).hasValue("b");
        assertThat(column.pageIndex()).isTrue();
        assertThat(column.bloomFilter()).isFalse();
    }

    @Test
    void showsBoundsAsPeopleWriteThem() throws Exception {
        assertThat(bound(new ColumnType.Bool(), true)).isEqualTo("true");
        assertThat(bound(new ColumnType.Int32(16), -5)).isEqualTo("-5");
        assertThat(bound(new ColumnType.Decimal(9, 2), -1_05)).isEqualTo("-1.05");
        assertThat(bound(new ColumnType.Decimal(18, 3), 12_345L)).isEqualTo("12.345");
        assertThat(bound(new ColumnType.Decimal(20, 1), "ff".repeat(9))).isEqualTo("-0.1");
        assertThat(bound(new ColumnType.Date(), -1)).isEqualTo("1969-12-31");
        assertThat(bound(new ColumnType.Time(), 1_000_001L)).isEqualTo("00:00:01.000001");
        assertThat(bound(new ColumnType.Time(), 86_400_000_000L)).isEqualTo("24:00");
        assertThat(bound(new ColumnType.Timestamp(true), -1L)).isEqualTo("1969-12-31T23:59:59.999999Z");
        assertThat(bound(new ColumnType.Timestamp(false), 0L)).isEqualTo("1970-01-01T00:00");
        assertThat(bound(new ColumnType.Float64(), 0.5)).isEqualTo("0.5");
        assertThat(bound(new ColumnType.Binary(), "00ff")).isEqualTo("0x00ff");
        assertThat(bound(new ColumnType.Uuid(), "00112233445566778899aabbccddeeff"))
                .isEqualTo("00112233-4455-6677-8899-aabbccddeeff");
        assertThat(bound(new ColumnType.Text(ColumnType.TextKind.JSON), GeneratedColumn.text("{\u001b}")))
                .isEqualTo("{\uFFFD}");
    }

    @Test
    void namesTheTypesOfTheSchema() throws Exception {
        var columns = GeneratedColumn.types().stream()
                .map(type -> Batches.column(type.toString(), type, false, List.of()))
                .toList();
        Batches.write(file, columns, options(), 1);
        assertThat(ParquetInspection.of(file).schema())
                .extracting(line -> line.replaceFirst(".*: ", "c: "))
                .contains(
                        "c: BOOLEAN required",
                        "c: INT32 INTEGER(16,signed) required",
                        "c: INT32 DECIMAL(9,2) required",
                        "c: INT64 DECIMAL(18,0) required",
                        "c: FIXED_LEN_BYTE_ARRAY(9) DECIMAL(19,19) required",
                        "c: FIXED_LEN_BYTE_ARRAY(16) DECIMAL(38,6) required",
                        "c: BYTE_ARRAY required",
                        "c: BYTE_ARRAY JSON required",
                        "c: BYTE_ARRAY ENUM required",
                        "c: INT32 DATE required",
                        "c: INT64 TIME(MICROS,local) required",
                        "c: INT64 TIMESTAMP(MICROS,UTC) required",
                        "c: INT64 TIMESTAMP(MICROS,local) required",
                        "c: FIXED_LEN_BYTE_ARRAY(16) UUID required");
    }

    @Test
    void showsTheNestedSchemaOfAForeignFile() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("COPY (SELECT 1 AS id, {'street': 'x', 'codes': [1, 2]} AS address, MAP {'k': 2.5} AS m)"
                    + " TO '%s' (FORMAT parquet)".formatted(file));
        }
        var inspection = ParquetInspection.of(file);
        assertThat(inspection.schema())
                .contains(
                        "address: group optional", "  street: BYTE_ARRAY UTF8 optional", "  codes: group LIST optional")
                .contains("    list: group repeated", "m: group MAP optional");
        assertThat(inspection.rowGroups().get(0).columns())
                .extracting(ColumnChunkSummary::path)
                .contains("address.codes.list.element", "m.key_value.key");
        assertThat(inspection.rows()).isEqualTo(1);
    }

    private String bound(ColumnType type, Object value) throws Exception {
        Batches.write(file, List.of(Batches.column(type, false, List.of(value))), options(), 1);
        return ParquetInspection.of(file)
                .rowGroups()
                .get(0)
                .columns()
                .get(0)
                .min()
                .orElseThrow();
    }

    private static ParquetOptions options() {
        return new ParquetOptions(Codec.SNAPPY, 1 << 20, 1 << 20, true);
    }
}
