package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Directories of partitions, and what is in them.
 *
 * @param directory where {@code exports} is
 * @param db where the tables are
 */
record HiveTree(Path directory, TestPostgres db) {
    /** Table orders. */
    static final String TABLE = "system=shop/table=public_orders";

    /** Asserts that {@code verify} finds so many tables and nothing wrong. */
    void assertWhole(int tables) {
        Cli.Outcome outcome = Cli.run("verify", exports());
        assertThat(outcome.exitCode()).as(outcome.out()).isZero();
        assertThat(outcome.out()).contains("%1$d of %1$d tables ok".formatted(tables));
        assertThat(Cli.run("verify", exports().resolve("system=shop")).exitCode())
                .isZero();
    }

    /** A job without tables. */
    JobFile job(String partitionStrategy) {
        return new JobFile(directory, db)
                .setting("partition_strategy", partitionStrategy)
                .setting("system", "shop");
    }

    /** Where tables are published. */
    Path exports() {
        return directory.resolve("exports");
    }

    /** Runs a job that has nothing to say. */
    static void run(JobFile job, Object... options) {
        runFile(job.write(), options);
    }

    /** The same of a job that is written. */
    static void runFile(Path job, Object... options) {
        Object[] arguments = Stream.concat(Stream.of("run", "--quiet", job), Stream.of(options))
                .toArray();
        assertThat(Cli.run(arguments)).isEqualTo(new Cli.Outcome(0, "", ""));
    }

    /** All of table orders, as a table function. */
    String files() {
        return "read_parquet('%s/%s/**/*.parquet', hive_partitioning = true)".formatted(exports(), TABLE);
    }

    /** Rows of table orders. */
    long count(String where) {
        return Long.parseLong(DuckDb.query("select count(*) from %s %s".formatted(files(), where))
                .get(0));
    }

    /** The manifest of a partition. */
    static JsonNode manifest(Path table) throws IOException {
        return new ObjectMapper().readTree(table.resolve("_metadata.json").toFile());
    }

    /** The directories that have one. */
    List<Path> published() throws IOException {
        try (Stream<Path> all = Files.walk(exports())) {
            return all.filter(path -> path.endsWith("_metadata.json"))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
        }
    }

    /** All files with their contents. */
    Map<Path, String> contents() throws IOException {
        var contents = new TreeMap<Path, String>();
        try (Stream<Path> all = Files.walk(exports().resolve("system=shop"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                contents.put(file, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }
}
