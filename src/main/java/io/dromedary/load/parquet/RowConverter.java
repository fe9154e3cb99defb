package io.dromedary.load.parquet;

import io.dromedary.load.input.RecordText;
import io.dromedary.table.FieldBatch;
import java.util.Set;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;

/** Puts the records of a file into a batch. Its values come in the order of the columns. */
final class RowConverter extends RecordMaterializer<FieldBatch> {
    private final Root root;
    private final RecordText record = new RecordText();
    private FieldBatch batch = new FieldBatch();
    private int line;

    /** The columns named are multiranges, which a file writes as it does an array of ranges. */
    RowConverter(String name, MessageType schema, Set<String> multiranges) {
        root = new Root(schema, new NestedConverters(name), multiranges);
    }

    /** Goes on with another batch. */
    void start(FieldBatch target) {
        batch = target;
        line = 0;
    }

    @Override
    public FieldBatch getCurrentRecord() {
        return batch;
    }

    @Override
    public GroupConverter getRootConverter() {
        return root;
    }

    private final class Root extends GroupConverter {
        private final Converter[] columns;

        Root(MessageType schema, NestedConverters converters, Set<String> multiranges) {
            columns = new Converter[schema.getFieldCount()];
            for (int i = 0; i < columns.length; i++) {
                boolean isMultirange = multiranges.contains(schema.getFieldName(i));
                columns[i] = converters.of(schema.getType(i), new Column(i), isMultirange);
            }
        }

        @Override
        public Converter getConverter(int field) {
            return columns[field];
        }

        @Override
        public void start() {
            record.clear();
        }

        @Override
        public void end() {
            missingUpTo(columns.length);
            record.endRecord(batch, line++);
        }
    }

    private void missingUpTo(int column) {
        while (record.fieldCount() < column) {
            record.missingField();
        }
    }

    /** Where the values of a column go. */
    private final class Column implements TextTarget {
        private final int number;

        Column(int number) {
            this.number = number;
        }

        @Override
        public void put(String text) {
            missingUpTo(number);
            record.put(text);
            record.endField();
        }

        @Override
        public void put(Binary utf8) {
            missingUpTo(number);
            byte[] bytes = utf8.getBytesUnsafe();
            record.put(bytes, 0, bytes.length);
            record.endField();
        }

        @Override
        public void refuse(String reason) {
            batch.refuseRow(reason);
        }
    }
}
