package io.dromedary.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.staging.ConflictResolution;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PublishLayoutReaderTest {
    private static final String JOB = """
            name: nightly
            database: {database: shop, username: etl}
            tables: [{table: orders}]
            export_settings: {%s}
            """;

    @Test
    void withoutAWordItIsADirectoryForEachTableAtTheEnd() {
        assertThat(read("").layout()).isEqualTo(PublishLayout.plain("nightly"));
    }

    @ParameterizedTest
    @EnumSource
    void everyStrategyHasItsWord(PublishStrategy strategy) {
        assertThat(read("strategy: " + word(strategy)).layout().strategy()).isEqualTo(strategy);
    }

    @ParameterizedTest
    @EnumSource
    void everyPartitionHasItsWord(PartitionStrategy partition) {
        ExportSettings settings = read("partition_strategy: " + word(partition));

        assertThat(settings.layout().partition()).isEqualTo(partition);
        assertThat(settings.manifestName())
                .isEqualTo(partition == PartitionStrategy.NONE ? "_export_metadata.json" : "_metadata.json");
    }

    @Test
    void sparkGetsManifestsThatItDoesNotTakeForData() {
        assertThat(read("partition_strategy: date, profile: spark").manifestName())
                .isEqualTo("_export_metadata.json");
    }

    @Test
    void theRunIsDescribed() {
        PublishLayout layout = read("partition_strategy: batch_id, use_dt_partition: false, system: CRM, batch_id: r-7,"
                        + " timezone: Asia/Tokyo, run_date: 2024-02-29")
                .layout();

        assertThat(layout)
                .isEqualTo(new PublishLayout(
                        PublishStrategy.CLEAN_WITH_ARCHIVE,
                        PartitionStrategy.BATCH_ID,
                        false,
                        "CRM",
                        ZoneId.of("Asia/Tokyo"),
                        LocalDate.of(2024, 2, 29),
                        "r-7"));
    }

    @Test
    void directIsWithoutAnArchive() {
        assertThat(read("strategy: schema_first").archiveCompletedJobs()).isTrue();
        assertThat(read("strategy: direct").archiveCompletedJobs()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "none, , VERSION",
        "none, timestamp, TIMESTAMP",
        "date, , APPEND",
        "date, append, APPEND",
        "date, version, APPEND",
        "date, timestamp, APPEND",
        "date, overwrite, OVERWRITE",
        "date, fail, FAIL"
    })
    void aPartitionKeepsItsNameWhateverComesToIt(String partition, String conflict, ConflictResolution expected) {
        String settings = "partition_strategy: %s, conflict_resolution: %s"
                .formatted(partition, conflict == null ? "" : conflict);

        assertThat(read(settings).conflictResolution()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            strategy: driect | strategy is "driect" but has to be one of clean_with_archive, direct, schema_first;
            partition_strategy: daily | partition_strategy is "daily" but has to be one of none, date, hourly,
            run_date: 20261121 | run_date is "20261121" but has to be a day such as 2026-11-21.
            run_date: 2026-02-29 | run_date is "2026-02-29" but has to be a day such as 2026-11-21.
            run_date: -0001-01-01 | run_date is "-0001-01-01" but has to be a day such as 2026-11-21.
            timezone: Europe/Berln | timezone is "Europe/Berln", which is no time zone; write UTC or a name such as
            partition_strategy: date, batch_id: a/b | batch_id is "a/b" but has to be up to 64 letters, digits and _
            partition_strategy: date, batch_id: .a | batch_id is ".a" but has to be up to 64 letters
            batch_id: a | batch_id needs a partition_strategy: without one a run that comes again is a version.
            conflict_resolution: append | conflict_resolution is append, which needs a partition_strategy; use
            partition_strategy: hourly, use_dt_partition: false | use_dt_partition is false, but an hour without its
            """)
    void whatIsWrongIsSaid(String settings, String problem) {
        assertThatThrownBy(() -> read(settings)).hasMessageContaining("export_settings." + problem);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static ExportSettings read(String settings) {
        return new ExportRequestReader(Path.of("/work"))
                .read("job.yaml", JOB.formatted(settings), Map.of())
                .settings();
    }
}
