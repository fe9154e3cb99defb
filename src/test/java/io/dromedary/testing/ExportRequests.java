package io.dromedary.testing;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.dialect.TypePolicies;
import io.dromedary.export.Consistency;
import io.dromedary.export.ExportRequest;
import io.dromedary.export.ExportSettings;
import io.dromedary.export.PublishLayout;
import io.dromedary.export.TableSelection;
import io.dromedary.export.Threading;
import io.dromedary.parquet.Codec;
import io.dromedary.settings.Secret;
import io.dromedary.staging.ConflictResolution;
import io.dromedary.staging.Location;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Requests for tests of what happens around the rows. */
public final class ExportRequests {
    private ExportRequests() {}

    /** Asks for all tables of a fake database, in chunks of {@value FakeDatabase#ROWS} rows. */
    public static ExportRequest of(FakeDatabase database, Path location, Threading threading) {
        return of(database, location, threading, "*");
    }

    /** Asks for tables of a fake database, in chunks of {@value FakeDatabase#ROWS} rows. */
    public static ExportRequest of(FakeDatabase database, Path location, Threading threading, String pattern) {
        return new ExportRequest(
                "fake",
                new ConnectionSettings("fake", "nowhere", 1, database.name(), "etl", new Secret(""), Map.of()),
                new ExportSettings(
                        new Location.Directory(location.toAbsolutePath()),
                        Codec.SNAPPY,
                        OptionalLong.of(FakeDatabase.ROWS),
                        ConflictResolution.VERSION,
                        Consistency.SNAPSHOT,
                        true,
                        true,
                        true,
                        false,
                        PublishLayout.plain("fake"),
                        TypePolicies.DEFAULT),
                threading,
                List.of(new TableSelection.Tables(
                        "public", pattern, List.of(), List.of(), List.of(), "", TableSelection.ChunkOverride.NONE)),
                null);
    }

    /** The same request with another layout. */
    public static ExportRequest in(PublishLayout layout, ExportRequest request) {
        ExportSettings settings = request.settings();
        return new ExportRequest(
                request.name(),
                request.database(),
                new ExportSettings(
                        settings.location(),
                        settings.codec(),
                        settings.chunkSize(),
                        layout.isHive() ? ConflictResolution.APPEND : settings.conflictResolution(),
                        settings.consistency(),
                        settings.dictionary(),
                        settings.validateExports(),
                        settings.autoCleanupTemp(),
                        settings.archiveCompletedJobs(),
                        layout,
                        settings.types()),
                request.threading(),
                request.tables(),
                request.schedule());
    }

    /** The same request, failing where a table's directory is there already. */
    public static ExportRequest failingOnConflict(ExportRequest request) {
        ExportSettings settings = request.settings();
        return new ExportRequest(
                request.name(),
                request.database(),
                new ExportSettings(
                        settings.location(),
                        settings.codec(),
                        settings.chunkSize(),
                        ConflictResolution.FAIL,
                        settings.consistency(),
                        settings.dictionary(),
                        settings.validateExports(),
                        settings.autoCleanupTemp(),
                        settings.archiveCompletedJobs(),
                        settings.layout(),
                        settings.types()),
                request.threading(),
                request.tables(),
                request.schedule());
    }
}
