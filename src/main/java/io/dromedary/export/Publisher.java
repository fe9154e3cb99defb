package io.dromedary.export;

import io.dromedary.failure.DromedaryException;
import io.dromedary.staging.ConflictResolution;
import io.dromedary.staging.Destination;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a staged table's manifest and makes the table seen. Thread-safe. */
public final class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final Exporter exporter;

    /** Publishes tables of the exporter's open sessions. */
    public Publisher(Exporter exporter) {
        this.exporter = exporter;
    }

    /**
     * Writes the manifest and makes the table seen, in one step; not if the run of the same name has published it in
     * the meantime.
     *
     * @throws DromedaryException {@code DESTINATION}
     */
    public void publish(StagedTable table) {
        ExportSession session = exporter.session(table.jobId());
        LOG.info("Organizing exports: {} is complete and gets published", table.id());
        ConflictResolution conflict = session.plan().request().settings().conflictResolution();
        Destination destination = session.destination();
        try {
            String name =
                    session.staging().publish(table.plan().directory(), conflict, new TableCommit(session, table));
            var published = new PublishedTable(table, name, destination.pathOf(name));
            session.published(published);
            LOG.info("{} published: {} rows in {}", table.id(), table.rows(), published.path());
        } catch (TableCommit.AlreadyPublished e) {
            String path = destination.pathOf(table.plan().directory());
            session.skipped(new SkippedTable(table.id(), session.plan().run().batchId(), path));
        }
    }

    /** Notes that a staged table could not be published. */
    public FailedTable failed(StagedTable table, Throwable cause) {
        return FailedTable.note(exporter.session(table.jobId()), table.id(), cause);
    }
}
