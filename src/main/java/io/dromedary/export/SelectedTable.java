package io.dromedary.export;

import io.dromedary.dialect.TableDescription;
import io.dromedary.export.TableSelection.ChunkOverride;
import io.dromedary.files.TableLayout;
import java.util.List;

/**
 * A table that an entry of the specification has selected.
 *
 * @param description what the catalog says of it
 * @param columns the columns wanted; empty: all
 * @param excludeColumns columns left out
 * @param systemColumns what the database keeps beside its columns that is wanted, too
 * @param where a condition; empty: every row
 * @param chunkOverride how its chunks differ
 * @param layout what is asked for of its files
 */
record SelectedTable(
        TableDescription description,
        List<String> columns,
        List<String> excludeColumns,
        List<String> systemColumns,
        String where,
        ChunkOverride chunkOverride,
        TableLayout layout) {}
