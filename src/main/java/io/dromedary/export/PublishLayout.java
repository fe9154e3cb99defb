package io.dromedary.export;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where in the location tables are published, and when.
 *
 * @param strategy when, and whether the schema is a directory of its own
 * @param partition which directories of partitions there are
 * @param useDate whether there is one for the day
 * @param system where the tables come from, in a word
 * @param timezone where days and hours begin
 * @param date the day that the rows are of; null: the day on which the run begins
 * @param batchId the run's name; null: made of its time
 */
public record PublishLayout(
        PublishStrategy strategy,
        PartitionStrategy partition,
        boolean useDate,
        String system,
        ZoneId timezone,
        @Nullable LocalDate date,
        @Nullable String batchId) {

    static final ZoneId UTC = ZoneId.of("UTC");

    /** A directory for each table, published at the end. */
    public static PublishLayout plain(String system) {
        return new PublishLayout(
                PublishStrategy.CLEAN_WITH_ARCHIVE, PartitionStrategy.NONE, true, system, UTC, null, null);
    }

    /** Whether directories are named {@code column=value}, as Hive and others read them. */
    public boolean isHive() {
        return partition != PartitionStrategy.NONE;
    }

    /** The name that the author gave to the run, by which it is known when it comes again. */
    public Optional<String> findBatchId() {
        return Optional.ofNullable(batchId);
    }

    /** The columns that readers make of the directories' names, outermost first. */
    public List<String> partitionColumns() {
        List<String> columns = new ArrayList<>();
        if (isHive()) {
            columns.add("system");
            if (strategy == PublishStrategy.SCHEMA_FIRST) {
                columns.add("schema");
            }
            columns.add("table");
            if (useDate) {
                columns.add("dt");
            }
        }
        switch (partition) {
            case HOURLY -> columns.add("hour");
            case TIMESTAMP -> columns.add("batch");
            case BATCH_ID -> columns.add("batch_id");
            default -> {}
        }
        return columns;
    }
}
