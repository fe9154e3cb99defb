package io.dromedary.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.ColumnType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetFooterTest {
    private final Path file;
    private byte[] whole = new byte[0];

    ParquetFooterTest(@TempDir Path folder) {
        file = folder.resolve("file.parquet");
    }

    @BeforeEach
    void write() throws IOException {
        var text = new ColumnType.Text(ColumnType.TextKind.STRING);
        var columns = List.of(
                Batches.column(text, true, List.of(GeneratedColumn.text("a"), GeneratedColumn.text("b"))),
                Batches.column("number", new ColumnType.Int64(), false, List.of(1L, 2L)));
        Batches.write(file, columns, new ParquetOptions(Codec.NONE, 1 << 20, 1, true), 2);
        whole = Files.readAllBytes(file);
    }

    @Test
    void readsTheFooterOfAWholeFile() {
        var footer = ParquetFooter.read(file);
        assertThat(footer.rowCount()).isEqualTo(2);
        assertThat(footer.fileBytes()).isEqualTo(whole.length);
        assertThat(footer.metaData().getRow_groupsSize()).isEqualTo(2);
    }

    @Test
    void refusesAFileThatIsCutOffAnywhere() throws IOException {
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertRefused();
        }
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertMessage(new byte[5], "5 bytes are too few for one");
        assertMessage("this is no Parquet file".getBytes(StandardCharsets.UTF_8), "it does not begin with PAR1");
        assertMessage(Arrays.copyOf(whole, whole.length - 1), "it does not end with PAR1, so it was probably cut off");
        byte[] encrypted = whole.clone();
        encrypted[whole.length - 1] = 'E';
        assertMessage(encrypted, "its footer is encrypted, which is not supported");
        byte[] longFooter = whole.clone();
        longFooter[whole.length - 5] = 1;
        assertMessage(longFooter, "does not fit a file of " + whole.length);
        byte[] garbage = whole.clone();
        Arrays.fill(garbage, 4, whole.length - 8, (byte) 0x5A);
        assertMessage(garbage, "its footer is damaged: ");
    }

    @Test
    void namesAFileThatIsNotThere() throws IOException {
        Files.delete(file);
        assertRefused();
    }

    @Test
    void neverFailsOtherwiseWhateverTheFooterHolds() throws IOException {
        var random = new Random(17);
        int footerBytes = LittleEndian.getInt(whole, whole.length - 8);
        int refused = 0;
        for (int attempt = 0; attempt < 3_000; attempt++) {
            byte[] damaged = whole.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[whole.length - 9 - random.nextInt(footerBytes)] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            try {
                ParquetInspection.of(file);
            } catch (DromedaryException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(500, 3_000);
    }

    private void assertMessage(byte[] content, String what) throws IOException {
        Files.write(file, content);
        assertThatThrownBy(() -> ParquetFooter.read(file))
                .hasMessageStartingWith(file + " is not a whole Parquet file: ")
                .hasMessageContaining(what)
                .hasMessageEndingWith(". Check the path, or write the file again.");
    }

    private void assertRefused() {
        assertThatThrownBy(() -> ParquetFooter.read(file))
                .hasMessageContaining(file.toString())
                .isInstanceOfSatisfying(DromedaryException.class, failure -> assertThat(failure.category())
                        .isEqualTo(FailureCategory.DATA));
    }
}
