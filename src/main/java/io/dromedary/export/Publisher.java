package io.dromedary.export;

import java.nio.file.Path;

/** Stub of the step that writes manifests and makes tables seen. */
public final class Publisher {
    private final Exporter exporter;

    /** Publishes tables of the exporter's open sessions. */
    public Publisher(Exporter exporter) {
        this.exporter = exporter;
    }

    /** Writes the manifest and makes the table seen, in one step. */
    public PublishedTable publish(StagedTable table) {
        ExportSession session = exporter.session(table.jobId());
        var published = new PublishedTable(table, Path.of("/stub"));
        session.listener().tablePublished(published);
        return published;
    }
}
