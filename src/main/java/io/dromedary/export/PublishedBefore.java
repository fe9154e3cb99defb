package io.dromedary.export;

import io.dromedary.staging.ConflictResolution;
import io.dromedary.staging.Destination;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds tables that a run with a name of its author's has published before, so that they need not be read again. */
final class PublishedBefore {
    private final Destination destination;
    private final ExportSettings settings;

    PublishedBefore(Destination destination, ExportSettings settings) {
        this.destination = destination;
        this.settings = settings;
    }

    /** Takes them from the plan. With {@code overwrite} they are exported again, and with {@code fail} refused. */
    List<SkippedTable> takeFrom(List<TablePlan> tables) {
        List<SkippedTable> skipped = new ArrayList<>();
        Optional<String> batchId = settings.layout().findBatchId();
        if (batchId.isPresent() && settings.conflictResolution() == ConflictResolution.APPEND) {
            tables.removeIf(table -> {
                boolean isThere = isPublished(table, batchId.get());
                if (isThere) {
                    String path = destination.pathOf(table.directory());
                    skipped.add(new SkippedTable(table.id(), batchId.get(), path).noted());
                }
                return isThere;
            });
        }
        return skipped;
    }

    private boolean isPublished(TablePlan table, String batchId) {
        return destination
                .findCommit(table.directory())
                .filter(document -> JsonFiles.findText(document, "table_name")
                        .filter(table.id().toString()::equals)
                        .isPresent())
                .map(document -> JsonFiles.manifest(document, destination.pathOf(table.directory())))
                .filter(manifest ->
                        manifest.runs().stream().anyMatch(run -> run.batchId().equals(batchId)))
                .isPresent();
    }
}
