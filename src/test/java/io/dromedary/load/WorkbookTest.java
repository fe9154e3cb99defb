package io.dromedary.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkbookTest {
    private static final String HEADER = "<row r=\"1\">%s</row>".formatted(inline("A1", "a"));

    @TempDir
    private Path directory;

    private static String inline(String cell, String text) {
        return "<c r=\"%s\" t=\"inlineStr\"><is><t>%s</t></is></c>".formatted(cell, text);
    }

    private static String number(String cell, int style, String value) {
        return "<c r=\"%s\" s=\"%d\"><v>%s</v></c>".formatted(cell, style, value);
    }

    private Path file() {
        return directory.resolve("book.xlsx");
    }

    @Test
    void readsWhatAProgramWrites() throws IOException {
        try (OutputStream out = Files.newOutputStream(file());
                var workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Data");
            List<String> names = List.of("id", "name", "day", "moment", "price", "done");
            for (int i = 0; i < names.size(); i++) {
                sheet.value(0, i, names.get(i));
            }
            sheet.value(1, 0, 10_000_000);
            sheet.value(1, 1, "\"two\"\nlines, <&> é");
            sheet.value(1, 2, LocalDate.of(2024, 2, 29));
            sheet.style(1, 2).format("yyyy-MM-dd").set();
            sheet.value(1, 3, LocalDateTime.of(2024, 2, 29, 23, 59, 59, 500_000_000));
            sheet.style(1, 3).format("yyyy-MM-dd H:mm:ss").set();
            sheet.value(1, 4, 0.1);
            sheet.value(1, 5, true);
            sheet.value(3, 0, 2);
        }

        ReadFile read = ReadFile.of(file());

        assertThat(read.header()).containsExactly("id", "name", "day", "moment", "price", "done");
        assertThat(read.rows())
                .containsExactly(
                        List.of(
                                "10000000",
                                "\"two\"\nlines, <&> é",
                                "2024-02-29",
                                "2024-02-29 23:59:59.500",
                                "0.1",
                                "true"),
                        Arrays.asList("2", null, null, null, null, null));
        assertThat(read.lines()).containsExactly(2L, 4L);
        assertThat(read.raw())
                .containsExactly(
                        "10000000,\"\"\"two\"\"\nlines, <&> é\",2024-02-29,2024-02-29 23:59:59.500,0.1,true", "2,,,,,");
        assertThat(read.refusals()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10000000, 10000000",
        "1E7, 10000000",
        "1.0000000000000001E-5, 0.00001",
        "0.10000000000000001, 0.1",
        "0.30000000000000004, 0.30000000000000004",
        "1234567.8899999999, 1234567.89",
        "-0.5, -0.5",
        "1E+20, 100000000000000000000",
        "12345678901234567890, 12345678901234567890",
        "0.123456789012345678901, 0.123456789012345678901",
        "4.9406564584124654E-324, 0." + "0",
    })
    void numbersHaveTheirShortestDecimalForm(String stored, String expected) {
        new TestWorkbook()
                .sheet("S", HEADER + "<row r=\"2\">" + number("A2", 0, stored) + "</row>")
                .write(file());

        String text = ReadFile.of(file()).rows().get(0).get(0);

        if (stored.contains("E-324")) {
            assertThat(text).startsWith("0.000").hasSizeGreaterThan(324);
            assertThat(Double.parseDouble(String.valueOf(text))).isEqualTo(Double.MIN_VALUE);
        } else {
            assertThat(text).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "14          | 45351           | 2024-02-29",
                "22          | 45351.5         | 2024-02-29 12:00:00",
                "22          | 45351           | 2024-02-29 00:00:00",
                "14          | 45351.25        | 2024-02-29 06:00:00",
                "20          | 0.75            | 18:00:00",
                "46          | 1.5             | 36:00:00",
                "[h]:mm:ss   | 100.000005787   | 2400:00:00.500",
                "14          | 1               | 1900-01-01",
                "14          | 59              | 1900-02-28",
                "14          | 61              | 1900-03-01",
                "14          | 2958465         | 9999-12-31",
                "yyyy\\-mm   | 45351           | 2024-02-29",
                "[$-409]mmmm | 45351           | 2024-02-29",
                "&quot;day&quot; 0 | 45351     | 45351",
                "#,##0.00    | 1234.5          | 1234.5",
                "[Red]0      | 7               | 7",
                "0.00E+00    | 12345           | 12345",
                "22          | 45351.999999999 | 2024-03-01 00:00:00",
            })
    void numbersAreDatesByTheirFormat(String format, String stored, String expected) {
        new TestWorkbook()
                .formats(format)
                .sheet("S", HEADER + "<row r=\"2\">" + number("A2", 1, stored) + "</row>")
                .write(file());

        assertThat(ReadFile.of(file()).rows()).containsExactly(List.of(expected));
    }

    @Test
    void theDayThatOnlyExcelKnowsIsRefused() {
        new TestWorkbook()
                .formats("14")
                .sheet(
                        "S",
                        HEADER + "<row r=\"2\">" + number("A2", 1, "60") + "</row><row r=\"3\">" + number("A3", 1, "-1")
                                + "</row>")
                .write(file());

        assertThat(ReadFile.of(file()).refusals())
                .containsExactly(
                        "sheet \"S\" 2: cell A2: 29 February 1900 is a day that only Excel knows",
                        "sheet \"S\" 3: cell A3: the number -1.0 is no date of Excel");
    }

    @Test
    void daysCountFrom1904WhereTheWorkbookSaysSo() {
        new TestWorkbook()
                .since1904()
                .formats("14")
                .sheet(
                        "S",
                        HEADER + "<row r=\"2\">" + number("A2", 1, "0") + "</row><row r=\"3\">"
                                + number("A3", 1, "43889") + "</row>")
                .write(file());

        assertThat(ReadFile.of(file()).rows()).containsExactly(List.of("1904-01-01"), List.of("2024-02-29"));
    }

    @Test
    void cellsOfEveryKindAreTheirValues() {
        new TestWorkbook()
                .shared(
                        "<si><t>007</t></si>",
                        "<si><r><t>ri</t></r><r><t xml:space=\"preserve\">ch </t></r>" + "<rPh><t>no</t></rPh></si>",
                        "<si><t/></si>",
                        "<si><t>a_x0009_b_x005F_c&#xe9;&amp;</t></si>")
                .sheet("S", """
                        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><v>b</v></c>
                        <c r="C1" t="inlineStr"><is><t>c</t></is></c></row>
                        <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c>
                        <c r="C2" t="s"><v>2</v></c></row>
                        <row><c t="s"><v>3</v></c><c t="b"><v>1</v></c><c t="b"><v>0</v></c></row>
                        <!-- <row r="9"> -->
                        <row r="4"><c r="A4" t="str"><f>"x"</f><v><![CDATA[<x>]]></v></c><c r="B4"><f>1+1</f><v>2</v></c><c r="D4" s="1"/></row>
                        <row r="5" spans="1:3"/><row r="6"><c r="A6" s="1"/><c r="B6"><v></v></c></row>
                        """)
                .write(file());

        ReadFile read = ReadFile.of(file());

        assertThat(read.header()).containsExactly("007", "b", "c");
        assertThat(read.rows())
                .containsExactly(
                        Arrays.asList("007", "rich ", null),
                        List.of("a\tb_cé&", "true", "false"),
                        Arrays.asList("<x>", "2", null));
        assertThat(read.lines()).containsExactly(2L, 3L, 4L);
    }

    @Test
    void cellsWithErrorsAreRefusedOrMissing() {
        new TestWorkbook()
                .sheet(
                        "S",
                        HEADER + "<row r=\"2\"><c r=\"A2\" t=\"e\"><v>#N/A</v></c></row>"
                                + "<row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"B3\" t=\"e\"><v>#DIV/0!</v></c></row>")
                .write(file());

        ReadFile refusing = ReadFile.of(file());
        ReadFile missing = ReadFile.of(file(), "cell_errors: missing");

        assertThat(refusing.refusals())
                .containsExactly(
                        "sheet \"S\" 2: cell A2: has the error #N/A. Correct it, or set cell_errors to missing",
                        "sheet \"S\" 3: cell B3: has the error #DIV/0!. Correct it, or set cell_errors to missing");
        assertThat(refusing.raw()).containsExactly("#N/A", "1,#DIV/0!");
        assertThat(missing.refusals()).isEmpty();
        assertThat(missing.rows()).containsExactly(List.of("1"));
    }

    @Test
    void sheetsAreReadOneAfterAnother() {
        var workbook = new TestWorkbook()
                .sheet("One", HEADER + "<row r=\"2\">" + number("A2", 0, "1") + "</row>")
                .sheet("Empty", "")
                .sheet("Two", HEADER + "<row r=\"2\">" + number("A2", 0, "2") + "</row>")
                .sheet("Notes", "<row r=\"1\">%s</row>".formatted(inline("A1", "other")));
        workbook.write(file());

        assertThat(ReadFile.of(file(), "sheet: [One, Empty, 3]").rows()).containsExactly(List.of("1"), List.of("2"));
        assertThat(ReadFile.of(file(), "sheet: [Two]").rows()).containsExactly(List.of("2"));
        assertThatThrownBy(() -> ReadFile.of(file()))
                .hasMessageEndingWith("book.xlsx: sheet \"Notes\" has the fields other, but sheet \"One\" has a."
                        + " Say which parts belong together with sheet");
        assertThatThrownBy(() -> ReadFile.of(file(), "sheet: [Too]"))
                .hasMessageEndingWith("book.xlsx: has no sheet \"Too\"; did you mean \"Two\"?");
    }

    @Test
    void theHeaderIsInTheRowThatIsNamed() {
        new TestWorkbook()
                .sheet(
                        "S",
                        "<row r=\"1\">" + inline("A1", "Report") + "</row><row r=\"3\">" + inline("A3", "x")
                                + inline("B3", "y") + "</row><row r=\"4\">" + inline("A4", "1") + inline("B4", "2")
                                + "</row>")
                .write(file());

        ReadFile third = ReadFile.of(file(), "header_row: 3");
        ReadFile none = ReadFile.of(file(), "header_row: 0");

        assertThat(third.header()).containsExactly("x", "y");
        assertThat(third.rows()).containsExactly(List.of("1", "2"));
        assertThat(none.header()).isEmpty();
        assertThat(none.rows()).containsExactly(List.of("Report"), List.of("x", "y"), List.of("1", "2"));
    }

    @Test
    void readsAsManyRowsAsASheetHas() throws IOException {
        int rows = 1_048_576;
        try (OutputStream out = Files.newOutputStream(file());
                var workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Data");
            sheet.value(0, 0, "a");
            for (int i = 1; i < rows; i++) {
                sheet.value(i, 0, i * 7L);
                if (i % 10_000 == 0) {
                    sheet.flush();
                }
            }
        }

        assertThat(ReadFile.last(file())).isEqualTo("%d: %d".formatted(rows, (rows - 1) * 7L));
        assertThat(ReadFile.count(file())).isEqualTo(rows - 1);
    }
}
