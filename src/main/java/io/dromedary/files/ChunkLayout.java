package io.dromedary.files;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the files of one chunk lie.
 *
 * @param table the table's directory
 * @param files how large they may become
 * @param partitionColumns the columns that directories are named after
 * @param names what they are called
 * @param chunk the chunk's number, from 1
 */
public record ChunkLayout(String table, FileLayout files, List<String> partitionColumns, FileNames names, int chunk) {

    public ChunkLayout {
        partitionColumns = List.copyOf(partitionColumns);
    }

    /** The directory of rows that have none of the partition values. */
    String emptyPartition() {
        return partitionColumns.stream()
                .map(column -> HivePath.of(table, column, Optional.empty()))
                .collect(Collectors.joining("/"));
    }
}
