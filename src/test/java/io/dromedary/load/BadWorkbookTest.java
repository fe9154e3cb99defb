package io.dromedary.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadWorkbookTest {
    private static final String HEADER = "<row r=\"1\">%s</row>".formatted(inline("A1", "a"));

    @TempDir
    private Path directory;

    private static String inline(String cell, String text) {
        return "<c r=\"%s\" t=\"inlineStr\"><is><t>%s</t></is></c>".formatted(cell, text);
    }

    private Path file() {
        return directory.resolve("book.xlsx");
    }

    @Test
    void documentTypesAndEntitiesAreRefused() {
        String bomb = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]>"
                + "<worksheet><sheetData>" + HEADER + "</sheetData></worksheet>";
        new TestWorkbook().rawSheet("S", bomb).write(file());
        assertThatThrownBy(() -> ReadFile.of(file()))
                .hasMessageEndingWith("book.xlsx: sheet \"S\": declares a document type or entities, which no"
                        + " workbook has; files do that are made to attack who reads them. Nothing was read");

        String external = "<!DOCTYPE sst SYSTEM \"file:///etc/passwd\"><sst><si><t>&x;</t></si></sst>";
        new TestWorkbook()
                .part("xl/sharedStrings.xml", external)
                .sheet("S", "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>")
                .write(file());
        assertThatThrownBy(() -> ReadFile.of(file()))
                .hasMessageContaining("sharedStrings.xml: declares a document type");

        new TestWorkbook()
                .shared("<si><t>&x;</t></si>")
                .sheet("S", "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>")
                .write(file());
        assertThatThrownBy(() -> ReadFile.of(file()))
                .hasMessageEndingWith("sharedStrings.xml: has the entity \"&x\", which XML does not know");
    }

    @Test
    void partsThatUnpackToFarMoreThanTheyAreAreRefused() {
        new TestWorkbook()
                .shared(("<si><t>" + " ".repeat(1 << 20) + "</t></si>").repeat(40))
                .sheet("S", "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>")
                .write(file());

        assertThatThrownBy(() -> ReadFile.of(file()))
                .isInstanceOfSatisfying(
                        DromedaryException.class, e -> assertThat(e.category()).isEqualTo(FailureCategory.DATA))
                .hasMessageContaining("sharedStrings.xml: unpacks to more than 250 times its size");
        assertThatThrownBy(() -> ReadFile.of(file(), "expanded_mb_max: 30"))
                .hasMessageEndingWith("sharedStrings.xml: unpacks to 40 MB. If that is right, raise expanded_mb_max");
    }

    @Test
    void aCellLargerThanAnyRecordIsRefused() {
        new TestWorkbook()
                .sheet("S", HEADER + "<row r=\"2\">" + inline("A2", "x".repeat(33 << 20)) + "</row>")
                .write(file());

        assertThatThrownBy(() -> ReadFile.of(file(), "expansion_ratio_max: 100000"))
                .hasMessageEndingWith("sheet \"S\": line 2: a record is longer than 32 MB");
    }

    @Test
    void damagedWorkbooksSaySo() throws IOException {
        new TestWorkbook()
                .sheet("S", "<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>")
                .write(file());
        assertThatThrownBy(() -> ReadFile.of(file()))
                .hasMessageEndingWith("sheet \"S\": has a cell \"A1\" where it cannot be: it is damaged");

        new TestWorkbook()
                .sheet("S", "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>5</v></c></row>")
                .write(file());
        assertThatThrownBy(() -> ReadFile.of(file())).hasMessageContaining("has no text number 5");

        byte[] bytes = Files.readAllBytes(new TestWorkbook().sheet("S", HEADER).write(file()));
        Files.write(file(), Arrays.copyOf(bytes, bytes.length - 40));
        assertThatThrownBy(() -> ReadFile.of(file())).hasMessageContaining("is a damaged or encrypted zip file");
    }

    @Test
    void oldAndEncryptedWorkbooksAreRefusedWithAdvice() throws IOException {
        byte[] ole = new byte[2048];
        byte[] magic = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1};
        System.arraycopy(magic, 0, ole, 0, magic.length);
        Files.write(file(), ole);
        assertThatThrownBy(() -> ReadFile.of(file()))
                .hasMessageEndingWith(
                        "is an old Office document such as xls, which cannot be read. Save it as xlsx or CSV");

        byte[] name = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(name, 0, ole, 1024, name.length);
        Files.write(file(), ole);
        assertThatThrownBy(() -> ReadFile.of(file()))
                .hasMessageEndingWith("is an encrypted workbook, which cannot be read. Save it without a password");
    }
}
