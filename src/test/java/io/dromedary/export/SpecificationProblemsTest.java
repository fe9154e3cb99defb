package io.dromedary.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.parquet.Codec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the author of a specification is told. */
class SpecificationProblemsTest {
    private static final String SHORTEST = """
            database: {database: shop, username: etl}
            tables:
              - {table: orders}
            """;

    private static final String WRONG = """
            nme: nightly
            kind: import
            database:
              type: vertica
              hots: db
              port: 70000
              username: etl
            export_settings:
              compresion: zstd
              compression: lz4
              chunk_size: 0
              conflict_resolution: overwite
              max_file_size_mb: 512
              location: s3:/bucket/prefix
              strategy: driect
              format: orc
            threading: {table_threads: many}
            tables:
              - {schema: public}
              - {table: t, query: select 1}
              - {table: t, chunk_override: {workers: 3}}
            """;

    private static final String PROBLEMS = """
            job.yaml has 18 problems:
              job.yaml:2:7: kind is "import" but has to be export here.
              job.yaml:4:9: database.type is vertica, which is not possible in this version; use \
            postgresql or jdbc.
              job.yaml:6:9: database.port has to be a whole number from 1 to 65535 but is "70000".
              job.yaml:4:3: database.database is missing.
              job.yaml:5:3: database.hots is no known key; did you mean host?
              job.yaml:15:13: export_settings.strategy is "driect" but has to be one of clean_with_archive, \
            direct, schema_first; did you mean direct?
              job.yaml:16:11: export_settings.format is "orc" but has to be parquet or csv.
              job.yaml:10:16: export_settings.compression is "lz4" but has to be snappy, none, gzip or \
            zstd, or with a level gzip:1 to gzip:9 or zstd:1 to zstd:22.
              job.yaml:14:13: export_settings.location is "s3:/bucket/prefix" but has to be like \
            s3://bucket/prefix.
              job.yaml:11:15: export_settings.chunk_size has to be a whole number of at least 1 but is "0".
              job.yaml:12:24: export_settings.conflict_resolution is "overwite" but has to be one of \
            version, timestamp, overwrite, append, fail; did you mean overwrite?
              job.yaml:9:3: export_settings.compresion is no known key; did you mean compression?
              job.yaml:17:28: threading.table_threads has to be a whole number from 1 to 256 but is "many".
              job.yaml:19:5: tables[0].table is missing.
              job.yaml:20:13: tables[1].table cannot stand beside query; keep one of the two.
              job.yaml:20:5: tables[1].name is missing.
              job.yaml:21:33: tables[2].chunk_override.workers is no known key; known are chunk_workers, \
            chunk_size.
              job.yaml:1:1: nme is no known key; did you mean name?""";

    @TempDir
    private Path directory;

    @Test
    void everyProblemIsToldAtOnceWithItsPlace() {
        assertThatThrownBy(() -> read(WRONG))
                .isInstanceOfSatisfying(DromedaryException.class, e -> assertThat(e.category())
                        .isEqualTo(FailureCategory.CONFIGURATION))
                .hasMessage(PROBLEMS);
    }

    @Test
    void anEmptyDocumentIsRefused() {
        for (String nothing : List.of("", "# nothing\n", "[]", "hello")) {
            assertThatThrownBy(() -> read(nothing)).hasMessage("""
                            job.yaml has 1 problem:
                              job.yaml: it has to be a mapping of keys to values.""");
        }
    }

    @Test
    void aJobWithoutTablesOrDatabaseIsTheirPlaceToGiveThem() {
        assertThatThrownBy(() -> read("name: x\ntables: []\n")).hasMessage("""
                job.yaml has 2 problems:
                  job.yaml:1:1: database is missing; say where the rows are: \
                {type: postgresql, host: ..., database: ..., username: ...}.
                  job.yaml:2:9: tables lists no table; give at least one entry \
                such as {schema: public, table: orders}.""");
    }

