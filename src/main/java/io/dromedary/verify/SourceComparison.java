package io.dromedary.verify;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.dialect.Dialect;
import io.dromedary.dialect.JdbcSnapshot;
import io.dromedary.dialect.Snapshot;
import io.dromedary.dialect.SourceDatabase;
import io.dromedary.dialect.TypePolicies;
import io.dromedary.export.Manifest;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.util.List;

/**
 * Compares published tables with the database that they came from, or a copy of it. All of them are compared with one
 * point in time. Thread-safe.
 */
public final class SourceComparison implements AutoCloseable {
    private final String address;
    private final boolean full;
    private final SourceDatabase database;
    private final Snapshot snapshot;
    private final FileSummaries files;

    private SourceComparison(
            String address, boolean full, SourceDatabase database, Snapshot snapshot, FileSummaries files) {
        this.address = address;
        this.full = full;
        this.database = database;
        this.snapshot = snapshot;
        this.files = files;
    }

    /**
     * Takes a snapshot to compare with.
     *
     * @param full whether every value and every row is compared by its hash
     * @throws DromedaryException {@code SOURCE}, or {@code CONFIGURATION} if it cannot be compared with
     */
    public static SourceComparison open(ConnectionSettings settings, boolean full) {
        SourceDatabase database = Dialect.named(settings.type()).connect(settings, TypePolicies.DEFAULT);
        try {
            Snapshot snapshot = database.openSnapshot(List.of());
            if (snapshot instanceof JdbcSnapshot) {
                snapshot.close();
                throw DromedaryException.permanent(
                        FailureCategory.CONFIGURATION,
                        "%s: only a database of type postgresql can be compared with.".formatted(settings.address()));
            }
            return new SourceComparison(settings.address(), full, database, snapshot, FileSummaries.open());
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Compares a table whose files are as its manifest says; adds what differs to its findings. */
    TableProof compare(TableProof proof, Manifest manifest) {
        return new TableComparison(proof, manifest, address, full).with(snapshot, files);
    }

    /** Makes the server stop what it computes for this comparison. */
    public void cancel() {
        snapshot.cancel();
    }

    @Override
    public void close() {
        snapshot.close();
        database.close();
        files.close();
    }
}
