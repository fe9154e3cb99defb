package io.dromedary.export;

import io.dromedary.export.Manifest.ManifestChunk;
import io.dromedary.export.Manifest.ManifestColumn;
import io.dromedary.export.Manifest.ManifestFile;
import io.dromedary.files.FileFormat;
import io.dromedary.table.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Composes the manifests of staged tables. */
final class TableManifest {
    private TableManifest() {}

    /**
     * What lies in a table's directory.
     *
     * @param columns of the data, see {@link TableManifest#columns}
     * @param others what lies beside the data
     */
    record Contents(List<ManifestColumn> columns, List<ManifestFile> others) {}

    /**
     * What a run says of its own files.
     *
     * @param path the directory, from the location on
     */
    static Manifest of(ExportSession session, StagedTable table, Contents contents, String path) {
        ExportPlan plan = session.plan();
        ExportSettings settings = plan.request().settings();
        ExportRun run = plan.run();
        List<ManifestChunk> files = ManifestChunk.of(table, plan);
        return new Manifest(
                table.jobId(),
                Manifest.timestamp(session.startedAt()),
                ToolVersion.CURRENT,
                Manifest.Database.of(plan),
                session.snapshotId(),
                table.id().toString(),
                settings.layout().system(),
                table.id().name(),
                path + "/",
                run.batchId(),
                run.timestamp(),
                run.date().toString(),
                settings.layout().timezone().toString(),
                table.rows(),
                table.rows(),
                table.rows(),
                table.plan().strategy().manifestName(),
                settings.chunkSize().isPresent() ? settings.chunkSize().getAsLong() : null,
                files.size(),
                files.size(),
                Manifest.FileFormats.of(files),
                null,
                settings.codec().toString(),
                ManifestLayout.of(table.plan().layout()),
                table.seconds(),
                session.destination().pathOf(path),
                contents.columns(),
                ManifestReplaced.of(table),
                files,
                List.of(run(session, table, ManifestEvidence.of(session, table, contents.columns(), files))),
                contents.others(),
                Manifest.Performance.of(plan, session.seconds(), session.stagedTables()),
                ManifestDigest.PLACEHOLDER);
    }

    private static ManifestRun run(ExportSession session, StagedTable table, ManifestEvidence evidence) {
        ExportRun run = session.plan().run();
        return new ManifestRun(
                run.batchId(),
                run.timestamp(),
                run.date().toString(),
                table.jobId(),
                session.snapshotId(),
                table.rows(),
                table.files().size(),
                null,
                evidence);
    }

    /** The columns with their types as the files have them, whoever wrote those. */
    static List<ManifestColumn> columns(ExportSession session, StagedTable table) {
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

    /** The manifest of a directory in which the files of a run come beside those of the runs before it. */
    static Manifest merged(Manifest before, Manifest latest) {
        List<ManifestChunk> files = new ArrayList<>(before.chunks());
        latest.chunks().forEach(file -> files.add(file.numbered(files.size() + 1)));
        List<ManifestRun> runs = new ArrayList<>();
        before.runs().forEach(run -> runs.add(run.beside(before.columns(), latest.columns())));
        runs.addAll(latest.runs());
        return latest.with(files, runs, replaced(before.replaced(), latest.replaced()));
    }

    private static List<ManifestReplaced> replaced(List<ManifestReplaced> before, List<ManifestReplaced> latest) {
        Map<String, ManifestReplaced> byColumn = new LinkedHashMap<>();
        before.forEach(replaced -> byColumn.put(replaced.column(), replaced));
        latest.forEach(replaced -> byColumn.merge(replaced.column(), replaced, ManifestReplaced::and));
        return List.copyOf(byColumn.values());
    }
}
