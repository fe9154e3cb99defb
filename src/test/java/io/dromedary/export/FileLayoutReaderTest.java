package io.dromedary.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.csv.CsvFormat;
import io.dromedary.dialect.ReaderProfile;
import io.dromedary.dialect.RowArrangement.PartitionKey;
import io.dromedary.dialect.RowArrangement.SortKey;
import io.dromedary.dialect.RowArrangement.Transform;
import io.dromedary.dialect.TypePolicies.Numerics;
import io.dromedary.files.FileFormat;
import io.dromedary.files.FileLayout;
import io.dromedary.files.TableLayout;
import io.dromedary.parquet.Codec;
import io.dromedary.parquet.ColumnEncoding;
import io.dromedary.parquet.ColumnOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileLayoutReaderTest {
    private static final String JOB = """
            database: {database: shop, username: etl}
            tables: [{table: orders}]
            export_settings:
            """;

    @Test
    void everyKeyIsRead() {
        FileLayout layout = read(JOB + """
                  max_rows_per_file: 5
                  max_file_size_mb: 256
                  file_name: "part-{n}"
                  partition_by:
                    - region
                    - {column: at, transform: day}
                    - {column: at, transform: hour, name: h}
                    - {name: bucket, expression: id % 16}
                  partition_columns_in_files: true
                  sort_by: [a, {column: b, order: desc}, {column: c, nulls: first}]
                  column_options: {id: {bloom_filter: true, encoding: plain}}
                """).settings().fileLayout();

        assertThat(layout)
                .isEqualTo(new FileLayout(
                        new FileFormat.Parquet(),
                        5,
                        256L << 20,
                        "part-{n}",
                        new TableLayout(
                                List.of(
                                        new PartitionKey.OfColumn("region", "region", Transform.IDENTITY),
                                        new PartitionKey.OfColumn("at_day", "at", Transform.DAY),
                                        new PartitionKey.OfColumn("h", "at", Transform.HOUR),
                                        new PartitionKey.OfExpression("bucket", "id % 16")),
                                true,
                                List.of(
                                        new SortKey("a", false, false),
                                        new SortKey("b", true, true),
                                        new SortKey("c", false, true)),
                                Map.of("id", new ColumnOptions(true, ColumnEncoding.PLAIN)))));
        assertThat(layout.text())
                .isEqualTo("files of up to 256 MB, partitioned by region, day(at), hour(at), id % 16,"
                        + " sorted by a, b desc, c nulls first");
    }

    @Test
    void csvIsNotCompressedUnlessAskedForAndHasTextsForWhatIsNoSingleValue() {
        ExportSettings settings = read(JOB + """
                  format: csv
                  csv: {header: false, null_text: NULL, delimiter: "\\t", line_end: lf}
                """).settings();

        assertThat(settings.fileLayout().format())
                .isEqualTo(new FileFormat.Csv(new CsvFormat(false, "NULL", '\t', CsvFormat.LineEnd.LF)));
        assertThat(settings.codec()).isEqualTo(Codec.NONE);
        assertThat(settings.types().profile()).isEqualTo(ReaderProfile.CSV);
        assertThat(settings.types().numerics()).isEqualTo(Numerics.Choice.TEXT);
    }

    @Test
    void anEntryOfTablesSaysWhatDiffersFromTheJob() {
        ExportRequest request = read("""
                database: {database: shop, username: etl}
                export_settings: {partition_by: region, sort_by: id}
                tables: [{table: a}, {table: b, partition_by: [], sort_by: at}, {name: q, query: select 1}]
                """);

        assertThat(request.tables())
                .extracting(table -> table instanceof TableSelection.Tables named
                        ? named.layout()
                        : ((TableSelection.Query) table).layout())
                .extracting(layout -> layout.partitionBy().size() + " "
                        + layout.sortBy().get(0).column())
                .containsExactly("1 id", "0 at", "1 id");
    }

    @Test
    void whatContradictsItselfIsRefused() {
        assertThatThrownBy(() -> read(JOB + """
                  format: csv
                  compression: snappy
                  profile: spark
                  dictionary: true
                  column_options: {id: {bloom_filter: true}}
                  csv: {delimiter: x}
                  file_name: "_part"
                  partition_by: [a, {column: A}, {column: b, expression: "1"}]
                  sort_by: {column: a, order: up}
                """))
                .message()
                .contains(
                        "export_settings.dictionary is for Parquet; leave it out with format: csv.",
                        "export_settings.column_options is for Parquet; leave it out with format: csv.",
                        "export_settings.profile is for Parquet; leave it out with format: csv.",
                        "export_settings.csv.delimiter is \"x\" but has to be a comma, a semicolon, | or a tab.",
                        "export_settings.file_name is \"_part\" but has to be a name with {n} for the number",
                        "export_settings.partition_by[2].column cannot stand beside expression; keep one of the two.",
                        "export_settings.partition_by[2].name is missing.",
                        "export_settings.partition_by names A twice; give one of them another name.",
                        "export_settings.sort_by[0].order is \"up\" but has to be one of asc, desc",
                        "export_settings.compression is snappy, which is no compression of whole files; use");
    }

    @Test
    void keysOfCsvAreForCsv() {
        assertThatThrownBy(() -> read(JOB + "  csv: {header: false}\n  profile: csv\n"))
                .message()
                .contains(
                        "export_settings.csv cannot stand beside format: parquet; choose format: csv or leave it out.",
                        "export_settings.profile is csv, which is for format: csv alone; leave it out.");
    }

    @Test
    void databasesOfTypeJdbcHaveNoneOfIt() {
        assertThatThrownBy(() -> read("""
                database: {type: jdbc, url: "jdbc:h2:mem:x"}
                export_settings: {format: csv, max_rows_per_file: 3, max_file_size_mb: 0}
                tables: [{table: a, sort_by: id}]
                """))
                .message()
                .contains(
                        "job.yaml has 3 problems",
                        "settings.format is csv, which is not possible for a database of type jdbc; use parquet.",
                        "export_settings.max_rows_per_file is not possible for a database of type jdbc; leave it out.",
                        "tables[0].sort_by is not possible for a database of type jdbc; leave it out.");
    }

    private static ExportRequest read(String text) {
        return new ExportRequestReader(Path.of("")).read("job.yaml", text, Map.of());
    }
}
