package io.dromedary.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileOpenerTest {
    private static final String CSV = "id,name\n1,a\n2,b\n";
    private static final List<List<String>> ROWS = List.of(List.of("1", "a"), List.of("2", "b"));

    @TempDir
    private Path directory;

    private Path file(String name, byte[] bytes) {
        try {
            return Files.write(directory.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String name, String text) {
        return file(name, utf8(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private Path zip(String name, String... namesAndTexts) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            entries.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return TestWorkbook.zip(directory.resolve(name), entries);
    }

    @Test
    void unpacksByTheContentWhateverTheNameSays() {
        byte[] gzip = gzip(utf8(CSV));
        byte[] zstd = Zstd.compress(utf8(CSV));
        byte[] half = gzip(utf8("id,name\n1,a\n"));

        assertThat(ReadFile.of(file("a.csv", CSV)).rows()).isEqualTo(ROWS);
        assertThat(ReadFile.of(file("b.dat", gzip)).rows()).isEqualTo(ROWS);
        assertThat(ReadFile.of(file("b.dat", gzip)).bytesRead()).isEqualTo(gzip.length);
        assertThat(ReadFile.of(file("c.dat", zstd)).rows()).isEqualTo(ROWS);
        assertThat(ReadFile.of(file("d.gz", gzip(zstd))).rows()).isEqualTo(ROWS);
        assertThat(ReadFile.of(file("e.gz", joined(half, gzip(utf8("2,b\n")), new byte[100])))
                        .rows())
                .isEqualTo(ROWS);
        assertThat(ReadFile.of(zip("f.csv", "x/a.csv", CSV)).rows()).isEqualTo(ROWS);
    }

    @Test
    void packedFilesThatWereCutOffOrChangedSaySo() {
        byte[] gzip = gzip(utf8(CSV.repeat(1000)));
        for (int length : new int[] {5, gzip.length / 2, gzip.length - 1}) {
            assertThatThrownBy(() -> ReadFile.of(file("cut.csv.gz", Arrays.copyOf(gzip, length))))
                    .isInstanceOfSatisfying(DromedaryException.class, e -> assertThat(e.category())
                            .isEqualTo(FailureCategory.DATA))
                    .hasMessageEndingWith("cut.csv.gz: ends in the middle of its compressed data: it was cut off."
                            + " Get the whole file");
        }
        byte[] zstd = Zstd.compress(utf8(CSV.repeat(1000)));
        assertThatThrownBy(() -> ReadFile.of(file("cut.zst", Arrays.copyOf(zstd, zstd.length - 3))))
                .hasMessageEndingWith("it was cut off. Get the whole file");
        byte[] changed = gzip.clone();
        changed[gzip.length - 6] ^= 1;
        assertThatThrownBy(() -> ReadFile.of(file("bad.gz", changed)))
                .hasMessageEndingWith("is a damaged gzip file: its data is not that of its checksum. Get it again");
        assertThatThrownBy(() -> ReadFile.of(file("more.gz", joined(gzip, utf8("id")))))
                .hasMessageContaining("what follows the compressed data is nothing that gzip writes");
    }

    @Test
    void filesThatAreMadeToFillAMachineAreRefused() {
        byte[] large = new byte[64 << 20];
        Arrays.fill(large, (byte) '\n');

        assertThatThrownBy(() -> ReadFile.count(file("bomb.csv.gz", gzip(large))))
                .hasMessageEndingWith("bomb.csv.gz: unpacks to more than 250 times its size, as files do that are"
                        + " made to fill a machine."
                        + " If that is right, raise expansion_ratio_max");
        assertThatThrownBy(() -> ReadFile.count(file("bomb.csv.zst", Zstd.compress(large))))
                .hasMessageContaining("unpacks to more than 250 times its size");
        assertThatThrownBy(() -> ReadFile.count(zip("bomb.zip", "a.csv", new String(large, StandardCharsets.US_ASCII))))
                .hasMessageContaining("bomb.zip: a.csv: unpacks to more than 250 times its size");
        assertThatThrownBy(() -> ReadFile.count(
                        file("bomb.csv.gz", gzip(large)), "expansion_ratio_max: 100000", "expanded_mb_max: 50"))
                .hasMessageEndingWith(
                        "bomb.csv.gz: unpacks to more than 50 MB. If that is right, raise expanded_mb_max");
    }

    @Test
    void entriesOfAZipFileAreReadOneAfterAnother() {
        Path file = zip(
                "a.zip",
                "dir/1.csv",
                "id,name\n1,a\n",
                "__MACOSX/x",
                "?",
                "2.csv",
                "id,name\n",
                "3.csv",
                "id,name\n2,b\n2,c,3\n");

        ReadFile read = ReadFile.of(file);

        assertThat(read.header()).containsExactly("id", "name");
        assertThat(read.rows()).containsExactly(List.of("1", "a"), List.of("2", "b"), List.of("2", "c", "3"));
        assertThat(read.bytesRead()).isPositive();
        assertThat(ReadFile.of(file, "entries: \"3.*\"").rows()).hasSize(2);
        assertThatThrownBy(() -> ReadFile.of(file, "entries: \"*.tsv\""))
                .hasMessageEndingWith("a.zip: has no entry that fits entries: *.tsv; it has dir/1.csv, 2.csv, 3.csv");
    }

    @Test
    void entriesThatDoNotBelongTogetherAreNamed() {
        assertThatThrownBy(() -> ReadFile.of(zip("a.zip", "1.csv", CSV, "2.csv", "id,other\n1,2\n")))
                .hasMessageEndingWith("a.zip: entry 2.csv has the fields id, other, but entry 1.csv has id, name."
                        + " Say which parts belong together with entries");
        assertThatThrownBy(() -> ReadFile.of(zip("b.zip", "1.csv", CSV, "readme.md", "?", "logo.png", "?")))
                .hasMessageEndingWith("b.zip: has entries that are no data files: readme.md, logo.png."
                        + " Say which entries are with entries, such as entries: \"*.csv\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.csv", "a/../../evil.csv", "/etc/evil.csv", "C:evil.csv", "..\\evil.csv"})
    void entriesThatPointOutOfTheFileAreRefused(String name) {
        assertThatThrownBy(() -> ReadFile.of(zip("evil.zip", name, CSV)))
                .hasMessageEndingWith(("evil.zip: has an entry \"%s\", which points out of the file, as entries do"
                                + " that are made to overwrite files. Nothing was read")
                        .formatted(name));
        assertThat(directory.resolveSibling("evil.csv")).doesNotExist();
    }

    @Test
    void whatIsPackedInAnotherWayIsRefusedWithAdvice() {
        assertThatThrownBy(() -> ReadFile.of(file("a.bz2", "BZh91AY")))
                .hasMessageEndingWith(
                        "is packed with BZIP2, which cannot be read. Unpack it, or pack it with gzip, zstd or zip");
        byte[] nested = utf8(CSV);
        for (int i = 0; i < 6; i++) {
            nested = gzip(nested);
        }
        byte[] all = nested;
        assertThatThrownBy(() -> ReadFile.of(file("a.gz", all)))
                .hasMessageContaining("is packed in more than 3 layers");
        assertThatThrownBy(() -> ReadFile.of(zip("a.ods", "content.xml", "", "META-INF/manifest.xml", "")))
                .hasMessageEndingWith("is an OpenDocument file, which cannot be read. Save it as xlsx or CSV");
        assertThatThrownBy(() -> ReadFile.of(file("a.csv", CSV), "format: xlsx"))
                .hasMessageEndingWith("a.csv: is no workbook, but format says so");
        assertThatThrownBy(() -> ReadFile.of(directory.resolve("none.csv")))
                .hasMessageEndingWith("none.csv: is no file. Check its name");
    }

    @Test
    void emptyFilesHaveNoRecords() {
        for (String name : List.of("a.csv", "a.json", "a.gz")) {
            Path file = name.endsWith(".gz") ? file(name, gzip(new byte[0])) : file(name, "");
            assertThat(ReadFile.of(file).rows()).isEmpty();
            assertThat(ReadFile.of(file).header()).isEmpty();
        }
        assertThat(ReadFile.of(zip("empty.zip")).rows()).isEmpty();
        assertThat(ReadFile.of(file("b.csv", "id,name\n")).rows()).isEmpty();
        assertThat(ReadFile.of(file("b.csv", "id,name\n")).header()).containsExactly("id", "name");
        assertThat(ReadFile.of(file("c.csv", "id,,id\n1,2,3\n")).header()).containsExactly("id", "", "id");
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, '', ''", "UTF-8, \uFEFF, ''", "UTF-16LE, \uFEFF, ''", "UTF-16BE, \uFEFF, ''",
        "UTF-16LE, '', utf-16le", "windows-1252, '', windows-1252", "IBM437, '', ibm437", "UTF-16LE, \uFEFF, utf-8"
    })
    void textIsReadInItsEncoding(String encoding, String mark, String setting) {
        byte[] bytes = (mark + "id,name\n1,é\n").getBytes(Charset.forName(encoding));
        String[] settings = setting.isEmpty() ? new String[0] : new String[] {"encoding: " + setting};

        ReadFile read = ReadFile.of(file("a.csv", bytes), settings);

        assertThat(read.header()).containsExactly("id", "name");
        assertThat(read.rows()).containsExactly(List.of("1", "é"));
    }

    @Test
    void textOfAnySizeIsConvertedInAStream() {
        var text = new StringBuilder("id,name\n");
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            String name = i % 3 == 0 ? "𝄞é" + i : "x€";
            text.append(i).append(',').append(name).append('\n');
            rows.add(List.of(Integer.toString(i), name));
        }

        Path file = file("a.csv", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16BE));

        assertThat(ReadFile.of(file).rows()).isEqualTo(rows);
    }

    @Test
    void aByteOrderMarkInTheMiddleIsACharacter() {
        assertThat(ReadFile.of(file("a.csv", "id,name\n1,\uFEFFa\n")).rows()).containsExactly(List.of("1", "\uFEFFa"));
    }

    @Test
    void bytesThatAreNoTextGoByThePolicy() {
        byte[] bytes = joined(utf8("id,name\n1,a\n2,"), new byte[] {(byte) 0x81}, utf8("\n"));

        assertThatThrownBy(() -> ReadFile.of(file("a.csv", bytes), "encoding: windows-1252"))
                .hasMessageEndingWith("a.csv: line 3, byte 14: this is no text in windows-1252. Say which encoding"
                        + " it is with encoding, or set invalid_text to replace");
        assertThat(ReadFile.of(file("a.csv", bytes), "encoding: windows-1252", "invalid_text: replace")
                        .rows())
                .contains(List.of("2", "\uFFFD"));
        assertThat(ReadFile.of(file("a.csv", bytes), "invalid_text: replace").rows())
                .contains(List.of("2", "\uFFFD"));
        assertThat(ReadFile.of(file("b.csv", "id\na\0b\n"), "nul_bytes: remove").rows())
                .containsExactly(List.of("ab"));
        assertThat(ReadFile.of(file("b.csv", "id\na\0b\n")).rows()).containsExactly(List.of("a\0b"));
    }

    @Test
    void settingsThatAreNoneAreProblems() {
        assertThatThrownBy(() -> ReadFile.of(file("a.csv", CSV), "encoding: latin-12", "nul_bytes: keep"))
                .hasMessageContaining("encoding is latin-12, which is no encoding that is known here; utf-8,"
                        + " utf-16le and windows-1252 are.")
                .hasMessageContaining("nul_bytes is \"keep\" but has to be one of fail, remove");
    }
}
