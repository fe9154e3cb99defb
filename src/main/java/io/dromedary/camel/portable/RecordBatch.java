package io.dromedary.camel.portable;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/** Records as {@code marshal: parquetAvro} takes them: it asks the first one for the schema, even where there is none. */
final class RecordBatch extends AbstractList<GenericRecord> {
    private final List<GenericRecord> records = new ArrayList<>();
    private final GenericRecord blank;

    RecordBatch(GenericRecord blank) {
        this.blank = blank;
    }

    @Override
    public boolean add(GenericRecord row) {
        return records.add(row);
    }

    @Override
    public GenericRecord get(int index) {
        return records.isEmpty() && index == 0 ? blank : records.get(index);
    }

    @Override
    public int size() {
        return records.size();
    }
}
