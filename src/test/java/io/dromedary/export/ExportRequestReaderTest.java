package io.dromedary.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.dialect.ReaderProfile;
import io.dromedary.dialect.TypePolicies;
import io.dromedary.dialect.TypePolicies.InvalidText;
import io.dromedary.dialect.TypePolicies.Numerics;
import io.dromedary.dialect.TypePolicies.SpecialValues;
import io.dromedary.dialect.TypePolicies.UnknownTypes;
import io.dromedary.export.TableSelection.ChunkOverride;
import io.dromedary.files.TableLayout;
import io.dromedary.parquet.Codec;
import io.dromedary.settings.Schedule;
import io.dromedary.staging.ConflictResolution;
import io.dromedary.staging.Location;
import io.dromedary.table.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportRequestReaderTest {
    private static final String SHORTEST = """
            database: {database: shop, username: etl}
            tables:
              - {table: orders}
            """;

    private static final String EVERYTHING = """
            name: nightly
            kind: export
            database:
              type: postgresql
              host: db.example.com
              port: 6432
              database: shop
              username: etl
              password: s3cret
              properties: {sslmode: require, connectTimeout: 5}
            export_settings:
              location: out
              format: parquet
              compression: zstd
              compression_level: 9
              chunk_size: 100_000
              max_rows_per_file: 0
              max_file_size_mb: 0
              strategy: direct
              conflict_resolution: overwrite
              consistency: none
              partition_strategy: hourly
              use_dt_partition: true
              system: shop
              timezone: Europe/Berlin
              run_date: 2026-11-20
              batch_id: nightly-7
              dictionary: false
              validate_exports: false
              auto_cleanup_temp: false
              archive_completed_jobs: false
              preserve_job_history: false
              unknown_types: fail
              numeric: decimal(38, 10)
              special_values: null
              invalid_text: replace
              profile: spark
            threading: {table_threads: 3, chunk_workers: 5, max_concurrent_chunks: 7}
            schedule: {cron: "0 3 * * 1-5", timezone: Europe/Berlin}
            tables:
              - schema: sales
                table: "*"
                exclude: [tmp_*, sales.old]
                columns: [a, b]
                exclude_columns: c
                system_columns: [ctid, xmin]
                where_clause: a > 1
                chunk_override: {chunk_size: 10, chunk_workers: 2}
              - {name: totals, query: select 1 AS one, chunk_override: {chunk_workers: 1}}
            """;

    private static final PublishLayout LAYOUT = new PublishLayout(
            PublishStrategy.DIRECT,
            PartitionStrategy.HOURLY,
            true,
            "shop",
            ZoneId.of("Europe/Berlin"),
            LocalDate.of(2026, 11, 20),
            "nightly-7");

    private static final TypePolicies POLICIES = new TypePolicies(
            UnknownTypes.FAIL,
            new Numerics.Fixed(new ColumnType.Decimal(38, 10)),
            SpecialValues.NULL,
            InvalidText.REPLACE,
            ReaderProfile.SPARK);

    @TempDir
    private Path directory;

    @Test
    void whatIsLeftOutHasItsDefault() {
        ExportRequest request = read(SHORTEST);

        assertThat(request.name()).isEqualTo("job");
        assertThat(request.database()).hasToString("postgresql localhost:5432/shop as etl");
        assertThat(request.database().properties()).isEmpty();
        request.database().password().reveal(text -> assertThat(text).isEmpty());
        assertThat(request.settings())
                .isEqualTo(new ExportSettings(
                        new Location.Directory(directory.resolve("exports")),
                        Codec.SNAPPY,
                        OptionalLong.empty(),
                        ConflictResolution.VERSION,
                        Consistency.SNAPSHOT,
                        true,
                        true,
                        true,
                        true,
                        PublishLayout.plain("job"),
                        TypePolicies.DEFAULT));
        assertThat(request.threading())
                .isEqualTo(Threading.defaultFor(Runtime.getRuntime().availableProcessors()));
        assertThat(request.tables())
                .containsExactly(new TableSelection.Tables(
                        "public", "orders", List.of(), List.of(), List.of(), "", ChunkOverride.NONE));
        assertThat(request.findSchedule()).isEmpty();
    }

    @Test
    void everyKeyIsRead() {
        ExportRequest request = read(EVERYTHING);

        assertThat(request.name()).isEqualTo("nightly");
        assertThat(request.database()).hasToString("postgresql db.example.com:6432/shop as etl");
        assertThat(request.database().properties()).isEqualTo(Map.of("sslmode", "require", "connectTimeout", "5"));
        request.database().password().reveal(text -> assertThat(text).isEqualTo("s3cret"));
        assertThat(request.settings())
                .isEqualTo(new ExportSettings(
                        new Location.Directory(directory.resolve("out")),
                        new Codec(Codec.Kind.ZSTD, 9),
                        OptionalLong.of(100_000),
                        ConflictResolution.OVERWRITE,
                        Consistency.NONE,
                        false,
                        false,
                        false,
                        false,
                        LAYOUT,
                        POLICIES));
        assertThat(request.threading()).isEqualTo(new Threading(3, 5, 7));
        assertThat(request.findSchedule()).contains(new Schedule.Cron("0 0 3 ? * 2-6", ZoneId.of("Europe/Berlin")));
        assertThat(request.tables())
                .containsExactly(
                        new TableSelection.Tables(
                                "sales",
                                "*",
                                List.of("tmp_*", "sales.old"),
                                List.of("a", "b"),
                                List.of("c"),
                                List.of("ctid", "xmin"),
                                "a > 1",
                                new ChunkOverride(OptionalLong.of(10), OptionalInt.of(2)),
                                TableLayout.NONE),
                        new TableSelection.Query(
                                "totals",
                                "select 1 AS one",
                                new ChunkOverride(OptionalLong.empty(), OptionalInt.of(1))));
    }

    @Test
    void jsonReadsAsYamlDoes() {
        String json = """
                {"database": {"type": "postgresql", "url": "postgresql://etl:s3cret@db/shop"},
                 "export_settings": {"location": "/tmp/out", "chunk_size": 5000, "validate_exports": false},
                 "threading": {"chunk_workers": 2},
                 "schedule": {"every": "6h"},
                 "tables": [{"schema": "s", "table": "t", "columns": ["a", "b"]},
                            {"name": "q", "query": "select 1 as a"}]}
                """;
        String yaml = """
                database:
                  type: postgresql
                  url: postgresql://etl:s3cret@db/shop
                export_settings:
                  location: /tmp/out
                  chunk_size: 5_000
                  validate_exports: false
                threading:
                  chunk_workers: 2
                schedule:
                  every: 6h
                tables:
                  - schema: s
                    table: t
                    columns: [a, b]
                  - name: q
                    query: select 1 as a
                """;
        assertThat(read(json)).usingRecursiveComparison().isEqualTo(read(yaml));
    }

    @Test
    void secretsAreReadFromFilesAndVariablesAndNeverTold() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "s3cret\n");

        ExportRequest request = read("""
                database: {database: shop, username: "${env:PATH}", password: "x${file:%s}"}
                tables: [{table: t}]
                """.formatted(file));

        request.database().password().reveal(text -> assertThat(text).isEqualTo("xs3cret"));
        assertThat(request.database().username()).isEqualTo(System.getenv("PATH"));
        assertThat(request.toString()).doesNotContain("s3cret");
    }

    @Test
    void overridesWinOverTheDocument() {
        ExportRequest request = new ExportRequestReader(directory)
                .read(
                        "job.yaml",
                        SHORTEST,
                        Map.of(
                                "database.host", "elsewhere",
                                "export_settings.compression", "gzip:9",
                                "threading.table_threads", "1",
                                "tables[0].table", "customers",
                                "tables[0].columns", "[a, b]"));

        assertThat(request.database().host()).isEqualTo("elsewhere");
        assertThat(request.settings().codec()).isEqualTo(new Codec(Codec.Kind.GZIP, 9));
        assertThat(request.threading().tableThreads()).isEqualTo(1);
        assertThat(request.tables())
                .containsExactly(new TableSelection.Tables(
                        "public", "customers", List.of(), List.of("a", "b"), List.of(), "", ChunkOverride.NONE));
    }

    @Test
    void locationsCountFromTheWorkingDirectoryAndAreNormal() {
        for (String location :
                List.of("out", "./out", "x/../out", directory.resolve("out").toString())) {
            assertThat(read(SHORTEST + "export_settings: {location: '%s'}\n".formatted(location))
                            .settings()
                            .location())
                    .isEqualTo(new Location.Directory(directory.resolve("out")));
        }
    }

    @Test
    void fourChunksAtOnceAreTheTablesTimesTheirWorkers() {
        assertThat(read(SHORTEST + "threading: {table_threads: 2, chunk_workers: 2}\n")
                        .threading())
                .isEqualTo(new Threading(2, 2, 4));
    }

    private ExportRequest read(String text) {
        return new ExportRequestReader(directory).read("job.yaml", text, Map.of());
    }
}
