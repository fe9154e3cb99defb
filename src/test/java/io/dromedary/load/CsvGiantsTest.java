package io.dromedary.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.table.FieldBatch;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CsvGiantsTest {
    private static final long GIGABYTE = 1L << 30;

    /** So many bytes of a line that comes again and again; counts what is read of it. */
    private static final class Endless extends InputStream {
        private final byte[] line;
        private final long bytes;
        private final AtomicLong read;

        Endless(String line, long bytes, AtomicLong read) {
            this.line = line.getBytes(StandardCharsets.UTF_8);
            this.bytes = bytes;
            this.read = read;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] target, int from, int length) {
            long left = bytes - read.get();
            int count = (int) Math.min(left, length);
            for (int i = 0; i < count; i++) {
                target[from + i] = line[(int) ((read.get() + i) % line.length)];
            }
            read.addAndGet(count);
            return left <= 0 ? -1 : count;
        }
    }

    private static InputStream joined(String start, InputStream rest) {
        return new SequenceInputStream(new ByteArrayInputStream(start.getBytes(StandardCharsets.UTF_8)), rest);
    }

    private static long rows(CsvReader reader) {
        var batch = new FieldBatch();
        long rows = 0;
        while (reader.next(batch)) {
            rows += batch.rowCount();
        }
        return rows;
    }

    @Test
    void aQuoteThatIsNeverClosedIsNoticedSoon() {
        var read = new AtomicLong();
        var in = joined("id,text\n1,a\n2,\"never closed\n", new Endless("3,b\n", GIGABYTE, read));

        try (var reader = new CsvReader("large.csv", in, CsvFormat.STANDARD)) {
            assertThatThrownBy(() -> rows(reader))
                    .hasMessageContaining("large.csv: in line 3 or behind it a quote is opened, and 33,554,432 bytes"
                            + " follow without one that closes it");
        }
        assertThat(read.get()).isLessThan(40L << 20);
    }

    @Test
    void aLineThatNeverEndsIsNoticedSoon() {
        var read = new AtomicLong();
        var in = joined("id,text\n1,a\n2,", new Endless("x", GIGABYTE, read));

        try (var reader = new CsvReader("large.csv", in, CsvFormat.STANDARD)) {
            assertThatThrownBy(() -> rows(reader)).hasMessageContaining("line 3 is longer than 33,554,432 bytes");
        }
        assertThat(read.get()).isLessThan(40L << 20);
    }

    @Test
    void aFieldOfTenMegabytesIsRead() {
        String text = "line\n\"\"".repeat(10 << 17);
        var in = new ByteArrayInputStream(
                "id,text\n1,\"%s\"\n2,b\n".formatted(text).getBytes(StandardCharsets.UTF_8));

        try (var reader = new CsvReader("large.csv", in, CsvFormat.STANDARD)) {
            var batch = new FieldBatch();
            assertThat(reader.next(batch)).isTrue();
            assertThat(batch.text(1)).isEqualTo(text.replace("\"\"", "\""));
        }
    }

    @Test
    void aHeaderOfThousandsOfColumnsIsRead() {
        String header = IntStream.range(0, 20_000)
                .mapToObj(i -> "a_column_with_a_long_name_" + i)
                .collect(Collectors.joining(","));
        String row = String.join(",", Arrays.asList(new String[20_000])) + "\n";
        var in = new ByteArrayInputStream((header + "\n" + row).getBytes(StandardCharsets.UTF_8));

        try (var reader = new CsvReader("wide.csv", in, CsvFormat.STANDARD)) {
            assertThat(reader.header()).hasSize(20_000).endsWith("a_column_with_a_long_name_19999");
            assertThat(rows(reader)).isEqualTo(1);
        }
    }

    @Test
    void recordsOfOneByteComeInSmallBlocks() {
        var in = joined("n\n", new Endless("1\n", 8 << 20, new AtomicLong()));

        try (var reader = new CsvReader("narrow.csv", in, CsvFormat.STANDARD)) {
            var batch = new FieldBatch();
            long rows = 0;
            while (reader.next(batch)) {
                assertThat(batch.rowCount()).isLessThan(200_000);
                rows += batch.rowCount();
            }
            assertThat(rows).isEqualTo(4 << 20);
        }
    }
}
