package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text files that are too wide, too large or unclear. What is small has its check in {@link CsvChecksIT}. */
class BadTextIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();

    @TempDir
    private Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("file.csv"), text);
    }

    private static String row(int columns, String form) {
        return IntStream.range(0, columns).mapToObj(form::formatted).collect(Collectors.joining(",")) + "\n";
    }

    @Test
    void moreColumnsThanATableCanHaveAreRefused() throws IOException {
        Path wide = file(row(1700, "c%d") + row(1700, "%d"));
        var missing = new LoadedTable(DATABASE, "wide");

        assertThatThrownBy(() -> missing.load(wide, Map.of("create_table", "if_missing")))
                .hasMessageContaining("file.csv: it has 1,700 fields, but a table can have 1,600 columns."
                        + " Say which are loaded with columns");
    }

    @Test
    void someOfTooManyColumnsAreLoaded() throws IOException {
        Path wide = file(row(1700, "c%d") + row(1700, "%d"));
        LoadedTable table = LoadedTable.create(DATABASE, "narrow", "c0 int, c1699 int");

        table.load(wide, Map.of("columns", Map.of("c0", "c0", "c1699", "c1699")));

        assertThat(table.rows()).containsExactly(List.of("0", "1699"));
    }

    @Test
    void tablesWithAllColumnsAreLoaded() throws IOException {
        Path wide = file(row(1600, "c%d") + row(1600, "%d"));
        var missing = new LoadedTable(DATABASE, "widest");

        missing.load(wide, Map.of("create_table", "if_missing"));

        assertThat(DATABASE.queryText("SELECT c1599 FROM widest")).isEqualTo("1599");
    }

    @Test
    void aFieldOfTenMegabytesIsLoaded() throws IOException {
        String large = "0123456789\n".repeat(1_000_000);
        LoadedTable table = LoadedTable.create(DATABASE, "large", "id int, body text");

        table.load(file("id,body\n1,\"%s\"\n2,x\n".formatted(large)), Map.of());

        assertThat(DATABASE.queryText("SELECT string_agg(md5(body), ' ' ORDER BY id) FROM large"))
                .isEqualTo(DATABASE.queryText("SELECT md5(repeat(E'0123456789\\n', 1000000)) || ' ' || md5('x')"));
    }

    private Outcome cli(Path file, String table, Object... options) {
        Object[] arguments = new Object[options.length + 6];
        List<Object> first = List.of("load", file, "--into", table, "--database");
        first.toArray(arguments);
        arguments[5] = "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(DATABASE.port(), DATABASE.database());
        System.arraycopy(options, 0, arguments, 6, options.length);
        return Cli.run(arguments);
    }

    @Test
    void theFormatIsFoundOutShownAndUsedForRejectedRecords() throws IOException {
        LoadedTable table = LoadedTable.create(DATABASE, "sniffed", "id int, note text");
        Path file = file("id;note\n1;'a;b'\nx;c\n");

        assertThat(cli(file, "sniffed", "--sniff", "--plan").out())
                .contains("csv: delimiter: ;, quote: ', escape: '; all 3 records of the file have 2 fields");
        assertThat(cli(file, "sniffed").err()).contains("If these are several fields, say what is between them");
        assertThat(cli(file, "sniffed", "--sniff", "--set", "import_settings.on_error=reject")
                        .err())
                .isEmpty();

        assertThat(table.rows()).containsExactly(List.of("1", "a;b"));
        assertThat(directory.resolve("file.csv.rejected")).hasContent("id;note\nx;c\n");
    }

    @Test
    void aNewTableHasTheTypesOfFormattedValues() throws IOException {
        Path file = file("day;price;code\n29.02.2024;1.234,5;007\n");
        Map<String, Object> settings = Map.of(
                "create_table",
                "if_missing",
                "csv",
                Map.of("delimiter", ";"),
                "formats",
                Map.of(
                        "columns",
                        Map.of("day", Map.of("date", "dd.MM.yyyy"), "price", Map.of("decimal", ",", "grouping", "."))));
        var made = new LoadedTable(DATABASE, "formed");

        made.load(file, settings);

        assertThat(made.rows()).containsExactly(List.of("2024-02-29", "1234.5", "007"));
        assertThat(DATABASE.queryText("SELECT string_agg(atttypid::regtype::text, ' ' ORDER BY attnum)"
                        + " FROM pg_attribute WHERE attrelid = 'formed'::regclass AND attnum > 0"))
                .isEqualTo("date numeric text");
        assertThatThrownBy(() -> new LoadedTable(DATABASE, "not_formed")
                        .load(
                                file,
                                Map.of(
                                        "create_table",
                                        "if_missing",
                                        "csv",
                                        Map.of("delimiter", ";"),
                                        "formats",
                                        Map.of("date", "dd.MM.yyyy"))))
                .hasMessageContaining("formats are possible for columns by name only. Say them below formats.columns");
    }

    @Test
    void formatsThatAreNoneAreProblems() {
        LoadedTable table = LoadedTable.create(DATABASE, "unformed", "id int");

        assertThatThrownBy(() -> table.request(
                        Path.of("f"),
                        Map.of(
                                "formats",
                                Map.of("date", "dd.MM.", "timestamp", "qqqqqq", "decimal", "ab", "grouping", "."))))
                .hasMessageContaining("date is dd.MM., which is no pattern such as dd.MM.yyyy")
                .hasMessageContaining("timestamp is qqqqqq, which is no pattern such as dd.MM.yyyy HH:mm:ss")
                .hasMessageContaining("decimal has to be one character that is no part of a number, or space")
                .hasMessageContaining("grouping is the same as decimal, which is . if it is not given");
    }
}
