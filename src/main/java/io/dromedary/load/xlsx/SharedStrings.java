package io.dromedary.load.xlsx;

import io.dromedary.load.input.Blocks;
import io.dromedary.load.input.InputFailures;
import io.dromedary.load.input.RecordText;
import io.dromedary.table.FieldBatch;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The texts that the cells of a workbook share, in memory. Immutable once read. */
final class SharedStrings {
    private static final byte[] SI = "si".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] T = "t".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PHONETIC = "rPh".getBytes(StandardCharsets.US_ASCII);
    private static final int SEGMENT_BYTES = 1 << 20;

    private final String name;
    private final long bytesMax;
    /** So that growing copies nothing, and a text lies in one of them. */
    private final List<byte[]> segments = new ArrayList<>();

    private int segmentSize = SEGMENT_BYTES;
    private int[] segmentOf = new int[1024];
    private int[] starts = new int[1024];
    private int[] lengths = new int[1024];
    private int count;
    private long bytes;

    private SharedStrings(String name, long bytesMax) {
        this.name = name;
        this.bytesMax = bytesMax;
    }

    /** Of a workbook that has none. */
    static SharedStrings none(String name) {
        return new SharedStrings(name, 0);
    }

    /**
     * Reads all.
     *
     * @param bytesMax how much memory they may take
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION}, if they take more
     */
    static SharedStrings read(String name, InputStream in, long bytesMax) {
        var strings = new SharedStrings(name, bytesMax);
        var scanner = new XmlScanner(name);
        var text = new RecordText();
        var batch = new FieldBatch();
        try (var blocks = new Blocks(name, in, new XmlBoundary(name, SI), new AtomicLong())) {
            while (blocks.cut(batch)) {
                scanner.start(batch.bytes(), 0, batch.size());
                strings.add(scanner, text);
            }
        }
        return strings;
    }

    private void add(XmlScanner scanner, RecordText text) {
        int phonetic = 0;
        while (scanner.nextTag()) {
            if (scanner.opens(PHONETIC) && !scanner.closes(PHONETIC)) {
                phonetic++;
            } else if (scanner.closes(PHONETIC)) {
                phonetic = Math.max(0, phonetic - 1);
            } else if (scanner.closes(T) && !scanner.opens(T) && phonetic == 0) {
                scanner.putText(text);
            } else if (scanner.closes(SI)) {
                text.endField();
                add(text);
                text.clear();
            }
        }
    }

    private void add(RecordText text) {
        byte[] value = text.bytes(0);
        bytes += value.length + 3L * Integer.BYTES;
        if (bytes > bytesMax) {
            throw InputFailures.unfit(
                    name,
                    ("the texts of the workbook take more than %,d MB of memory, a quarter of what"
                                    + " the program has."
                                    + " Give it more, such as DROMEDARY_HEAP=2g, or save the sheet as CSV")
                            .formatted(bytesMax >> 20));
        }
        if (SEGMENT_BYTES - segmentSize < value.length) {
            segments.add(new byte[Math.max(SEGMENT_BYTES, value.length)]);
            segmentSize = 0;
        }
        if (count == starts.length) {
            segmentOf = Arrays.copyOf(segmentOf, count + (count >> 1));
            starts = Arrays.copyOf(starts, segmentOf.length);
            lengths = Arrays.copyOf(lengths, segmentOf.length);
        }
        System.arraycopy(value, 0, segments.get(segments.size() - 1), segmentSize, value.length);
        segmentOf[count] = segments.size() - 1;
        starts[count] = segmentSize;
        lengths[count++] = value.length;
        segmentSize += value.length;
    }

    /** Adds a text to the field in progress. */
    void put(int index, RecordText target) {
        if (index < 0 || index >= count) {
            throw InputFailures.damaged(
                    name, "has no text number %d, but a cell says so: it is damaged".formatted(index));
        }
        target.put(segments.get(segmentOf[index]), starts[index], starts[index] + lengths[index]);
    }
}
