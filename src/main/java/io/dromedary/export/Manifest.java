package io.dromedary.export;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.table.ChunkBounds;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a published table says of itself: {@code _export_metadata.json} beside its files, {@code _metadata.json} in the
 * directories of partitions. A directory without it is no export. Where the files of several runs lie in one directory,
 * it names all files, and says of itself what the latest run says. {@code docs/manifest.md} describes every field.
 *
 * @param jobId the export's UUID
 * @param timestamp when the job began, UTC, {@code YYYY-MM-DD_HH-MM-SS}
 * @param toolVersion who wrote it
 * @param database where the rows came from
 * @param snapshot the point in time they were read from, as the server named it
 * @param tableName {@code schema.table}
 * @param system where the table comes from, in a word
 * @param table its name without the schema
 * @param partitionPath the directory, from the location on, with a slash at its end
 * @param batchId the name of the run
 * @param batchTimestamp when it began, ISO 8601 with microseconds, in its time zone
 * @param runDate the day that its rows are of
 * @param timezone where days and hours begin
 * @param totalRows rows in all files
 * @param rowCount the same, under its other name
 * @param totalRecords the same, under its third name
 * @param chunkStrategy how the table was split
 * @param chunkSize rows in a chunk as asked for; null: by the size of the table
 * @param fileCount data files
 * @param numFiles the same, under its other name
 * @param fileFormats what kinds of files there are
 * @param newCursor where the next incremental run begins; null: this was none
 * @param compression the codec
 * @param layout what rows have become
 * @param exportTimeSeconds from the first chunk to the last
 * @param exportPath the directory, absolute
 * @param columns the columns in their order
 * @param replaced values that a policy has replaced, of columns that have any
 * @param chunks the files in their order
 * @param runs whose files these are, the latest last
 * @param otherFiles what lies beside the data
 * @param performance of the job so far
 * @param manifestSha256 of this document, see {@link ManifestDigest}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Manifest(
        String jobId,
        String timestamp,
        String toolVersion,
        Database database,
        String snapshot,
        String tableName,
        String system,
        String table,
        String partitionPath,
        String batchId,
        String batchTimestamp,
        String runDate,
        String timezone,
        long totalRows,
        long rowCount,
        long totalRecords,
        String chunkStrategy,
        @Nullable Long chunkSize,
        int fileCount,
        int numFiles,
        FileFormats fileFormats,
        @Nullable String newCursor,
        String compression,
        ManifestLayout layout,
        double exportTimeSeconds,
        String exportPath,
        List<ManifestColumn> columns,
        List<ManifestReplaced> replaced,
        List<ManifestChunk> chunks,
        List<ManifestRun> runs,
        List<ManifestFile> otherFiles,
        Performance performance,
        String manifestSha256) {

    /** The name of its file. */
    public static final String FILE_NAME = "_export_metadata.json";

    /** The name of its file in directories of partitions. */
    public static final String HIVE_FILE_NAME = "_metadata.json";

    /** Both names. */
    public static final List<String> FILE_NAMES = List.of(FILE_NAME, HIVE_FILE_NAME);

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The same but for the files. */
    Manifest with(List<ManifestChunk> files, List<ManifestRun> itsRuns, List<ManifestReplaced> itsReplaced) {
        long rows = files.stream().mapToLong(ManifestChunk::rows).sum();
        return new Manifest(
                jobId,
                timestamp,
                toolVersion,
                database,
                snapshot,
                tableName,
                system,
                table,
                partitionPath,
                batchId,
                batchTimestamp,
                runDate,
                timezone,
                rows,
                rows,
                rows,
                chunkStrategy,
                chunkSize,
                files.size(),
                files.size(),
                FileFormats.of(files),
                newCursor,
                compression,
                layout,
                exportTimeSeconds,
                exportPath,
                columns,
                itsReplaced,
                files,
                itsRuns,
                otherFiles,
                performance,
                manifestSha256);
    }

    /** A point in time as manifests and archives write it, in UTC. */
    static String timestamp(Instant instant) {
        return TIMESTAMP.format(instant);
    }

    /**
     * Where rows came from; never a password.
     *
     * @param type the dialect
     * @param host host name or address
     * @param port TCP port
     * @param database its name
     * @param username who read
     * @param serverVersion product and version
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Database(String type, String host, int port, String database, String username, String serverVersion) {

        static Database of(ExportPlan plan) {
            ConnectionSettings settings = plan.request().database();
            return new Database(
                    settings.type(),
                    settings.host(),
                    settings.port(),
                    settings.database(),
                    settings.username(),
                    plan.serverVersion());
        }
    }

    /**
     * What kinds of files there are.
     *
     * @param csv whether there is any
     * @param parquet whether there is any
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record FileFormats(boolean csv, boolean parquet) {

        static FileFormats of(List<ManifestChunk> files) {
            boolean parquet = files.stream().anyMatch(file -> file.file().endsWith(".parquet"));
            return new FileFormats(files.stream().anyMatch(file -> !file.file().endsWith(".parquet")), parquet);
        }
    }

    /**
     * A column.
     *
     * @param name its name
     * @param sourceType its type as the database writes it
     * @param parquetType its type in the files
     * @param nullable whether a value may be missing
     * @param carried what became of its values on their way
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record ManifestColumn(
            String name, String sourceType, String parquetType, boolean nullable, String carried) {}

    /**
     * A file of a chunk.
     *
     * @param file its name in the directory
     * @param chunkId its number, from 1; the number of its chunk where each has one file
     * @param rows rows in it
     * @param partition its directory below that of the table; null: it lies in that
     * @param startId the first block of a block range
     * @param endId the first block after it; null: to the end
     * @param sqlWhere which rows it has; null: all
     * @param compression the codec
     * @param sizeMb megabytes (1,048,576 bytes), one decimal
     * @param sizeBytes bytes
     * @param sha256 digest of the file
     * @param batchId the run that it comes from
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record ManifestChunk(
            String file,
            int chunkId,
            long rows,
            @Nullable String partition,
            @Nullable Long startId,
            @Nullable Long endId,
            @Nullable String sqlWhere,
            String compression,
            double sizeMb,
            long sizeBytes,
            String sha256,
            String batchId) {

        static List<ManifestChunk> of(StagedTable table, ExportPlan plan) {
            List<ManifestChunk> files = new ArrayList<>();
            for (ChunkResult chunk : table.chunks()) {
                for (ChunkFile file : chunk.files()) {
                    files.add(of(plan, chunk.chunk().bounds(), table.plan().where(), file, files.size() + 1));
                }
            }
            return files;
        }

        private static ManifestChunk of(ExportPlan plan, ChunkBounds bounds, String where, ChunkFile file, int number) {
            Optional<ChunkBounds.Blocks> blocks =
                    bounds instanceof ChunkBounds.Blocks range ? Optional.of(range) : Optional.empty();
            long bytes = file.file().bytes();
            return new ManifestChunk(
                    file.file().name(),
                    number,
                    file.rows(),
                    partition(file.file().name()),
                    blocks.map(ChunkBounds.Blocks::firstBlock).orElse(null),
                    blocks.filter(range -> range.endBlock().isPresent())
                            .map(range -> range.endBlock().getAsLong())
                            .orElse(null),
                    condition(bounds, where),
                    plan.request().settings().codec().toString(),
                    Math.round(bytes / 1024.0 / 1024.0 * 10) / 10.0,
                    bytes,
                    file.file().sha256(),
                    plan.run().batchId());
        }

        /** The same file at another place in a manifest. */
        ManifestChunk numbered(int number) {
            return new ManifestChunk(
                    file,
                    number,
                    rows,
                    partition,
                    startId,
                    endId,
                    sqlWhere,
                    compression,
                    sizeMb,
                    sizeBytes,
                    sha256,
                    batchId);
        }

        private static @Nullable String partition(String file) {
            int end = file.lastIndexOf('/');
            return end < 0 ? null : file.substring(0, end);
        }

        private static @Nullable String condition(ChunkBounds bounds, String where) {
            String rows = where.isBlank() ? "" : " AND (" + where + ")";
            if (bounds instanceof ChunkBounds.Blocks blocks) {
                String end = blocks.endBlock().isPresent()
                        ? " AND ctid < '(%d,0)'".formatted(blocks.endBlock().getAsLong())
                        : "";
                return "ctid >= '(%d,0)'%s%s".formatted(blocks.firstBlock(), end, rows);
            } else if (bounds instanceof ChunkBounds.Partition partition) {
                return "partition %s%s".formatted(partition.partition(), rows);
            } else if (bounds instanceof ChunkBounds.Share share) {
                return "share %d of %d of the partitions%s".formatted(share.number(), share.count(), rows);
            }
            return where.isBlank() ? null : where;
        }
    }

    /**
     * A file that has no rows.
     *
     * @param file its name in the directory
     * @param sizeBytes bytes
     * @param sha256 digest of the file
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record ManifestFile(String file, long sizeBytes, String sha256) {}

    /**
     * How the job went, up to the moment of writing.
     *
     * @param totalDurationSeconds since the job began
     * @param tablesProcessed tables that are complete
     * @param totalRowsExported rows of these tables
     * @param threadingConfig how much happened at once
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Performance(
            double totalDurationSeconds, int tablesProcessed, long totalRowsExported, ThreadingConfig threadingConfig) {

        static Performance of(ExportPlan plan, double seconds, List<StagedTable> tables) {
            Threading threading = plan.request().threading();
            return new Performance(
                    seconds,
                    tables.size(),
                    tables.stream().mapToLong(StagedTable::rows).sum(),
                    new ThreadingConfig(threading.tableThreads(), threading.chunkWorkers()));
        }
    }

    /**
     * How much happened at once.
     *
     * @param tableThreads tables of the job
     * @param chunkWorkers chunks of a table
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record ThreadingConfig(int tableThreads, int chunkWorkers) {}
}
