package io.dromedary.load;

import io.dromedary.load.input.SourceFormat;
import io.dromedary.load.input.SourceFormatReader;
import io.dromedary.settings.Document;
import io.dromedary.settings.Problems;
import io.dromedary.settings.Section;
import io.dromedary.table.FieldBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the reader of a file makes of it.
 *
 * @param header the names of its fields
 * @param rows the fields of its records, null where one has no value
 * @param refusals by line and part, why records are refused
 * @param raw the records as they would be set aside
 * @param bytesRead as the reader says at the end
 */
public record ReadFile(
        List<String> header,
        List<List<@Nullable String>> rows,
        List<String> refusals,
        List<String> raw,
        List<Long> lines,
        long bytesRead) {

    /** With settings in the form of a job, such as {@code sheet: Data}. */
    public static ReadFile of(Path file, String... settings) {
        try (RecordReader reader = open(file, settings)) {
            var read = new ReadFile(
                    reader.header(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), 0);
            var batch = new FieldBatch();
            long number = 0;
            while (reader.next(batch)) {
                if (batch.number() != number++) {
                    throw new AssertionError("Batch %d came as number %d".formatted(number - 1, batch.number()));
                }
                read.add(batch);
            }
            return new ReadFile(read.header, read.rows, read.refusals, read.raw, read.lines, reader.bytesRead());
        }
    }

    /** How many records a large file has. */
    public static long count(Path file, String... settings) {
        try (RecordReader reader = open(file, settings)) {
            var batch = new FieldBatch();
            long count = 0;
            while (reader.next(batch)) {
                count += batch.rowCount();
            }
            return count;
        }
    }

    /** The line and the first field of the last record of a large file. */
    public static String last(Path file, String... settings) {
        try (RecordReader reader = open(file, settings)) {
            var batch = new FieldBatch();
            String last = "";
            while (reader.next(batch)) {
                int row = batch.rowCount() - 1;
                last = row < 0 ? last : "%d: %s".formatted(batch.line(row), batch.text(batch.firstField(row)));
            }
            return last;
        }
    }

    private static RecordReader open(Path file, String... settings) {
        LoadSettings defaults = LoadSettings.DEFAULTS;
        var all = new LoadSettings(
                defaults.csv(),
                format(settings),
                defaults.mode(),
                defaults.atomic(),
                defaults.onError(),
                defaults.rejectLimit(),
                defaults.rejectPercent(),
                null,
                1,
                List.of(),
                Map.of(),
                false,
                TableRules.DEFAULTS);
        try {
            return FileOpener.open(file, all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SourceFormat format(String... settings) {
        var problems = new Problems("test");
        Section section = Document.read("test", "{" + String.join(", ", settings) + "}", Map.of(), problems);
        SourceFormat format = SourceFormatReader.read(section);
        section.finish();
        problems.orThrow();
        return format;
    }

    private void add(FieldBatch batch) {
        for (int row = 0; row < batch.rowCount(); row++) {
            List<@Nullable String> fields = new ArrayList<>();
            for (int i = 0; i < batch.fieldCount(row); i++) {
                int field = batch.firstField(row) + i;
                fields.add(batch.isMissing(field) ? null : batch.text(field));
            }
            rows.add(fields);
            lines.add(batch.line(row));
            raw.add(new String(
                    batch.bytes(),
                    batch.rawStart(row),
                    batch.rawEnd(row) - batch.rawStart(row),
                    java.nio.charset.StandardCharsets.UTF_8));
            String place = "%s%d: ".formatted(batch.part().isEmpty() ? "" : batch.part() + " ", batch.line(row));
            batch.findRefusal(row).ifPresent(reason -> refusals.add(place + reason));
        }
    }
}
