package io.dromedary.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.table.FieldBatch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far a file is read is told in bytes of the file as it is, from which its percentage is made. */
class ReadingProgressTest {
    private static final int ROWS = 60_000;

    private final Random random = new Random(1);

    @TempDir
    private Path directory;

    private void assertGrowsToTheSizeOf(Path file) throws IOException {
        List<Long> positions = new ArrayList<>();
        try (RecordReader reader = FileOpener.open(file, LoadSettings.DEFAULTS, System.in)) {
            var batch = new FieldBatch();
            while (reader.next(batch)) {
                positions.add(reader.bytesRead());
            }
        }
        long size = Files.size(file);
        assertThat(positions).isSorted().allMatch(position -> position <= size);
        assertThat(positions.stream().distinct()).hasSizeGreaterThan(3);
        assertThat(positions.get(positions.size() - 1)).isGreaterThan(size / 10 * 9);
    }

    @Test
    void aWorkbookIsReadByTheBytesOfItsPackage() throws IOException {
        Path file = directory.resolve("book.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                var workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Data");
            sheet.value(0, 0, "id");
            for (int row = 1; row <= ROWS; row++) {
                for (int column = 0; column < 4; column++) {
                    sheet.value(row, column, random.nextInt());
                }
            }
        }

        assertGrowsToTheSizeOf(file);
    }

    @Test
    void aPackedFileIsReadByItsPackedBytes() throws IOException {
        Path file = directory.resolve("rows.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("id,text\n".getBytes(StandardCharsets.US_ASCII));
            for (int row = 0; row < ROWS * 4; row++) {
                out.write((row + "," + random.nextLong() + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }

        assertGrowsToTheSizeOf(file);
    }
}
