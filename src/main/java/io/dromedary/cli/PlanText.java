package io.dromedary.cli;

import io.dromedary.export.ExportPlan;
import io.dromedary.export.TablePlan;
import io.dromedary.files.FileFormat;
import io.dromedary.parquet.ParquetSchema;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.Conversion.Fidelity;
import java.util.List;

/** A plan, for people and for programs. */
final class PlanText {
    private PlanText() {}

    /**
     * A plan as a document.
     *
     * @param job the job's name
     * @param database address and user
     * @param serverVersion product and version
     * @param location where tables are published
     * @param compression the codec
     * @param chunksAtOnce the most that are in progress at once
     * @param memoryBytesMax row groups in progress, largest values aside
     * @param tables in their order
     */
    record PlanDocument(
            String job,
            String database,
            String serverVersion,
            String location,
            String compression,
            long chunksAtOnce,
            long memoryBytesMax,
            List<TableDocument> tables) {}

    /**
     * A table of a plan.
     *
     * @param tableName {@code schema.table}
     * @param kind table, view ...
     * @param estimatedRows by the catalog; -1 if it does not know
     * @param bytes by the catalog
     * @param strategy how it is split
     * @param reason why so
     * @param chunks how many
     * @param chunkWorkers at once
     * @param files what its rows become
     * @param directory its directory, before conflicts are resolved
     * @param columns in their order
     */
    record TableDocument(
            String tableName,
            String kind,
            long estimatedRows,
            long bytes,
            String strategy,
            String reason,
            int chunks,
            int chunkWorkers,
            String files,
            String directory,
            List<ColumnDocument> columns) {}

    /**
     * A column of a plan.
     *
     * @param name its name
     * @param sourceType in the database
     * @param parquetType in the files
     * @param nullable whether a value may be missing
     * @param carried what becomes of its values on their way
     */
    record ColumnDocument(String name, String sourceType, String parquetType, boolean nullable, String carried) {}

    static PlanDocument document(ExportPlan plan) {
        return new PlanDocument(
                plan.request().name(),
                plan.request().database().address(),
                plan.serverVersion(),
                plan.request().settings().location().toString(),
                plan.request().settings().codec().toString(),
                plan.chunksAtOnce(),
                plan.memoryBytesMax(),
                plan.tables().stream().map(PlanText::document).toList());
    }

    private static TableDocument document(TablePlan table) {
        return new TableDocument(
                table.id().toString(),
                table.description().kind(),
                table.description().estimatedRows().orElse(-1),
                table.description().bytes(),
                table.strategy().manifestName(),
                table.reason(),
                table.chunks().size(),
                table.workers(),
                table.layout().text(),
                table.directory(),
                table.schema().columns().stream()
                        .map(column -> document(table, column))
                        .toList());
    }

    private static ColumnDocument document(TablePlan table, Column column) {
        return new ColumnDocument(
                column.name(),
                column.sourceType(),
                table.layout().format() instanceof FileFormat.Csv ? "text" : parquetType(column),
                column.nullable(),
                column.conversion().fidelity().label());
    }

    /** A column that has to be measured first becomes a decimal only if its values let it. */
    private static String parquetType(Column column) {
        boolean isOpen = column.conversion().fidelity() == Fidelity.MEASURED;
        return (isOpen && column.type() instanceof ColumnType.Text ? "DECIMAL or " : "")
                + ParquetSchema.typeName(column);
    }

    static String text(ExportPlan plan) {
        PlanDocument document = document(plan);
        var text = new StringBuilder();
        text.append("%s: %d table%s of %s (%s) to %s, %s%n"
                .formatted(
                        document.job(),
                        document.tables().size(),
                        document.tables().size() == 1 ? "" : "s",
                        document.database(),
                        document.serverVersion(),
                        document.location(),
                        document.compression()));
        text.append("up to %d chunks at once, up to %s of memory for their row groups%n"
                .formatted(document.chunksAtOnce(), Texts.bytes(document.memoryBytesMax())));
        document.tables().forEach(table -> text.append(text(table)));
        return text.toString();
    }

    private static String text(TableDocument table) {
        var text = new StringBuilder();
        text.append("%n%s (%s) -> %s/%n".formatted(table.tableName(), table.kind(), table.directory()));
        text.append("  %s%s%n"
                .formatted(
                        table.estimatedRows() < 0 ? "rows unknown" : "about %,d rows".formatted(table.estimatedRows()),
                        table.bytes() > 0 ? ", " + Texts.bytes(table.bytes()) : ""));
        text.append("  %s: %d chunk%s, %d at once: %s%n"
                .formatted(
                        table.strategy(),
                        table.chunks(),
                        table.chunks() == 1 ? "" : "s",
                        Math.min(table.chunks(), table.chunkWorkers()),
                        table.reason()));
        if (!table.files().isEmpty()) {
            text.append("  %s%n".formatted(table.files()));
        }
        int name =
                table.columns().stream().mapToInt(c -> c.name().length()).max().orElse(1);
        int type = table.columns().stream()
                .mapToInt(c -> c.sourceType().length())
                .max()
                .orElse(1);
        for (ColumnDocument column : table.columns()) {
            text.append(("    %-" + name + "s  %-" + type + "s  ->  %s%s%s%n")
                    .formatted(
                            column.name(),
                            column.sourceType(),
                            column.parquetType(),
                            column.nullable() ? "" : " not null",
                            column.carried().equals(Fidelity.EXACT.label())
                                    ? ""
                                    : " (%s)".formatted(column.carried())));
        }
        return text.toString();
    }
}
