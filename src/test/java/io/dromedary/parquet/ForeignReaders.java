package io.dromedary.parquet;

import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.TableSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Reads Parquet files with programs that somebody else wrote, into the values of {@link GeneratedColumn}. */
public final class ForeignReaders {
    private ForeignReaders() {}

    static ParquetFileReader open(Path file) throws IOException {
        return open(file, FilterCompat.NOOP);
    }

    static ParquetFileReader open(Path file, FilterCompat.Filter filter) throws IOException {
        return ParquetFileReader.open(
                new LocalInputFile(file),
                ParquetReadOptions.builder(new PlainParquetConfiguration())
                        .usePageChecksumVerification(true)
                        .withRecordFilter(filter)
                        .build());
    }

    /** The values of each column, read with parquet-java, checksums verified. */
    public static List<List<@Nullable Object>> parquetJava(Path file) throws IOException {
        try (var reader = open(file)) {
            MessageType schema = reader.getFileMetaData().getSchema();
            List<List<@Nullable Object>> columns = new ArrayList<>();
            schema.getColumns().forEach(column -> columns.add(new ArrayList<>()));
            PageReadStore pages = reader.readNextRowGroup();
            while (pages != null) {
                var store = new ColumnReadStoreImpl(
                        pages,
                        new GroupRecordConverter(schema).getRootConverter(),
                        schema,
                        reader.getFileMetaData().getCreatedBy());
                for (int i = 0; i < columns.size(); i++) {
                    ColumnDescriptor column = schema.getColumns().get(i);
                    read(store.getColumnReader(column), column, pages.getRowCount(), columns.get(i));
                }
                pages = reader.readNextRowGroup();
            }
            return columns;
        }
    }

    private static void read(ColumnReader reader, ColumnDescriptor column, long rows, List<@Nullable Object> into) {
        for (long row = 0; row < rows; row++) {
            boolean present = reader.getCurrentDefinitionLevel() == column.getMaxDefinitionLevel();
            into.add(present ? value(reader, column) : null);
            reader.consume();
        }
    }

    private static Object value(ColumnReader reader, ColumnDescriptor column) {
        return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
            case BOOLEAN -> reader.getBoolean();
            case INT32 -> reader.getInteger();
            case INT64 -> reader.getLong();
            case FLOAT -> reader.getFloat();
            case DOUBLE -> reader.getDouble();
            case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 ->
                GeneratedColumn.hex(reader.getBinary().getBytesUnsafe());
        };
    }

    /** The values of each column, read with DuckDB. */
    public static List<List<@Nullable Object>> duckDb(Path file, TableSchema schema) throws SQLException {
        String columns = schema.columns().stream().map(ForeignReaders::sql).collect(Collectors.joining(", "));
        List<List<@Nullable Object>> values = new ArrayList<>();
        schema.columns().forEach(column -> values.add(new ArrayList<>()));
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT %s FROM '%s'".formatted(columns, file))) {
            while (rows.next()) {
                for (int i = 0; i < values.size(); i++) {
                    values.get(i).add(value(rows, i + 1, schema.columns().get(i).type()));
                }
            }
        }
        return values;
    }

    private static String sql(Column column) {
        return sql(name(column.name()), column.type());
    }

    private static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String sql(String name, ColumnType type) {
        if (type instanceof ColumnType.ListOf list) {
            return "list_transform(%s, lambda e: %s)".formatted(name, sql("e", list.element()));
        } else if (type instanceof ColumnType.MapOf map) {
            return "list_transform(map_entries(%s), lambda e: %s)".formatted(name, sql("e", map.entry()));
        } else if (type instanceof ColumnType.Struct struct) {
            // A list of the fields' values would have to be of one type.
            String fields = struct.fields().stream()
                    .map(field -> "%s := %s"
                            .formatted(
                                    name(field.name()), sql("%s.%s".formatted(name, name(field.name())), field.type())))
                    .collect(Collectors.joining(", "));
            return "CASE WHEN %s IS NOT NULL THEN struct_pack(%s) END".formatted(name, fields);
        }
        return scalarSql(name, type);
    }

    private static String scalarSql(String name, ColumnType type) {
        if (type instanceof ColumnType.Date) {
            return "datediff('day', DATE '1970-01-01', %s)::INTEGER".formatted(name);
        } else if (type instanceof ColumnType.Time || type instanceof ColumnType.Timestamp) {
            return "epoch_us(%s)".formatted(name);
        } else if (type instanceof ColumnType.Text) {
            return "lower(hex(%s::VARCHAR))".formatted(name);
        } else if (type instanceof ColumnType.Binary || type instanceof ColumnType.Geometry) {
            return "lower(hex(%s))".formatted(name);
        } else if (type instanceof ColumnType.Uuid) {
            return "replace(%s::VARCHAR, '-', '')".formatted(name);
        }
        return name;
    }

    private static @Nullable Object value(ResultSet rows, int at, ColumnType type) throws SQLException {
        return value(rows.getObject(at), type);
    }

    private static @Nullable Object value(@Nullable Object value, ColumnType type) throws SQLException {
        if (value == null) {
            return null;
        } else if (type instanceof ColumnType.ListOf list) {
            return values((java.sql.Array) value, list.element());
        } else if (type instanceof ColumnType.MapOf map) {
            return values((java.sql.Array) value, map.entry());
        } else if (type instanceof ColumnType.Struct struct) {
            Object[] fields = ((java.sql.Struct) value).getAttributes();
            List<@Nullable Object> values = new ArrayList<>();
            for (ColumnType.Field field : struct.fields()) {
                values.add(value(fields[values.size()], field.type()));
            }
            return values;
        } else if (value instanceof BigDecimal decimal && type instanceof ColumnType.Decimal exact) {
            return unscaled(exact, decimal);
        }
        return value instanceof Short small ? (Object) small.intValue() : value;
    }

    private static List<@Nullable Object> values(java.sql.Array array, ColumnType type) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        for (Object value : (Object[]) array.getArray()) {
            values.add(value(value, type));
        }
        return values;
    }

    /** A decimal as a file has it. */
    public static Object unscaled(ColumnType.Decimal type, BigDecimal value) {
        if (type.fitsInt()) {
            return value.unscaledValue().intValueExact();
        }
        return type.fitsLong()
                ? (Object) value.unscaledValue().longValueExact()
                : GeneratedColumn.unscaled(type, value.unscaledValue());
    }
}
