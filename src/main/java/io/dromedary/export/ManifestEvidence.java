package io.dromedary.export;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dromedary.export.Manifest.ManifestChunk;
import io.dromedary.export.Manifest.ManifestColumn;
import io.dromedary.table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What was read, how, and when: enough to read the same again and compare. There is no secret of a connection in it;
 * conditions and queries of the job are there as they were run.
 *
 * @param toolVersion who read
 * @param serverVersion product and version of the server
 * @param snapshot the point in time, as the server named it
 * @param snapshotTime when it had just been taken, by our clock: ISO 8601 in UTC
 * @param lsn how far the server's log was written when the snapshot had just been taken; null where it does not tell
 * @param previousRun the job whose end this one began at; null: this is everything
 * @param columns what was selected, and as what it is in the files
 * @param chunks what was run
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ManifestEvidence(
        String toolVersion,
        String serverVersion,
        String snapshot,
        String snapshotTime,
        @Nullable String lsn,
        @Nullable String previousRun,
        List<EvidenceColumn> columns,
        List<EvidenceChunk> chunks) {

    /**
     * A column.
     *
     * @param name its name in the source and in the files
     * @param selected what was selected, with {@code %s} where the quoted name stands
     * @param sourceType its type as the database writes it
     * @param parquetType its type in the files
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record EvidenceColumn(String name, String selected, String sourceType, String parquetType) {}

    /**
     * A chunk.
     *
     * @param chunkId its number, from 1
     * @param sql the SELECT whose rows it has
     * @param rows as they were counted
     * @param files its files with their digests
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record EvidenceChunk(int chunkId, String sql, long rows, List<EvidenceFile> files) {}

    /**
     * A file.
     *
     * @param file its name in the directory
     * @param rows rows in it
     * @param sha256 digest of the file
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record EvidenceFile(String file, long rows, String sha256) {}

    /**
     * The evidence of a staged table.
     *
     * @param files as the manifest has them, in the order of the chunks
     */
    static ManifestEvidence of(
            ExportSession session, StagedTable table, List<ManifestColumn> columns, List<ManifestChunk> files) {
        return new ManifestEvidence(
                ToolVersion.CURRENT,
                session.plan().serverVersion(),
                session.snapshotId(),
                session.startedAt().toString(),
                session.snapshot().findLogPosition().orElse(null),
                null,
                IntStream.range(0, columns.size())
                        .mapToObj(i -> column(table.plan().schema().columns().get(i), columns.get(i)))
                        .toList(),
                chunks(session, table, files));
    }

    private static EvidenceColumn column(Column column, ManifestColumn written) {
        return new EvidenceColumn(
                column.name(), column.conversion().of("%s"), column.sourceType(), written.parquetType());
    }

    private static List<EvidenceChunk> chunks(ExportSession session, StagedTable table, List<ManifestChunk> files) {
        TableExport read = session.table(table.id());
        List<EvidenceChunk> chunks = new ArrayList<>();
        int next = 0;
        for (ChunkResult result : table.chunks()) {
            List<ManifestChunk> own = files.subList(next, next + result.files().size());
            next += own.size();
            chunks.add(new EvidenceChunk(
                    result.chunk().number(),
                    session.snapshot().sql(read.query(result.chunk())),
                    result.rows(),
                    own.stream()
                            .map(file -> new EvidenceFile(file.file(), file.rows(), file.sha256()))
                            .toList()));
        }
        return chunks;
    }
}
