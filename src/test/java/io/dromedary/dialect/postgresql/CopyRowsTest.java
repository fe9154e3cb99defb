package io.dromedary.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postgresql.copy.CopyOut;

/** Streams that a real server never sends, and buffers of odd fill. */
class CopyRowsTest {
    private static final byte[] TRAILER = {-1, -1};

    /** A driver that hands out prepared messages. */
    private static final class Messages implements CopyOut {
        private final Queue<byte[]> messages;

        Messages(byte[]... messages) {
            this.messages = new ArrayDeque<>(Arrays.asList(messages));
        }

        @Override
        public byte @Nullable [] readFromCopy() {
            return messages.poll();
        }

        @Override
        public byte @Nullable [] readFromCopy(boolean block) {
            return readFromCopy();
        }

        @Override
        public int getFieldCount() {
            return 0;
        }

        @Override
        public int getFormat() {
            return 1;
        }

        @Override
        public int getFieldFormat(int field) {
            return 1;
        }

        @Override
        public boolean isActive() {
            return !messages.isEmpty();
        }

        @Override
        public void cancelCopy() {}

        @Override
        public long getHandledRowCount() {
            return 0;
        }
    }

    private interface Content {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Content content) {
        var bytes = new ByteArrayOutputStream();
        try {
            content.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] preamble(int flags, String extension) {
        return bytes(out -> {
            out.write("PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1));
            out.writeInt(flags);
            out.writeInt(extension.length());
            out.writeBytes(extension);
        });
    }

    private static byte[] row(@Nullable String... fields) {
        return bytes(out -> {
            out.writeShort(fields.length);
            for (String field : fields) {
                if (field == null) {
                    out.writeInt(-1);
                } else {
                    out.writeInt(field.length());
                    out.writeBytes(field);
                }
            }
        });
    }

    private static byte[] join(byte[]... parts) {
        return bytes(out -> {
            for (byte[] part : parts) {
                out.write(part);
            }
        });
    }

    /** All values of all columns, row by row. */
    private static List<String> read(int columns, byte[]... messages) throws Exception {
        var rows = new CopyRows("public.t", new CopyFrames(new Messages(messages), null), columns);
        var values = new ArrayList<String>();
        for (int count = rows.read(); count > 0; count = rows.read()) {
            for (int row = 0; row < count; row++) {
                for (int column = 0; column < columns; column++) {
                    values.add(value(rows, rows.offsets(column)[row]));
                }
            }
        }
        return values;
    }

    private static String value(CopyRows rows, int at) {
        return at == ColumnDecoder.NULL
                ? "NULL"
                : new String(rows.bytes(), at, ColumnDecoder.length(rows.bytes(), at), StandardCharsets.ISO_8859_1);
    }

    @Test
    void readsRowsHoweverTheyAreCutIntoMessages() throws Exception {
        assertThat(read(2, preamble(0, ""), row("a", null), row("", "b"), TRAILER))
                .containsExactly("a", "NULL", "", "b");
        assertThat(read(2, join(preamble(0, ""), row("a", null), row("", "b"), TRAILER)))
                .containsExactly("a", "NULL", "", "b");
        assertThat(read(1, join(preamble(0, "later versions"), row("a")), TRAILER))
                .containsExactly("a");
        assertThat(read(1, join(preamble(0, ""), TRAILER))).isEmpty();
    }

    @Test
    void growsForALargeRowAndShrinksAgain() throws Exception {
        String large = "x".repeat(3 * CopyRows.BUFFER_BYTES);
        var messages =
                new ArrayList<byte[]>(List.of(preamble(0, ""), row("first"), row(large), row("between"), row(large)));
        for (int i = 0; i < 50; i++) {
            messages.add(row("y".repeat(CopyRows.BUFFER_BYTES - 100)));
        }
        messages.add(TRAILER);
        var rows = new CopyRows("public.t", new CopyFrames(new Messages(messages.toArray(new byte[0][])), null), 1);
        var sizes = new ArrayList<Integer>();
        var lengths = new ArrayList<Integer>();
        for (int count = rows.read(); count > 0; count = rows.read()) {
            sizes.add(rows.bytes().length);
            for (int row = 0; row < count; row++) {
                lengths.add(value(rows, rows.offsets(0)[row]).length());
            }
        }
        assertThat(lengths).startsWith(5, large.length(), 7, large.length()).hasSize(54);
        // A message's header, a count of fields, a field's length, and the field.
        assertThat(sizes.stream().mapToInt(size -> size).max()).hasValue(5 + 2 + 4 + large.length());
        assertThat(sizes.get(sizes.size() - 1)).isEqualTo(CopyRows.BUFFER_BYTES);
    }

    @Test
    void boundsTheCellsOfABatch() {
        assertThat(CopyRows.rowsPerBatch(1)).isEqualTo(4096);
        assertThat(CopyRows.rowsPerBatch(16)).isEqualTo(4096);
        assertThat(CopyRows.rowsPerBatch(1000)).isEqualTo(65);
        assertThat(CopyRows.rowsPerBatch(100_000)).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNotBinaryCopy() {
        assertBroken("it does not start with the signature of binary COPY", 1, row("some"));
        assertBroken(
                "it does not start with the signature of binary COPY",
                1,
                "PGCOPX\n\377\r\n\0....... ....".getBytes(StandardCharsets.ISO_8859_1));
        assertBroken("its header has flags 00010000 and an extension of 0 bytes", 1, preamble(1 << 16, ""));
        byte[] cut = preamble(0, "extension");
        assertBroken(
                "its header has flags 00000000 and an extension of 9 bytes", 1, Arrays.copyOf(cut, cut.length - 1));
        assertBroken("it ended without its trailer", 1, preamble(0, ""), row("a"));
        assertBroken("it ended without its trailer", 1);
        assertBroken("rows follow its trailer", 1, preamble(0, ""), join(TRAILER, row("a")));
        assertBroken("a row has 2 fields instead of 1", 1, preamble(0, ""), row("a", "b"));
        assertBroken("a row has 1 fields instead of 2", 2, preamble(0, ""), row("a"));
    }

    @Test
    void refusesRowsThatAreCutOff() {
        byte[] whole = row("abc", "defg");
        for (int length = 2; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(2, preamble(0, ""), cut, row("x", "y"), TRAILER))
                    .as("cut after %d bytes", length)
                    .isInstanceOf(DromedaryException.class)
                    .hasMessageMatching(".*(a row ends within a field|a field has the length [34]);.*");
        }
        assertBroken("a field has the length -2", 1, preamble(0, ""), bytes(out -> {
            out.writeShort(1);
            out.writeInt(-2);
        }));
        assertBroken("a field has the length 2147483647", 1, preamble(0, ""), bytes(out -> {
            out.writeShort(1);
            out.writeInt(Integer.MAX_VALUE);
        }));
    }

    private static void assertBroken(String what, int columns, byte[]... messages) {
        assertThatThrownBy(() -> read(columns, messages))
                .isInstanceOfSatisfying(DromedaryException.class, failure -> assertThat(failure.category())
                        .isEqualTo(FailureCategory.BUG))
                .hasMessage("public.t: binary COPY is not as PostgreSQL documents it: %s; please report this"
                        .formatted(what));
    }
}
