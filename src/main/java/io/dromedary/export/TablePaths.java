package io.dromedary.export;

import io.dromedary.staging.DirectoryNames;
import io.dromedary.table.TableId;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Names the directories in which the tables of a run are published: paths below the location, each part a name for
 * every file system.
 */
final class TablePaths {
    private final PublishLayout layout;
    private final ExportRun run;

    TablePaths(PublishLayout layout, ExportRun run) {
        this.layout = layout;
        this.run = run;
    }

    /** One for each table, in their order, all different, also where upper and lower case are the same. */
    List<String> of(List<TableId> tables) {
        boolean bySchema = layout.strategy() == PublishStrategy.SCHEMA_FIRST;
        List<String> names = bySchema ? DirectoryNames.uniqueInSchemas(tables) : DirectoryNames.unique(tables);
        return IntStream.range(0, tables.size())
                .mapToObj(i -> bySchema
                        ? part("schema", DirectoryNames.plain(tables.get(i).schema())) + "/"
                                + part("table", names.get(i))
                        : part("table", names.get(i)))
                .map(path -> layout.isHive() ? partition(path) : path)
                .toList();
    }

    private String part(String column, String value) {
        return layout.isHive() ? column + "=" + value : value;
    }

    private String partition(String table) {
        String day = layout.useDate() ? "/dt=" + run.date() : "";
        String part =
                switch (layout.partition()) {
                    case HOURLY -> "/hour=" + run.hour();
                    case TIMESTAMP -> "/batch=" + run.minute();
                    case BATCH_ID -> "/batch_id=" + run.batchId();
                    case DATE, NONE -> "";
                };
        return "system=%s/%s%s%s".formatted(DirectoryNames.plain(layout.system()), table, day, part);
    }
}
