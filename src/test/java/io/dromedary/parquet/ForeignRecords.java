package io.dromedary.parquet;

import io.dromedary.table.ColumnType;
import io.dromedary.table.TableSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Reads Parquet files with the records of parquet-java, into the values of {@link GeneratedNesting}. */
public final class ForeignRecords {
    private ForeignRecords() {}

    /** The values of each column, checksums verified. */
    public static List<List<@Nullable Object>> parquetJava(Path file, TableSchema columns) throws IOException {
        List<List<@Nullable Object>> values = new ArrayList<>();
        columns.columns().forEach(column -> values.add(new ArrayList<>()));
        try (var reader = ForeignReaders.open(file)) {
            MessageType schema = reader.getFileMetaData().getSchema();
            PageReadStore pages = reader.readNextRowGroup();
            while (pages != null) {
                RecordReader<Group> records = new ColumnIOFactory()
                        .getColumnIO(schema)
                        .getRecordReader(pages, new GroupRecordConverter(schema));
                for (long row = 0; row < pages.getRowCount(); row++) {
                    Group record = records.read();
                    for (int i = 0; i < values.size(); i++) {
                        values.get(i)
                                .add(field(record, i, columns.columns().get(i).type()));
                    }
                }
                pages = reader.readNextRowGroup();
            }
        }
        return values;
    }

    private static @Nullable Object field(Group group, int field, ColumnType type) {
        if (group.getFieldRepetitionCount(field) == 0) {
            return null;
        } else if (type instanceof ColumnType.ListOf list) {
            return elements(group.getGroup(field, 0), list.element());
        } else if (type instanceof ColumnType.MapOf map) {
            return entries(group.getGroup(field, 0), map.entry());
        } else if (type instanceof ColumnType.Struct struct) {
            return fields(group.getGroup(field, 0), struct);
        }
        return switch (group.getType().getType(field).asPrimitiveType().getPrimitiveTypeName()) {
            case BOOLEAN -> group.getBoolean(field, 0);
            case INT32 -> group.getInteger(field, 0);
            case INT64 -> group.getLong(field, 0);
            case FLOAT -> group.getFloat(field, 0);
            case DOUBLE -> group.getDouble(field, 0);
            case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 ->
                GeneratedColumn.hex(group.getBinary(field, 0).getBytes());
        };
    }

    private static List<@Nullable Object> elements(Group list, ColumnType type) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
            elements.add(field(list.getGroup(0, i), 0, type));
        }
        return elements;
    }

    private static List<@Nullable Object> entries(Group map, ColumnType.Struct entry) {
        List<@Nullable Object> entries = new ArrayList<>();
        for (int i = 0; i < map.getFieldRepetitionCount(0); i++) {
            entries.add(fields(map.getGroup(0, i), entry));
        }
        return entries;
    }

    private static List<@Nullable Object> fields(Group group, ColumnType.Struct struct) {
        List<@Nullable Object> fields = new ArrayList<>();
        for (ColumnType.Field field : struct.fields()) {
            fields.add(field(group, fields.size(), field.type()));
        }
        return fields;
    }
}
