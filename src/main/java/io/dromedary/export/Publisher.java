package io.dromedary.export;

import io.dromedary.export.Manifest.ManifestChunk;
import io.dromedary.export.Manifest.ManifestColumn;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.files.FileFormat;
import io.dromedary.staging.ConflictResolution;
import io.dromedary.staging.Destination;
import io.dromedary.table.Column;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
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
     * Writes the manifest and makes the table seen, in one step.
     *
     * @throws DromedaryException {@code DESTINATION}
     */
    public PublishedTable publish(StagedTable table) {
        ExportSession session = exporter.session(table.jobId());
        LOG.info("Organizing exports: {} is complete and gets published", table.id());
        ConflictResolution conflict = session.plan().request().settings().conflictResolution();
        Destination destination = session.destination();
        List<ManifestColumn> columns = columns(session, table);
        String name = session.staging().publish(table.plan().directory(), conflict, directory -> {
            Obstacles.findOtherTable(destination, directory, table.id()).ifPresent(obstacle -> {
                throw DromedaryException.permanent(FailureCategory.DESTINATION, obstacle);
            });
            return JsonFiles.manifest(manifest(session, table, columns, destination.pathOf(directory)));
        });
        var published = new PublishedTable(table, name, destination.pathOf(name));
        session.published(published);
        LOG.info("{} published: {} rows in {}", table.id(), table.rows(), published.path());
        return published;
    }

    /** Notes that a staged table could not be published. */
    public FailedTable failed(StagedTable table, Throwable cause) {
        return FailedTable.note(exporter.session(table.jobId()), table.id(), cause);
    }

    private static Manifest manifest(
            ExportSession session, StagedTable table, List<ManifestColumn> columns, String path) {
        ExportSettings settings = session.plan().request().settings();
        String codec = settings.codec().toString();
        return new Manifest(
                table.jobId(),
                Manifest.timestamp(session.startedAt()),
                ToolVersion.CURRENT,
                Manifest.Database.of(session.plan()),
                session.snapshotId(),
                table.id().toString(),
                table.rows(),
                table.rows(),
                table.plan().strategy().manifestName(),
                settings.chunkSize().isPresent() ? settings.chunkSize().getAsLong() : null,
                table.files().size(),
                codec,
                ManifestLayout.of(table.plan().layout()),
                table.seconds(),
                path,
                columns,
                ManifestReplaced.of(table),
                ManifestChunk.of(table, codec),
                Manifest.Performance.of(session.plan(), session.seconds(), session.stagedTables()),
                ManifestDigest.PLACEHOLDER);
    }

    /** The columns with their types as the files have them, whoever wrote those. */
    private static List<ManifestColumn> columns(ExportSession session, StagedTable table) {
        List<Column> columns = table.plan().schema().columns();
        boolean isCsv = table.plan().layout().format() instanceof FileFormat.Csv;
        List<String> types = isCsv
                ? Collections.nCopies(columns.size(), "text")
                : ChunkExporter.footer(
                                session, table.plan(), table.files().get(0).file())
                        .columnTypes();
        return IntStream.range(0, columns.size())
                .mapToObj(i -> {
                    Column column = columns.get(i);
                    return new ManifestColumn(
                            column.name(),
                            column.sourceType(),
                            types.get(i),
                            column.nullable(),
                            column.conversion().fidelity().label());
                })
                .toList();
    }
}
