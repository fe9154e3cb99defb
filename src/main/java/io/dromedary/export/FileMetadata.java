package io.dromedary.export;

import io.dromedary.dialect.RowQuery;
import io.dromedary.dialect.SourceDatabase;
import io.dromedary.parquet.TableDefinitionEntry;
import io.dromedary.table.ChunkBounds;
import io.dromedary.table.TableDefinition;
import io.dromedary.table.TableId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What files say beside their schema: how their table is defined. The first who asks reads it, of all tables of the
 * plan at once, and the others wait. Thread-safe.
 */
final class FileMetadata {
    private final SourceDatabase source;
    private final ExportPlan plan;
    private @Nullable Map<TableId, Map<String, String>> entries;

    /** Of the tables of a plan, whose snapshot is open when somebody asks. */
    FileMetadata(SourceDatabase source, ExportPlan plan) {
        this.source = source;
        this.plan = plan;
    }

    /** The entries for each file of a table. */
    synchronized Map<String, String> of(TableId table) {
        if (entries == null) {
            entries = read();
        }
        return entries.getOrDefault(table, Map.of());
    }

    private Map<TableId, Map<String, String>> read() {
        List<RowQuery> queries = plan.tables().stream()
                .map(table -> new RowQuery(table.description().source(), table.schema(), "", new ChunkBounds.Whole()))
                .toList();
        Map<TableId, TableDefinition> definitions = source.define(queries);
        var read = new HashMap<TableId, Map<String, String>>();
        definitions.forEach((table, definition) -> read.put(table, TableDefinitionEntry.of(definition)));
        return read;
    }
}
