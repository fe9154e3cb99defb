package io.dromedary.load;

import io.dromedary.dialect.TargetColumn;
import io.dromedary.dialect.TargetTable;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.FieldBatch;
import io.dromedary.table.TableId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes up the table that a file's records would fit into. */
final class TableInference {
    private static final int COLUMNS_MAX = 1600;

    private final String file;
    private final LoadSettings settings;
    private RecordReader reader;

    /** The reader has to be at its start, and is at its end afterwards. */
    TableInference(String file, LoadSettings settings, RecordReader reader) {
        this.file = file;
        this.settings = settings;
        this.reader = reader;
    }

    /**
     * The table.
     *
     * @throws DromedaryException {@code CONFIGURATION} if the file's fields are no names for columns
     */
    TargetTable infer(TableId id) {
        if (reader.fieldCount() == 0) {
            throw problem("it has no fields, so that no table can be made of it");
        } else if (settings.columnsByName().isEmpty() && names().size() > COLUMNS_MAX) {
            throw problem("it has %,d fields, but a table can have %,d columns. Say which are loaded with columns"
                    .formatted(names().size(), COLUMNS_MAX));
        }
        List<String> names = names();
        Map<String, String> mapping = settings.columnsByName();
        reader = FormedReader.of(reader, fields(names), settings.source().forms(), file);
        int[] types = types();
        List<TargetColumn> columns = new ArrayList<>();
        if (mapping.isEmpty()) {
            for (int i = 0; i < names.size(); i++) {
                columns.add(column(names.get(i), types[i]));
            }
        } else {
            mapping.forEach((name, field) -> columns.add(column(name, types[number(field)])));
        }
        requireNames(columns);
        return new TargetTable(id, columns, List.of());
    }

    private List<String> names() {
        if (!settings.columnsByPosition().isEmpty()) {
            return settings.columnsByPosition().stream()
                    .limit(reader.fieldCount())
                    .toList();
        }
        return reader.header().isEmpty()
                ? IntStream.rangeClosed(1, reader.fieldCount())
                        .mapToObj("column_%d"::formatted)
                        .toList()
                : reader.header();
    }

    private Map<String, Integer> fields(List<String> names) {
        Map<String, Integer> fields = new LinkedHashMap<>();
        settings.columnsByName().forEach((name, field) -> fields.put(name, number(field)));
        for (int i = 0; settings.columnsByName().isEmpty() && i < names.size(); i++) {
            fields.put(names.get(i), i);
        }
        return fields;
    }

    private int number(String field) {
        int number = reader.header().indexOf(field);
        if (number < 0 && field.matches("\\d{1,5}")) {
            number = Integer.parseInt(field) - 1;
        }
        if (number < 0 || number >= reader.fieldCount()) {
            throw problem("columns names the field \"%s\", which it does not have".formatted(field));
        }
        return number;
    }

    private static TargetColumn column(String name, int types) {
        return new TargetColumn(name, InferredType.narrowest(types).sql(), true, false, false);
    }

    private void requireNames(List<TargetColumn> columns) {
        Set<String> seen = new HashSet<>();
        for (TargetColumn column : columns) {
            if (column.name().isBlank()) {
                throw problem("a field has no name, so that no column can be made of it. Give names with columns");
            } else if (!seen.add(column.name())) {
                throw problem("two fields are called \"%s\". Give names with columns".formatted(column.name()));
            }
        }
    }

    private DromedaryException problem(String message) {
        return DromedaryException.permanent(FailureCategory.CONFIGURATION, "%s: %s".formatted(file, message));
    }

    /** The types that are possible for each field, by all threads together; by one, if it is to stop somewhere. */
    private int[] types() {
        int threads =
                settings.rules().sampleRows() > 0 ? 1 : Runtime.getRuntime().availableProcessors();
        List<CompletableFuture<int[]>> all = Stream.generate(() -> CompletableFuture.supplyAsync(this::readTypes))
                .limit(threads)
                .toList();
        int[] types = allTypes();
        try {
            all.forEach(some -> Arrays.setAll(types, i -> types[i] & some.join()[i]));
            return types;
        } catch (CompletionException e) {
            throw e.getCause() instanceof DromedaryException failure ? failure : e;
        }
    }

    private int[] allTypes() {
        int[] types = new int[reader.fieldCount()];
        Arrays.fill(types, InferredType.ALL);
        return types;
    }

    private int[] readTypes() {
        int[] types = allTypes();
        var batch = new FieldBatch();
        long left = settings.rules().sampleRows() > 0 ? settings.rules().sampleRows() : Long.MAX_VALUE;
        while (left > 0 && reader.next(batch)) {
            int rows = (int) Math.min(left, batch.rowCount());
            for (int row = 0; row < rows; row++) {
                narrow(types, batch, row);
            }
            left -= rows;
        }
        return types;
    }

    /** A record that has not as many fields as it should says nothing. */
    private static void narrow(int[] types, FieldBatch batch, int row) {
        int first = batch.firstField(row);
        for (int i = 0; batch.fieldCount(row) == types.length && i < types.length; i++) {
            if (!batch.isMissing(first + i)) {
                types[i] = InferredType.narrow(types[i], batch.bytes(), batch.start(first + i), batch.end(first + i));
            }
        }
    }
}
