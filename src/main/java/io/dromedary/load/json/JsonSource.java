package io.dromedary.load.json;

import io.dromedary.load.input.Blocks;
import io.dromedary.load.input.FieldSource;
import io.dromedary.load.input.SourceFormat;
import io.dromedary.table.FieldBatch;
import java.io.InputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads objects, one in each line or all in an array. The fields are the keys of the objects in the first block, and
 * those that a job names. A key that is missing from an object and one whose value is null are both a field without a
 * value. Thread-safe.
 */
public final class JsonSource implements FieldSource {
    private final Blocks blocks;
    private final Map<String, Integer> fields = new LinkedHashMap<>();
    private final ThreadLocal<JsonRecords> records;

    /**
     * Reads up to the end of the first block.
     *
     * @param in UTF-8, with or without a byte order mark; closed with the source
     * @param named keys that are fields wherever they stand first
     * @param numbers of the batches
     */
    public JsonSource(String name, InputStream in, SourceFormat format, Collection<String> named, AtomicLong numbers) {
        var boundary = new JsonBoundary(name);
        this.blocks = new Blocks(name, in, boundary, numbers);
        FieldBatch first = blocks.peek();
        boolean isArray = boundary.isArray();
        JsonRecords.learning(name, isArray, format, fields).parse(first);
        if (first.rowCount() > 0) {
            named.stream().filter(key -> !key.matches("\\d+")).forEach(key -> fields.putIfAbsent(key, fields.size()));
        }
        records = ThreadLocal.withInitial(() -> JsonRecords.of(name, isArray, format, fields));
    }

    @Override
    public List<String> header() {
        return List.copyOf(fields.keySet());
    }

    @Override
    public int fieldCount() {
        return fields.size();
    }

    @Override
    public boolean next(FieldBatch batch) {
        if (!blocks.cut(batch)) {
            return false;
        }
        records.get().parse(batch);
        return true;
    }

    @Override
    public boolean hasHeaderLine() {
        return false;
    }

    @Override
    public void close() {
        blocks.close();
    }
}
