package io.dromedary.load;

import io.dromedary.load.input.FieldSource;
import io.dromedary.load.input.InputFailures;
import io.dromedary.table.FieldBatch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of a file, such as sheets of a workbook or entries of a zip file, one after another. All have to have
 * the same fields; parts without records are passed over.
 */
final class PartsReader implements FieldSource {
    private final String name;
    private final Deque<Part> waiting;
    private final List<String> header;
    private final int fieldCount;
    private final boolean hasHeaderLine;
    private String firstLabel = "";
    private @Nullable OpenPart current;

    /** A part that is not open yet. */
    record Part(String label, Supplier<FieldSource> opener) {}

    /** A part, which is closed when the last thread has left it. */
    private static final class OpenPart {
        private final String label;
        private final FieldSource source;
        private int users;
        private boolean isDone;

        OpenPart(String label, FieldSource source) {
            this.label = label;
            this.source = source;
        }
    }

    /** Opens the first part that has records. */
    PartsReader(String name, List<Part> parts) {
        this.name = name;
        this.waiting = new ArrayDeque<>(parts);
        OpenPart first = openNext();
        current = first;
        header = first == null ? List.of() : first.source.header();
        fieldCount = first == null ? 0 : first.source.fieldCount();
        hasHeaderLine = first != null && first.source.hasHeaderLine();
        firstLabel = first == null ? "" : first.label;
    }

    private @Nullable OpenPart openNext() {
        while (!waiting.isEmpty()) {
            Part part = waiting.remove();
            FieldSource source = part.opener().get();
            if (source.fieldCount() > 0) {
                return new OpenPart(part.label(), source);
            }
            source.close();
        }
        return null;
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public int fieldCount() {
        return fieldCount;
    }

    @Override
    public boolean hasHeaderLine() {
        return hasHeaderLine;
    }

    @Override
    public boolean next(FieldBatch batch) {
        OpenPart part = enter();
        while (part != null) {
            boolean hasMore = false;
            try {
                hasMore = part.source.next(batch);
            } finally {
                leave(part, !hasMore);
            }
            if (hasMore) {
                String inner = batch.part();
                batch.part(inner.isEmpty() ? part.label : part.label + ", " + inner);
                return true;
            }
            part = enter();
        }
        return false;
    }

    private synchronized @Nullable OpenPart enter() {
        OpenPart part = current;
        if (part != null && part.isDone) {
            part = openNext();
            current = part;
            if (part != null) {
                checkHeader(part);
            }
        }
        if (part != null) {
            part.users++;
        }
        return part;
    }

    private synchronized void leave(OpenPart part, boolean isDone) {
        part.users--;
        part.isDone |= isDone;
        if (part.isDone && part.users == 0) {
            part.source.close();
        }
    }

    private void checkHeader(OpenPart part) {
        if (part.source.fieldCount() != fieldCount || !part.source.header().equals(header)) {
            throw InputFailures.damaged(
                    name,
                    "%s has the fields %s, but %s has %s. Say which parts belong together with %s"
                            .formatted(
                                    part.label,
                                    fields(part.source.header(), part.source.fieldCount()),
                                    firstLabel,
                                    fields(header, fieldCount),
                                    part.label.startsWith("sheet") ? "sheet" : "entries"));
        }
    }

    private static String fields(List<String> header, int count) {
        return header.isEmpty() ? "number 1 to " + count : String.join(", ", header);
    }

    @Override
    public synchronized void close() {
        waiting.clear();
        if (current != null && !(current.isDone && current.users == 0)) {
            current.source.close();
        }
    }
}
