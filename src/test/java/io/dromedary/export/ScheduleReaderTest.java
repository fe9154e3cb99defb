package io.dromedary.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.settings.Schedule;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.CronExpression;

class ScheduleReaderTest {

    /** Saturday, 21 November 2026, 07:30. */
    private static final Instant NOW = Instant.parse("2026-11-21T07:30:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0 3 * * *       | 2026-11-22T03:00:00Z
                    */15 * * * *    | 2026-11-21T07:45:00Z
                    0 3 * * 1-5     | 2026-11-23T03:00:00Z
                    0 3 * * 0       | 2026-11-22T03:00:00Z
                    0 3 * * 7       | 2026-11-22T03:00:00Z
                    0 3 * * 6       | 2026-11-28T03:00:00Z
                    0 3 * * 6-7     | 2026-11-22T03:00:00Z
                    0 3 * * 0-7     | 2026-11-22T03:00:00Z
                    0 3 * * 1,3     | 2026-11-23T03:00:00Z
                    0 3 * * MON     | 2026-11-23T03:00:00Z
                    0 3 1 * *       | 2026-12-01T03:00:00Z
                    0 3 1 1 *       | 2027-01-01T03:00:00Z
                    30 0 3 * * ?    | 2026-11-22T03:00:30Z
                    0 0 3 ? * 2#1   | 2026-12-07T03:00:00Z
                    """)
    void fiveFieldsAreUnixAndMoreAreQuartz(String cron, Instant next) throws ParseException {
        var schedule = (Schedule.Cron) read("{cron: '%s'}".formatted(cron));
        var expression = new CronExpression(schedule.expression());
        expression.setTimeZone(TimeZone.getTimeZone(schedule.timezone()));

        assertThat(expression.getNextValidTimeAfter(Date.from(NOW)).toInstant()).isEqualTo(next);
    }

    @Test
    void hoursAreInTheTimeZoneThatIsGiven() {
        assertThat(read("{cron: '0 3 * * *'}")).isEqualTo(new Schedule.Cron("0 0 3 * * ?", ZoneOffset.UTC));
        assertThat(read("{cron: '0 3 * * *', timezone: Europe/Berlin}"))
                .isEqualTo(new Schedule.Cron("0 0 3 * * ?", ZoneId.of("Europe/Berlin")));
    }

    @ParameterizedTest
    @CsvSource({"30s, PT30S", "15m, PT15M", "6h, PT6H", "1d, PT24H", "90 m, PT1H30M"})
    void aPeriodIsANumberAndItsUnit(String text, Duration period) {
        assertThat(read("{every: %s}".formatted(text))).isEqualTo(new Schedule.Every(period));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "-1h", "1.5h", "6", "h", "1w", "9999999d", "PT6H"})
    void otherPeriodsAreRefused(String text) {
        assertProblem(
                "{every: '%s'}".formatted(text),
                "job.yaml:1:19: schedule.every is \"%s\" but has to be a period such as 30s, 15m, 6h or 1d."
                        .formatted(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"daily", "* * *", "61 * * * *", "0 25 * * *", "0 3 13 * 5", "a b c d e"})
    void whatIsNoCronExpressionIsRefused(String cron) {
        assertThatThrownBy(() -> read("{cron: '%s'}".formatted(cron)))
                .hasMessageStartingWith(
                        "job.yaml has 1 problem:%n  job.yaml:1:18: schedule.cron is no cron expression: ".formatted());
    }

    @Test
    void aTimeZoneThatIsNoneIsRefused() {
        assertProblem(
                "{cron: '0 3 * * *', timezone: Europe/Berln}",
                "job.yaml:1:41: schedule.timezone is \"Europe/Berln\", which is no time zone; "
                        + "write UTC or a name such as Europe/Berlin.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{timezone: UTC}", "{cron: '0 3 * * *', every: 6h}"})
    void itIsCronOrEvery(String schedule) {
        assertThatThrownBy(() -> read(schedule))
                .hasMessageContaining("schedule.cron or every has to be given, one of the two.");
    }

    @Test
    void anUnknownKeyIsToldWithTheNearest() {
        assertProblem(
                "{every: 6h, timezon: UTC}", "job.yaml:1:23: schedule.timezon is no known key; did you mean timezone?");
    }

    private static void assertProblem(String schedule, String problem) {
        assertThatThrownBy(() -> read(schedule)).hasMessage("job.yaml has 1 problem:%n  %s".formatted(problem));
    }

    private static Schedule read(String schedule) {
        String text = "schedule: %s\ndatabase: {database: d, username: u}\ntables: [{table: t}]\n".formatted(schedule);
        return new ExportRequestReader(Path.of(""))
                .read("job.yaml", text, Map.of())
                .findSchedule()
                .orElseThrow();
    }
}
