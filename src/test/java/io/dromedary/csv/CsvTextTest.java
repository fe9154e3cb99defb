package io.dromedary.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts of single values; {@code CsvIT} compares them with PostgreSQL's. */
class CsvTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, -0",
        "1, 1",
        "0.1, 0.1",
        "2.0E-3, 0.002",
        "1.0E-4, 0.0001",
        "1.0E-5, 1e-05",
        "123456789012345, 123456789012345",
        "1.0E15, 1e+15",
        "1.0E23, 1e+23",
        "5.684341886080801E-14, 5.684341886080801e-14",
        "4.9E-324, 5e-324",
        "1.7976931348623157E308, 1.7976931348623157e+308",
        "NaN, NaN",
        "-Infinity, -Infinity"
    })
    void doublesHaveTheFewestDigits(double value, String text) {
        assertThat(FloatText.of(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1.0E5, 100000", "1.0E6, 1e+06", "0.1, 0.1", "3.4028235E38, 3.4028235e+38", "1.4E-45, 1e-45"})
    void floatsHaveFewerStill(float value, String text) {
        assertThat(FloatText.of(value)).isEqualTo(text);
    }

    @Test
    void everyDoubleIsReadBackTheSame() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (!Double.isNaN(value)) {
                assertThat(Double.parseDouble(FloatText.of(value))).isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2026-11-21, 2026-11-21", "0001-01-01, 0001-01-01", "+12345-01-02, 12345-01-02"})
    void datesAreIso(LocalDate day, String text) {
        assertThat(put(out -> TimeText.putDate(day.toEpochDay(), out))).isEqualTo(text);
    }

    @Test
    void timesHaveNoZerosAtTheEndAndErasTheirName() {
        long ides = LocalDate.of(-43, 3, 15).toEpochDay();

        assertThat(put(out -> TimeText.putTimestamp(1_500_000, true, out))).isEqualTo("1970-01-01 00:00:01.5+00");
        assertThat(put(out -> TimeText.putTimestamp(-1, false, out))).isEqualTo("1969-12-31 23:59:59.999999");
        assertThat(put(out -> TimeText.putTimestamp(ides * 86_400_000_000L, true, out)))
                .isEqualTo("0044-03-15 00:00:00+00 BC");
        assertThat(put(out -> TimeText.putTime(86_400_000_000L, out))).isEqualTo("24:00:00");
    }

    @Test
    void integersOfAnySizeHaveAllTheirDigits() {
        assertThat(put(out -> out.putLong(Long.MIN_VALUE))).isEqualTo("-9223372036854775808");
        assertThat(put(out -> out.putLong(0))).isEqualTo("0");
        assertThat(put(out -> out.putDigits(7, 3))).isEqualTo("007");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            quoteCharacter = '`',
            value = {"plain=plain", "a,b=\"a,b\"", "a\"b=\"a\"\"b\"", "``=\"\"", "NULL=\"NULL\"", "\\.=\\.", "a;b=a;b"})
    void textsAreQuotedWhereTheyHaveTo(String text, String line) {
        var cell = new TextCell(new CsvFormat(true, "NULL", ',', CsvFormat.LineEnd.LF), false);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(put(out -> cell.put(bytes, 0, bytes.length, out))).isEqualTo(line);
    }

    @Test
    void aLineThatWouldEndACopyIsQuoted() {
        var cell = new TextCell(CsvFormat.DEFAULT, true);

        assertThat(put(out -> cell.put(new byte[] {'\\', '.'}, 0, 2, out))).isEqualTo("\"\\.\"");
    }

    @Test
    void linesInsideOfQuotesAreNotCounted() throws IOException {
        assertThat(rows("a,b\r\n1,\"x\r\ny\"\"\n\"\r\n2,\r\n")).isEqualTo(2);
        assertThat(rows("a\n")).isZero();
        assertThatThrownBy(() -> rows("a\n1"))
                .isInstanceOf(EOFException.class)
                .hasMessage("it ends in the middle of a line");
        assertThatThrownBy(() -> rows("a\n\"1\n")).isInstanceOf(EOFException.class);
    }

    private static long rows(String text) throws IOException {
        return CsvRowCount.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "x.csv", true);
    }

    private static String put(Consumer<CsvBuffer> value) {
        var out = new CsvBuffer();
        value.accept(out);
        return new String(out.bytes, 0, out.size, StandardCharsets.UTF_8);
    }
}