    @ParameterizedTest
    @MethodSource("wrongPlacesForASecret")
    void aSecretIsInNoMessageWhereverItStands(String entry) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "hunter2");
        String reference = "${file:%s}".formatted(file);

        assertThatThrownBy(() -> read(entry.formatted(reference) + "\ntables: [{table: t}]\n"))
                .isInstanceOf(DromedaryException.class)
                .message()
                .contains("job.yaml:1:")
                .doesNotContain("hunter2");
    }

    private static Stream<String> wrongPlacesForASecret() {
        return Stream.of(
                "database: {database: d, username: u, port: '%s'}",
                "database: {database: d, username: u, type: '%s'}",
                "database: {url: 'postgresql://u:%s'}",
                "database: {url: 'mysql://u:%s@h/d'}",
                "database: {url: 'jdbc:mysql://u:%s@h/d', type: jdbc}",
                "database: {url: 'jdbc:oracle:thin:u/%s@h', type: jdbc}",
                "database: {url: 'jdbc:x:y;password=%s', type: jdbc}",
                "database: {database: d, username: u, pasword: '%s'}",
                "connection: '%s'",
                "export_settings: {compression: '%s', conflict_resolution: '%1$s', validate_exports: '%1$s'}",
                "export_settings: {chunk_size: '%s', location: 's3://%1$s', format: '%1$s', strategy: '%1$s'}",
                "schedule: {cron: '%s', timezone: '%1$s'}",
                "schedule: {every: '%s'}",
                "threading: {table_threads: '%s'}");
    }

    @Test
    void aReferenceThatLeadsNowhereIsAProblem() {
        assertThatThrownBy(() -> read("""
                        database: {database: shop, username: "${env:NO_SUCH_THING}", password: "${file:/no/such}"}
                        export_settings: {location: "${HOME}/x"}
                        tables: [{table: t}]
                        """)).hasMessage("""
                        job.yaml has 3 problems:
                          job.yaml:1:38: database.username names the environment variable NO_SUCH_THING, \
                        which is not set.
                          job.yaml:1:72: database.password names the file /no/such, which does not exist.
                          job.yaml:2:29: export_settings.location has a ${ that is neither ${env:NAME} \
                        nor ${file:PATH}; write $${ if it is to stay as it is.""");
    }

    @Test
    void aWrongOverrideIsToldAsWhatItIs() {
        assertThatThrownBy(() -> new ExportRequestReader(directory)
                        .read("job.yaml", SHORTEST, Map.of("export_settings.compresion", "zstd")))
                .hasMessageContaining("--set export_settings.compresion: export_settings.compresion is no known key; "
                        + "did you mean compression?");
        assertThatThrownBy(() ->
                        new ExportRequestReader(directory).read("job.yaml", SHORTEST, Map.of("tables[7].table", "t")))
                .hasMessageContaining("--set tables[7].table: there is nothing at tables[7].table to set.");
    }

    @ParameterizedTest
    @CsvSource({
        "snappy, SNAPPY, 0",
        "none, NONE, 0",
        "gzip, GZIP, 6",
        "zstd, ZSTD, 3",
        "zstd:22, ZSTD, 22",
        "gzip:1, GZIP, 1"
    })
    void compressionHasAKindAndALevel(String text, Codec.Kind kind, int level) {
        assertThat(read(SHORTEST + "export_settings: {compression: '%s'}\n".formatted(text))
                        .settings()
                        .codec())
                .isEqualTo(new Codec(kind, level));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd:0", "zstd:23", "gzip:10", "snappy:1", "lz4", "brotli"})
    void otherCompressionIsRefusedWithWhatIsPossible(String text) {
        assertThatThrownBy(() -> read(SHORTEST + "export_settings: {compression: '%s'}\n".formatted(text)))
                .hasMessageContaining(
                        "export_settings.compression is \"%s\" but has to be snappy, none, gzip or zstd, "
                                + "or with a level gzip:1 to gzip:9 or zstd:1 to zstd:22.",
                        text);
    }

    @Test
    void aFileThatIsMissingLargeOrNoTextIsRefused() throws IOException {
        Path missing = directory.resolve("missing.yaml");
        Path large = Files.write(directory.resolve("large.yaml"), new byte[(1 << 20) + 1]);
        Path binary = Files.write(directory.resolve("binary.yaml"), "größe".getBytes(StandardCharsets.ISO_8859_1));
        var reader = new ExportRequestReader(directory);

        assertThatThrownBy(() -> reader.read(missing, Map.of())).hasMessage("Job file %s does not exist.", missing);
        assertThatThrownBy(() -> reader.read(large, Map.of()))
                .hasMessage("Job file %s is larger than 1,048,576 bytes; split it into several jobs.", large);
        assertThatThrownBy(() -> reader.read(binary, Map.of()))
                .hasMessageStartingWith("Job file %s cannot be read as UTF-8 text: ".formatted(binary));
    }

    private ExportRequest read(String text) {
        return new ExportRequestReader(directory).read("job.yaml", text, Map.of());
    }
}
