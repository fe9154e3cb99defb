package io.dromedary.export;

import io.dromedary.dialect.RowSource;
import io.dromedary.dialect.SourceDatabase;
import io.dromedary.dialect.TableDescription;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.files.FileLayout;
import io.dromedary.staging.ConflictResolution;
import io.dromedary.staging.Destination;
import io.dromedary.staging.DirectoryNames;
import io.dromedary.table.Column;
import io.dromedary.table.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Settles everything before anything is touched: which tables, which columns, how they are split, what their
 * directories are called, that these names are free, and how much memory that takes. Reads the catalog only. All
 * problems of all tables are reported at once.
 */
public final class ExportPlanner {
    private static final long ROW_GROUP_BYTES_MIN = 1 << 20;
    private static final long ROW_GROUP_BYTES_MAX = 64 << 20;

    private final SourceDatabase source;
    private final List<String> problems = new ArrayList<>();

    /** Plans with the catalog of the source. For one plan. */
    public ExportPlanner(SourceDatabase source) {
        this.source = source;
    }

    /**
     * The plan.
     *
     * @throws DromedaryException {@code CONFIGURATION}, with every table that is missing or cannot be exported exactly;
     *     {@code DESTINATION}, if all that is wrong is that directories are taken
     */
    public ExportPlan plan(ExportRequest request) {
        List<SelectedTable> selected = new TableSelector(source, problems).select(request.tables());
        List<String> directories = DirectoryNames.unique(
                selected.stream().map(table -> table.description().id()).toList());
        List<TablePlan> tables = new ArrayList<>();
        for (int i = 0; i < selected.size(); i++) {
            tables.add(planTable(request, selected.get(i), directories.get(i)));
        }
        refuseProblems(request, tables);
        return new ExportPlan(
                UUID.randomUUID().toString(),
                request,
                source.serverVersion(),
                tables,
                rowGroupBytesMax(request, tables));
    }

    /** Names that are taken come last: they alone are no mistake of the specification's author. */
    private void refuseProblems(ExportRequest request, List<TablePlan> tables) {
        var category = problems.isEmpty() ? FailureCategory.DESTINATION : FailureCategory.CONFIGURATION;
        Destination destination = Destinations.of(request.settings().location());
        ConflictResolution conflict = request.settings().conflictResolution();
        tables.forEach(table -> Obstacles.find(destination, conflict, table).ifPresent(problems::add));
        if (!problems.isEmpty()) {
            throw DromedaryException.permanent(
                    category,
                    "%s cannot be exported as it is:%n  %s".formatted(request.name(), String.join("\n  ", problems)));
        }
    }

    private TablePlan planTable(ExportRequest request, SelectedTable selected, String directory) {
        TableDescription table = selected.description();
        List<Column> columns = new ColumnSelector(problems).select(selected);
        columns = columns.isEmpty()
                ? List.of(ColumnSelector.PLACEHOLDER)
                : new LayoutCheck(table, selected.layout(), problems).columnsInFiles(columns);
        FileLayout layout = request.settings().layout().with(selected.layout());
        int workers = selected.chunkOverride()
                .chunkWorkers()
                .orElse(request.threading().chunkWorkers());
        var size = selected.chunkOverride().chunkSize().isPresent()
                ? selected.chunkOverride().chunkSize()
                : request.settings().chunkSize();
        Split split = table.source() instanceof RowSource.Query
                ? Split.whole("a query cannot be addressed by blocks")
                : new TableSplitter(size, workers, layout).split(table);
        return new TablePlan(
                table,
                new TableSchema(columns),
                selected.where(),
                split.strategy(),
                split.reason(),
                split.chunks(),
                workers,
                directory,
                layout);
    }

    /** An even share of half the heap, so that the other half is left for what rows need on their way. */
    private static long rowGroupBytesMax(ExportRequest request, List<TablePlan> tables) {
        long share = ExportPlan.heapBytesMax() / ExportPlan.chunksAtOnce(request.threading(), tables);
        return Math.max(ROW_GROUP_BYTES_MIN, Math.min(ROW_GROUP_BYTES_MAX, share));
    }
}
