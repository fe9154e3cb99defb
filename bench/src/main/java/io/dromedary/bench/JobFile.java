package io.dromedary.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The specification that all contenders of one table are given, and the directory they write to.
 *
 * @param file the job file
 * @param output where a contender puts its files; removed after each run
 * @param table what is exported
 */
record JobFile(Path file, Path output, BenchTable table) {

    /** Writes one for so many workers. */
    static JobFile write(Options options, BenchServer server, BenchTable table, int workers) throws IOException {
        return write(options, server.specification(), table, workers, "%s_%s_%d.yaml");
    }

    /** Writes one for the portable route. */
    static JobFile writePortable(Options options, BenchServer server, BenchTable table) throws IOException {
        return write(options, server.portableSpecification(), table, 1, "%s_%s_portable.yaml");
    }

    private static JobFile write(Options options, String database, BenchTable table, int workers, String name)
            throws IOException {
        Path directory = Files.createDirectories(options.data.toAbsolutePath().resolve("work"));
        Path output = directory.resolve("output");
        remove(output);
        Path file = directory.resolve(name.formatted(table.schema(), table.name(), workers));
        String text = "name: bench\n" + database
                + """
                export_settings:
                  location: "%s"
                  compression: "%s"
                threading: {table_threads: 1, chunk_workers: %d, max_concurrent_chunks: %d}
                tables:
                  - {schema: %s, table: %s}
                """.formatted(output, options.compression, workers, workers, table.schema(), table.name());
        Files.writeString(file, text, StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return new JobFile(file, output, table);
    }

    /**
     * Counts the rows of all files with a foreign reader, and removes them.
     *
     * @return the bytes they had; 0 if there were none
     * @throws IllegalStateException if rows are missing: then the measurement means nothing
     */
    long checkAndRemoveOutput() throws IOException, SQLException {
        List<Path> files = parquetFiles();
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        if (!files.isEmpty() && count() != table.rows()) {
            throw new IllegalStateException(
                    "%s has %d rows but %s contains %d".formatted(table.name(), table.rows(), output, count()));
        }
        remove(output);
        return bytes;
    }

    private long count() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT count(*) FROM read_parquet('%s/**/*.parquet')".formatted(output))) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private List<Path> parquetFiles() throws IOException {
        if (!Files.isDirectory(output)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(output)) {
            return files.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
