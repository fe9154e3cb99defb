package io.dromedary.export;

import io.dromedary.staging.ConflictResolution;
import io.dromedary.staging.Destination;
import io.dromedary.table.TableId;
import java.util.Optional;

/** What is in the way of a table's directory: seen at planning, so that nothing is read in vain, and at the end. */
final class Obstacles {
    private Obstacles() {}

    /** Why a table could not be published now, in a sentence; empty if it could. */
    static Optional<String> find(Destination destination, ConflictResolution conflict, TablePlan table) {
        Optional<String> obstacle = destination.findObstacle(table.directory(), conflict);
        return obstacle.isPresent()
                        || conflict == ConflictResolution.VERSION
                        || conflict == ConflictResolution.TIMESTAMP
                ? obstacle
                : findOtherTable(destination, table.directory(), table.id());
    }

    /**
     * Why the directory must not be overwritten or added to: it holds another table. Tables of different jobs may get
     * the same name, such as {@code a_b.c} and {@code a.b_c}.
     */
    static Optional<String> findOtherTable(Destination destination, String directory, TableId table) {
        return destination
                .findCommit(directory)
                .map(manifest -> JsonFiles.findText(manifest, "table_name").orElse("something else"))
                .filter(found -> !found.equals(table.toString()))
                .map(found -> "%s holds an export of %s, so it is not overwritten with %s; choose another location."
                        .formatted(destination.pathOf(directory), found, table));
    }
}
