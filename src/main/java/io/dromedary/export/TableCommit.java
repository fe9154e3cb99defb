package io.dromedary.export;

import io.dromedary.export.Manifest.ManifestColumn;
import io.dromedary.export.Manifest.ManifestFile;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.staging.StagingArea.Commit;
import java.util.List;

/** Makes the manifest that publishes a staged table, and refuses the place of another one. */
final class TableCommit implements Commit {
    private final ExportSession session;
    private final StagedTable table;
    private final List<ManifestColumn> columns;
    private final CompanionWriter companions;

    TableCommit(ExportSession session, StagedTable table) {
        this.session = session;
        this.table = table;
        this.columns = TableManifest.columns(session, table);
        this.companions = new CompanionWriter(session, table);
    }

    /** The run of the same name has published the table in the meantime. Thrown to end the publishing. */
    static final class AlreadyPublished extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AlreadyPublished(String directory) {
            super(directory);
        }
    }

    @Override
    public byte[] documentFor(String directory) {
        refuseOtherTable(directory);
        return JsonFiles.manifest(manifest(directory));
    }

    @Override
    public byte[] documentAfter(String directory, byte[] before) {
        refuseOtherTable(directory);
        Manifest earlier = JsonFiles.manifest(before, session.destination().pathOf(directory));
        String batchId = session.plan().run().batchId();
        if (earlier.runs().stream().anyMatch(run -> run.batchId().equals(batchId))) {
            throw new AlreadyPublished(directory);
        }
        return JsonFiles.manifest(TableManifest.merged(earlier, manifest(directory)));
    }

    private Manifest manifest(String directory) {
        List<ManifestFile> others = companions.write(session.destination().pathOf(directory));
        return TableManifest.of(session, table, new TableManifest.Contents(columns, others), directory);
    }

    private void refuseOtherTable(String directory) {
        Obstacles.findOtherTable(session.destination(), directory, table.id()).ifPresent(obstacle -> {
            throw DromedaryException.permanent(FailureCategory.DESTINATION, obstacle);
        });
    }
}
