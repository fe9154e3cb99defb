package io.dromedary.export;

import io.dromedary.dialect.RowArrangement.PartitionKey;
import io.dromedary.dialect.RowSource;
import io.dromedary.dialect.SourceDatabase;
import io.dromedary.dialect.TableDescription;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.files.FileLayout;
import io.dromedary.files.TableLayout;
import io.dromedary.staging.ConflictResolution;
import io.dromedary.staging.Destination;
import io.dromedary.table.Column;
import io.dromedary.table.TableId;
import io.dromedary.table.TableSchema;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Settles everything before anything is touched: which tables, which columns, how they are split, what their
 * directories are called, that these names are free, and how much memory that takes. Reads the catalog only. All
 * problems of all tables are reported at once.
 */
public final class ExportPlanner {
    private static final long ROW_GROUP_BYTES_MIN = 1 << 20;
    private static final long ROW_GROUP_BYTES_MAX = 64 << 20;

    /** Of a run without a name of its author's. */
    private static final int RANDOM_DIGITS = 8;

    private final SourceDatabase source;
    private final Clock clock;
    private final List<String> problems = new ArrayList<>();

    /** Plans with the catalog of the source. For one plan. */
    public ExportPlanner(SourceDatabase source) {
        this(source, Clock.systemUTC());
    }

    ExportPlanner(SourceDatabase source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * The plan.
     *
     * @throws DromedaryException {@code CONFIGURATION}, with every table that is missing or cannot be exported exactly;
     *     {@code DESTINATION}, if all that is wrong is that directories are taken
     */
    public ExportPlan plan(ExportRequest request) {
        List<SelectedTable> selected = new TableSelector(source, problems).select(request.tables());
        String jobId = UUID.randomUUID().toString();
        ExportRun run =
                ExportRun.begin(request.settings().layout(), clock.instant(), jobId.substring(0, RANDOM_DIGITS));
        List<TablePlan> tables = new ArrayList<>(planTables(request, selected, run));
        Destination destination = Destinations.of(request.settings());
        List<SkippedTable> skipped = new PublishedBefore(destination, request.settings()).takeFrom(tables);
        refuseProblems(request, destination, tables);
        return new ExportPlan(
                jobId, run, request, source.serverVersion(), tables, skipped, rowGroupBytesMax(request, tables));
    }

    private List<TablePlan> planTables(ExportRequest request, List<SelectedTable> selected, ExportRun run) {
        List<TableId> ids =
                selected.stream().map(table -> table.description().id()).toList();
        PublishLayout layout = request.settings().layout();
        List<String> directories = new TablePaths(layout, run).of(ids);
        String fileSuffix = layout.isHive() ? "_" + run.batchId() : "";
        List<TablePlan> tables = new ArrayList<>();
        for (int i = 0; i < selected.size(); i++) {
            tables.add(planTable(request, selected.get(i), directories.get(i), fileSuffix));
        }
        return tables;
    }

    /** Names that are taken come last: they alone are no mistake of the specification's author. */
    private void refuseProblems(ExportRequest request, Destination destination, List<TablePlan> tables) {
        var category = problems.isEmpty() ? FailureCategory.DESTINATION : FailureCategory.CONFIGURATION;
        ConflictResolution conflict = request.settings().conflictResolution();
        tables.forEach(table -> Obstacles.find(destination, conflict, table).ifPresent(problems::add));
        if (!problems.isEmpty()) {
            throw DromedaryException.permanent(
                    category,
                    "%s cannot be exported as it is:%n  %s".formatted(request.name(), String.join("\n  ", problems)));
        }
    }

    private TablePlan planTable(ExportRequest request, SelectedTable selected, String directory, String fileSuffix) {
        TableDescription table = selected.description();
        List<Column> columns = new ColumnSelector(problems).select(selected);
        columns = columns.isEmpty()
                ? List.of(ColumnSelector.PLACEHOLDER)
                : new LayoutCheck(table, selected.layout(), problems).columnsInFiles(columns);
        FileLayout layout = request.settings().fileLayout().with(selected.layout());
        refuseHiddenColumns(request.settings().layout(), table.id(), columns, layout.tables());
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
                fileSuffix,
                layout);
    }

    /** Readers take what a directory's name says for the value of a column, and never see that of the file. */
    private void refuseHiddenColumns(PublishLayout layout, TableId table, List<Column> columns, TableLayout own) {
        for (Column column : columns) {
            if (layout.partitionColumns().contains(column.name().toLowerCase(Locale.ROOT))) {
                String message =
                        "%s.%s: readers would take the values of this column from the names of the directories; "
                                + "rename it in a query of your own, or use partition_strategy: none.";
                problems.add(message.formatted(table, column.name()));
            }
        }
        for (PartitionKey key : own.partitionBy()) {
            if (layout.partitionColumns().contains(key.name().toLowerCase(Locale.ROOT))) {
                String message = "%s: partition_by %s: partition_strategy has directories of this name already; give it"
                        + " another name.";
                problems.add(message.formatted(table, key.name()));
            }
        }
    }

    /** An even share of half the heap, so that the other half is left for what rows need on their way. */
    private static long rowGroupBytesMax(ExportRequest request, List<TablePlan> tables) {
        long share = ExportPlan.heapBytesMax() / ExportPlan.chunksAtOnce(request.threading(), tables);
        return Math.max(ROW_GROUP_BYTES_MIN, Math.min(ROW_GROUP_BYTES_MAX, share));
    }
}
