package io.dromedary.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportRunTest {
    @ParameterizedTest
    @CsvSource({
        // The day in UTC is not that of the clock on the wall.
        "2026-11-20T23:59:59.999999999Z, UTC, 2026-11-20, 23, 20261120_2359",
        "2026-11-20T23:59:59.999999999Z, Europe/Berlin, 2026-11-21, 00, 20261121_0059",
        "2026-11-21T00:00:00Z, UTC, 2026-11-21, 00, 20261121_0000",
        "2026-11-21T00:00:00Z, America/New_York, 2026-11-20, 19, 20261120_1900",
        "2026-12-31T18:29:59Z, Asia/Kolkata, 2026-12-31, 23, 20261231_2359",
        "2026-12-31T18:30:00Z, Asia/Kolkata, 2027-01-01, 00, 20270101_0000",
        // Summer time begins: after 01:59 comes 03:00.
        "2026-03-29T00:59:59Z, Europe/Berlin, 2026-03-29, 01, 20260329_0159",
        "2026-03-29T01:00:00Z, Europe/Berlin, 2026-03-29, 03, 20260329_0300",
        // It ends: 02:30 comes twice, and so does its partition.
        "2026-10-25T00:30:00Z, Europe/Berlin, 2026-10-25, 02, 20261025_0230",
        "2026-10-25T01:30:00Z, Europe/Berlin, 2026-10-25, 02, 20261025_0230",
        // A day without its first hour.
        "2026-09-06T03:59:59Z, America/Santiago, 2026-09-05, 23, 20260905_2359",
        "2026-09-06T04:00:00Z, America/Santiago, 2026-09-06, 01, 20260906_0100"
    })
    void daysAndHoursAreThoseOfTheTimeZone(Instant now, String zone, LocalDate date, String hour, String minute) {
        ExportRun run = ExportRun.begin(layout(zone, null, null), now, "c0ffee00");

        assertThat(run.date()).isEqualTo(date);
        assertThat(run.hour()).isEqualTo(hour);
        assertThat(run.minute()).isEqualTo(minute);
    }

    @Test
    void aRunIsCalledAfterItsTimeUnlessSomebodyNamesIt() {
        Instant now = Instant.parse("2026-11-21T07:46:36.123456789Z");

        ExportRun unnamed = ExportRun.begin(layout("Asia/Tokyo", null, null), now, "c0ffee00");
        ExportRun named = ExportRun.begin(layout("UTC", null, "nightly-7"), now, "c0ffee00");

        assertThat(unnamed.batchId()).isEqualTo("20261121_164636_c0ffee00");
        assertThat(unnamed.timestamp()).isEqualTo("2026-11-21T16:46:36.123456+09:00");
        assertThat(named.batchId()).isEqualTo("nightly-7");
        assertThat(named.timestamp()).isEqualTo("2026-11-21T07:46:36.123456Z");
    }

    @Test
    void theDayMayBeAnotherThanToday() {
        Instant now = Instant.parse("2026-11-21T07:46:36Z");

        ExportRun run = ExportRun.begin(layout("UTC", LocalDate.of(2024, 2, 29), null), now, "c0ffee00");

        assertThat(run.date()).isEqualTo("2024-02-29");
        assertThat(run.hour()).isEqualTo("07");
        assertThat(run.batchId()).startsWith("20261121_074636_");
    }

    private static PublishLayout layout(String zone, @Nullable LocalDate date, @Nullable String batchId) {
        return new PublishLayout(
                PublishStrategy.CLEAN_WITH_ARCHIVE,
                PartitionStrategy.HOURLY,
                true,
                "s",
                ZoneId.of(zone),
                date,
                batchId);
    }
}
