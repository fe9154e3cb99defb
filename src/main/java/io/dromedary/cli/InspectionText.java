package io.dromedary.cli;

import io.dromedary.parquet.ParquetInspection;
import io.dromedary.parquet.ParquetInspection.ColumnChunkSummary;
import io.dromedary.parquet.ParquetInspection.RowGroupSummary;
import io.dromedary.parquet.TableDefinitionEntry;
import java.util.List;

/** What a Parquet file says of itself, for people. */
final class InspectionText {
    private InspectionText() {}

    static String text(ParquetInspection file) {
        var text = new StringBuilder();
        text.append("%s: %,d rows, %s, %d row group%s%n"
                .formatted(
                        file.file(),
                        file.rows(),
                        Texts.bytes(file.bytes()),
                        file.rowGroups().size(),
                        file.rowGroups().size() == 1 ? "" : "s"));
        text.append("written by %s%n".formatted(file.createdBy().isEmpty() ? "an unknown program" : file.createdBy()));
        file.keyValues().forEach((key, value) -> text.append("  %s = %s%n".formatted(key, keyValue(key, value))));
        text.append("%nschema%n".formatted());
        file.schema().forEach(line -> text.append("  ").append(line).append(System.lineSeparator()));
        for (int i = 0; i < file.rowGroups().size(); i++) {
            text.append(text(i + 1, file.rowGroups().get(i)));
        }
        return text.toString();
    }

    private static String keyValue(String key, String value) {
        return key.equals(TableDefinitionEntry.KEY)
                ? "the definition of the table, %,d characters; see --ddl".formatted(value.length())
                : value;
    }

    private static String text(int number, RowGroupSummary group) {
        var text = new StringBuilder();
        text.append("%nrow group %d: %,d rows, %s, %s uncompressed%n"
                .formatted(
                        number,
                        group.rows(),
                        Texts.bytes(group.compressedBytes()),
                        Texts.bytes(group.uncompressedBytes())));
        List<ColumnChunkSummary> columns = group.columns();
        int path = columns.stream()
                .mapToInt(column -> column.path().length())
                .max()
                .orElse(1);
        int encodings = columns.stream()
                .mapToInt(column -> encodings(column).length())
                .max()
                .orElse(1);
        for (ColumnChunkSummary column : columns) {
            text.append(("  %-" + path + "s  %-" + encodings + "s  %9s of %9s  %s%s%n")
                    .formatted(
                            column.path(),
                            encodings(column),
                            Texts.bytes(column.compressedBytes()),
                            Texts.bytes(column.uncompressedBytes()),
                            column.nulls().isPresent()
                                    ? "%,d nulls".formatted(column.nulls().getAsLong())
                                    : "nulls unknown",
                            range(column)));
        }
        return text.toString();
    }

    private static String encodings(ColumnChunkSummary column) {
        return column.codec() + " " + String.join("+", column.encodings());
    }

    private static String range(ColumnChunkSummary column) {
        return column.min().isPresent() && column.max().isPresent()
                ? "  %s .. %s".formatted(column.min().get(), column.max().get())
                : "";
    }
}
