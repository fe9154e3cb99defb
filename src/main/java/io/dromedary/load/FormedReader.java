package io.dromedary.load;

import io.dromedary.dialect.LoadedRange;
import io.dromedary.dialect.WritePlan;
import io.dromedary.dialect.WritePlan.MappedColumn;
import io.dromedary.load.form.ValueForm;
import io.dromedary.load.form.ValueForms;
import io.dromedary.load.input.InputFailures;
import io.dromedary.table.FieldBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes values that have a form of their own as the database reads them. Values that are not in their form are
 * refused.
 */
final class FormedReader implements RecordReader {
    private static final int VALUE_SHOWN_MAX = 200;

    private final RecordReader reader;
    private final List<FormedField> fields;

    /** A field whose values have a form. */
    private record FormedField(int field, String column, ValueForm form) {}

    private FormedReader(RecordReader reader, List<FormedField> fields) {
        this.reader = reader;
        this.fields = fields;
    }

    /** For a table that is there; the reader itself if no value has a form. */
    static RecordReader of(RecordReader reader, WritePlan plan, ValueForms forms, String file) {
        if (forms.isEmpty()) {
            return reader;
        }
        List<FormedField> fields = new ArrayList<>();
        for (MappedColumn mapped : plan.columns()) {
            String name = mapped.column().name();
            forms.find(name, mapped.column().type())
                    .ifPresent(form -> fields.add(new FormedField(mapped.field(), name, form)));
        }
        List<String> names =
                plan.columns().stream().map(mapped -> mapped.column().name()).toList();
        return of(reader, fields, forms, names, file);
    }

    /** For a table that is made from the file; its columns' fields by name. */
    static RecordReader of(RecordReader reader, Map<String, Integer> columns, ValueForms forms, String file) {
        if (forms.isEmpty()) {
            return reader;
        } else if (!forms.general().isEmpty()) {
            throw InputFailures.unfit(
                    file,
                    "a table that is made from its values has no types yet, so formats are possible for columns by"
                            + " name only. Say them below formats.columns");
        }
        List<FormedField> fields = new ArrayList<>();
        columns.forEach(
                (name, field) -> forms.findOwn(name).ifPresent(form -> fields.add(new FormedField(field, name, form))));
        return of(reader, fields, forms, List.copyOf(columns.keySet()), file);
    }

    private static RecordReader of(
            RecordReader reader, List<FormedField> fields, ValueForms forms, List<String> names, String file) {
        for (String name : forms.columns().keySet()) {
            if (fields.stream().noneMatch(field -> field.column().equals(name))) {
                throw InputFailures.unfit(
                        file,
                        "formats.columns has %s, which is %s"
                                .formatted(
                                        name,
                                        names.contains(name)
                                                ? "of a type that this form is not for. Leave it out"
                                                : "none of the columns %s".formatted(String.join(", ", names))));
            }
        }
        return new FormedReader(reader, List.copyOf(fields));
    }

    @Override
    public boolean next(FieldBatch batch) {
        if (!reader.next(batch)) {
            return false;
        }
        for (int row = 0; row < batch.rowCount(); row++) {
            if (batch.fieldCount(row) == reader.fieldCount()) {
                rewrite(batch, row);
            }
        }
        return true;
    }

    private void rewrite(FieldBatch batch, int row) {
        for (FormedField formed : fields) {
            int field = batch.firstField(row) + formed.field();
            if (!batch.isMissing(field)) {
                String text = batch.text(field);
                Optional<String> value = formed.form().find(text);
                if (value.isPresent()) {
                    byte[] bytes = value.get().getBytes(StandardCharsets.UTF_8);
                    int start = batch.append(bytes, 0, bytes.length);
                    batch.replaceField(field, start, start + bytes.length);
                } else {
                    String shown = text.length() <= VALUE_SHOWN_MAX ? text : text.substring(0, VALUE_SHOWN_MAX) + "...";
                    batch.refuseRow(
                            row,
                            "column \"%s\": \"%s\" is not %s"
                                    .formatted(
                                            formed.column(),
                                            shown,
                                            formed.form().name()));
                }
            }
        }
    }

    @Override
    public List<String> header() {
        return reader.header();
    }

    @Override
    public int fieldCount() {
        return reader.fieldCount();
    }

    @Override
    public boolean hasHeaderLine() {
        return reader.hasHeaderLine();
    }

    @Override
    public long bytesRead() {
        return reader.bytesRead();
    }

    @Override
    public Optional<CsvGuess> findGuess() {
        return reader.findGuess();
    }

    @Override
    public boolean isResumable() {
        return reader.isResumable();
    }

    @Override
    public void skip(List<LoadedRange> loaded) {
        reader.skip(loaded);
    }

    @Override
    public void close() {
        reader.close();
    }
}
