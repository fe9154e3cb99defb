package io.dromedary.export;

import io.dromedary.staging.ConflictResolution;
import io.dromedary.staging.DirectoryPublisher;
import io.dromedary.table.TableId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** What is in the way of a table's directory: seen at planning, so that nothing is read in vain, and at the end. */
final class Obstacles {
    private static final DirectoryPublisher DIRECTORIES = new DirectoryPublisher(Clock.systemUTC(), Manifest.FILE_NAME);

    private Obstacles() {}

    /** Why a table could not be published now, in a sentence; empty if it could. */
    static Optional<String> find(ExportSettings settings, TablePlan table) {
        ConflictResolution conflict = settings.conflictResolution();
        Optional<String> obstacle = DIRECTORIES.findObstacle(settings.location(), table.directory(), conflict);
        return obstacle.isPresent() || conflict != ConflictResolution.OVERWRITE
                ? obstacle
                : findOtherTable(settings.location().resolve(table.directory()), table.id());
    }

    /**
     * Why the directory must not be overwritten: it holds another table. Tables of different jobs may get the same
     * name, such as {@code a_b.c} and {@code a.b_c}.
     */
    static Optional<String> findOtherTable(Path target, TableId table) {
        Path manifest = target.resolve(Manifest.FILE_NAME);
        if (!Files.exists(manifest)) {
            return Optional.empty();
        }
        String found = JsonFiles.findText(manifest, "table_name").orElse("something else");
        return found.equals(table.toString())
                ? Optional.empty()
                : Optional.of("%s holds an export of %s, so it is not overwritten with %s; choose another location."
                        .formatted(target, found, table));
    }
}
