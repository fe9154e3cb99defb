package io.dromedary.export;

import io.dromedary.table.TableId;
import java.util.List;

/** Stub until staging's safe names are merged. */
final class DirectoryNames {
    private DirectoryNames() {}

    static List<String> unique(List<TableId> tables) {
        return tables.stream().map(id -> id.schema() + "_" + id.name()).toList();
    }
}
