package io.dromedary.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.failure.DromedaryException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvSnifferTest {
    private static final CsvFormat OPEN =
            new CsvFormat(CsvFormat.AUTO, CsvFormat.AUTO, CsvFormat.AUTO, CsvFormat.NONE, true, "");
    private static final int FILES = Integer.getInteger("dromedary.sniffed-files", 6000);
    private static final List<String> NAMES = List.of("id", "first name", "Größe", "amount", "note");
    private static final List<String> NASTY = List.of(
            "1",
            "1,5",
            "1.234,50",
            "a;b",
            "x|y",
            "tab\there",
            "O'Neil",
            "'quoted'",
            "5\" pipe",
            "\"said\"",
            "two\nlines",
            "C:\\dir\\",
            "it's 'so'",
            "\\\"",
            "",
            " ",
            "plain",
            "2024-02-29 12:00:00",
            "'",
            "\"",
            "a,b;c|d\te",
            "\\'");
    private static final List<String> TAME = List.of("1", "plain", "two words", "2024-02-29", "O'Neil", "7.5", "", "é");

    private static CsvGuess sniff(String text) {
        return CsvSniffer.sniff("f.csv", OPEN, text.getBytes(StandardCharsets.UTF_8), true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '~', textBlock = """
            a,b\\n1,2\\n                        # , # "    # "
            a;b\\n1,5;2\\n                      # ; # "    # "
            a|b\\n1|2\\n                        # | # "    # "
            a\\tb\\n1\\t2\\n                    # tab # "  # "
            a;b\\n"1;1";"say ""hi""\"\\n        # ; # "    # "
            a;b\\n"1;1";"say \\"hi\\""\\n       # ; # "    # \\
            a;b\\n'1;1';2\\n                    # ; # '    # '
            a;b\\n'1;1';'it\\'s'\\n             # ; # '    # \\
            a\\tb\\n5" x\\t6" y\\n               # tab # none # none
            a\\tb\\n5" pipe\\tx\\n              # tab # none # none
            a\\n1\\n2\\n                        # , # "    # "
            a,b\\n1,2\\n3\\n                    # , # "    # "
            a,b\\n"1,2"\\n                      # , # "    # "
            only one line, of prose\\n          # , # "    # "
            a;b;c                               # ; # "    # "
            a;b\\nO'Neil;D'Arcy\\n              # ; # "    # "
            """)
    void findsWhatIsCertain(String text, String delimiter, String quote, String escape) {
        CsvFormat format = sniff(unescaped(text)).format();

        assertThat(List.of(
                        CsvFormat.shown(format.delimiter()),
                        CsvFormat.shown(format.quote()),
                        CsvFormat.shown(format.escape())))
                .containsExactly(delimiter, quote, escape);
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\t", "\t");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '~', textBlock = """
            1,5;2,5\\n3,5;4,5\\n     # , and ; stand in every record. Say it with csv.delimiter
            a;b\\n'1';'2'\\n         # the quote may be " or '. Say it with csv.quote
            a;b;c\\n";\\";x\\n        # with quotes the records differ in their number of fields. Say it with csv.quote
            a;b\\n1;2;3\\n           # with ; the records have 2 to 3 fields. Say it with csv.delimiter
            a\\tb\\n5" x\\t1\\n6" y\\t2\\n # the quote may be " or none. Say it with csv.quote
            """)
    void refusesWhatIsNot(String text, String message) {
        assertThatThrownBy(() -> sniff(unescaped(text)))
                .isInstanceOf(DromedaryException.class)
                .hasMessageContaining("f.csv: it is not certain how its fields are separated: " + message);
    }

    @Test
    void whatIsGivenStays() {
        var given = new CsvFormat(';', CsvFormat.AUTO, CsvFormat.AUTO, '#', false, "-");

        CsvGuess guess = CsvSniffer.sniff("f", given, "#x\n1,5;'a;b'\n2,5;-\n".getBytes(StandardCharsets.UTF_8), true);

        assertThat(guess.format()).isEqualTo(new CsvFormat(';', '\'', '\'', '#', false, "-"));
        assertThat(guess.shown())
                .isEqualTo("delimiter: ;, quote: ', escape: '; all 2 records of the file have 2 fields");
    }

    @Test
    void aBlockMayEndWithinARecord() {
        byte[] bytes = "a;b\n\"1;\n1\";2\n\"3;".getBytes(StandardCharsets.UTF_8);

        assertThat(CsvSniffer.sniff("f", OPEN, bytes, false).format().delimiter())
                .isEqualTo(';');
        assertThat(CsvSniffer.sniff("f", OPEN, new byte[0], true).format()).isEqualTo(CsvFormat.STANDARD);
    }

    /** What was written in a format is read so, or as the standard has it, or refused; never as other rows. */
    @Test
    void neverFindsAnotherFormatThatLoadsOtherRows() {
        var random = new SplittableRandom(System.nanoTime());
        int found = 0;
        for (int i = 0; i < FILES; i++) {
            CsvFormat written = format(random);
            List<List<String>> rows = rows(random, written, i % 3 == 0 ? TAME : NASTY);
            String text = text(random, written, rows);
            CsvGuess guess;
            try {
                guess = sniff(text);
            } catch (DromedaryException e) {
                continue;
            }
            CsvFormat format = guess.format();
            boolean isStandard = format.equals(CsvFormat.STANDARD);
            // What looks quoted in the standard's way is taken for such.
            boolean isQuoted = written.quote() != '"' && format.quote() == '"' && text.contains("\"");
            if (!isStandard && !(isQuoted && format.delimiter() == written.delimiter())) {
                assertThat(read(format, text)).as("%s as %s", text, guess).isEqualTo(read(written, text));
                found++;
            }
        }
        assertThat(found).as("files whose format was found").isGreaterThan(FILES / 5);
    }

    @Test
    void findsNearlyEveryTameFile() {
        var random = new SplittableRandom(4180);
        int found = 0;
        for (int i = 0; i < 1000; i++) {
            CsvFormat written = new CsvFormat(",;\t|".charAt(i % 4), '"', '"', CsvFormat.NONE, true, "");
            String text = text(random, written, rows(random, written, TAME));
            found += read(sniff(text).format(), text).equals(read(written, text)) ? 1 : 0;
        }
        assertThat(found).isEqualTo(1000);
    }

    private static CsvFormat format(SplittableRandom random) {
        int delimiter = ",;\t|".charAt(random.nextInt(4));
        int quote = new int[] {'"', '"', '\'', CsvFormat.NONE}[random.nextInt(4)];
        int escape = quote != CsvFormat.NONE && random.nextInt(3) == 0 ? '\\' : quote;
        return new CsvFormat(delimiter, quote, escape, CsvFormat.NONE, true, "");
    }

    private static List<List<String>> rows(SplittableRandom random, CsvFormat format, List<String> values) {
        int columns = 1 + random.nextInt(NAMES.size());
        List<List<String>> rows = new ArrayList<>(List.of(NAMES.subList(0, columns)));
        for (int i = random.nextInt(8); i > 0; i--) {
            rows.add(IntStream.range(0, columns)
                    .mapToObj(column -> value(values.get(random.nextInt(values.size())), format))
                    .toList());
        }
        return rows;
    }

    /** Without quotes not everything can be said. */
    private static String value(String text, CsvFormat format) {
        return format.quote() == CsvFormat.NONE ? text.replaceAll("[\n%c]".formatted(format.delimiter()), "") : text;
    }

    private static String text(SplittableRandom random, CsvFormat format, List<List<String>> rows) {
        var text = new StringBuilder();
        for (List<String> row : rows) {
            List<String> fields =
                    row.stream().map(value -> field(random, format, value)).toList();
            text.append(String.join(Character.toString(format.delimiter()), fields))
                    .append('\n');
        }
        return text.toString();
    }

    private static String field(SplittableRandom random, CsvFormat format, String value) {
        boolean isPlain = value.chars().noneMatch(c -> c == format.delimiter() || c == format.quote() || c == '\n');
        if (format.quote() == CsvFormat.NONE || (isPlain && random.nextInt(4) > 0)) {
            return value;
        }
        String quote = Character.toString(format.quote());
        String escape = Character.toString(format.escape());
        String inner = format.escape() == '\\' ? value.replace("\\", "\\\\") : value;
        return quote + inner.replace(quote, escape + quote) + quote;
    }

    private static List<String> read(CsvFormat format, String text) {
        CsvReading reading = CsvReading.of(format, text.getBytes(StandardCharsets.UTF_8), true);
        return reading.hashes().stream().map(Long::toHexString).toList();
    }
}
