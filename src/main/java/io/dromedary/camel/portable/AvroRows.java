package io.dromedary.camel.portable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.export.PortableChunk;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.Column;
import io.dromedary.table.TableId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** Rows of a query as records of Avro. */
final class AvroRows implements RowMapper<GenericRecord> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TableId table;
    private final List<AvroColumn> columns = new ArrayList<>();
    private final Schema schema;

    /** Rows of a chunk. */
    AvroRows(PortableChunk chunk) {
        table = chunk.chunk().table();
        for (Column column : chunk.schema().columns()) {
            columns.add(AvroColumn.of(column, columns.size() + 1));
        }
        schema = schema(columns);
    }

    /** A record without values, which has the schema of all. */
    GenericRecord blank() {
        return new GenericData.Record(schema);
    }

    @Override
    public GenericRecord mapRow(ResultSet row, int number) throws SQLException {
        GenericRecord record = blank();
        for (int i = 0; i < columns.size(); i++) {
            record.put(i, read(columns.get(i), row, i + 1));
        }
        return record;
    }

    private @Nullable Object read(AvroColumn column, ResultSet row, int number) throws SQLException {
        try {
            return column.read(row, number);
        } catch (ArithmeticException e) {
            throw DromedaryException.permanent(
                    FailureCategory.DATA,
                    "%s: column \"%s\" (%s), row %d: a value does not fit exactly: %s; exclude the column or cast it in a query"
                            .formatted(
                                    table,
                                    column.column().name(),
                                    column.column().sourceType(),
                                    row.getRow(),
                                    e.getMessage()),
                    e);
        }
    }

    /** By way of JSON, since a schema that is built in Java refuses names that are no Java names. */
    private static Schema schema(List<AvroColumn> columns) {
        ObjectNode record = JSON.createObjectNode().put("type", "record").put("name", "row");
        ArrayNode fields = record.putArray("fields");
        try {
            for (AvroColumn column : columns) {
                ObjectNode field =
                        fields.addObject().put("name", column.column().name());
                var type = JSON.readTree(column.schema().toString());
                if (column.column().nullable()) {
                    field.putArray("type").add("null").add(type);
                } else {
                    field.set("type", type);
                }
            }
            return new Schema.Parser().setValidate(false).parse(JSON.writeValueAsString(record));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro's own JSON cannot be read", e);
        }
    }
}
