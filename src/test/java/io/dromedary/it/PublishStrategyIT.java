package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishStrategyIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();

    @TempDir
    private Path directory;

    @BeforeAll
    static void createTables() {
        DB.execute(
                "CREATE TABLE orders AS SELECT 1 AS id",
                "CREATE SCHEMA sales",
                "CREATE TABLE sales.orders AS SELECT generate_series(1, 3) AS id",
                "ANALYZE");
    }

    @ParameterizedTest
    @CsvSource({
        "clean_with_archive, public_orders, sales_orders, true",
        "direct, public_orders, sales_orders, false",
        "schema_first, public/orders, sales/orders, true"
    })
    void tablesAreWhereTheStrategySays(String strategy, String first, String second, boolean archived)
            throws IOException {
        Path job = job(strategy).write();
        assertThat(Cli.run("run", "--quiet", job)).isEqualTo(new Cli.Outcome(0, "", ""));
        assertThat(Cli.run("run", "--quiet", job)).isEqualTo(new Cli.Outcome(0, "", ""));

        assertThat(published()).containsExactly(first, first + "_v2", second, second + "_v2");
        assertThat(DuckDb.count(exports().resolve(second + "_v2"))).isEqualTo(3);
        assertThat(exports().resolve(".archive/jobs").toFile().exists()).isEqualTo(archived);
        assertThat(exports().resolve(".temp")).doesNotExist();
        Cli.Outcome proof = Cli.run("verify", exports());
        assertThat(proof.exitCode()).as(proof.out()).isZero();
    }

    @Test
    void withSchemaFirstTablesAreReplacedAndRefusedWhereTheyAre() throws IOException {
        Path job =
                job("schema_first").setting("conflict_resolution", "overwrite").write();
        assertThat(Cli.run("run", "--quiet", job).exitCode()).isZero();
        assertThat(Cli.run("run", "--quiet", job).exitCode()).isZero();
        assertThat(published()).containsExactly("public/orders", "sales/orders");

        Cli.Outcome refused = Cli.run("run", "--quiet", job, "--set", "export_settings.conflict_resolution=fail");

        assertThat(refused.exitCode()).isEqualTo(5);
        assertThat(refused.err())
                .contains(exports() + "/public/orders is already there", exports() + "/sales/orders is already there");
    }

    @Test
    void nothingIsPublishedInsideOfATable() {
        assertThat(Cli.run("run", "--quiet", job("clean_with_archive").write()).exitCode())
                .isZero();
        DB.execute("CREATE SCHEMA IF NOT EXISTS public_orders", "CREATE TABLE IF NOT EXISTS public_orders.t (i int)");
        Path inside = new JobFile(directory, DB)
                .setting("strategy", "schema_first")
                .entry(Map.of("schema", "public_orders", "table", "t"))
                .write();

        Cli.Outcome outcome = Cli.run("run", "--quiet", inside);

        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.err())
                .contains("%1$s/public_orders is a published table, so nothing is published below it in "
                        .formatted(exports()));
    }

    private JobFile job(String strategy) {
        return new JobFile(directory, DB)
                .setting("strategy", strategy)
                .table("orders")
                .entry(Map.of("schema", "sales", "table", "orders"));
    }

    private Path exports() {
        return directory.resolve("exports");
    }

    private List<String> published() throws IOException {
        try (Stream<Path> all = Files.walk(exports())) {
            return all.filter(path -> path.endsWith("_export_metadata.json"))
                    .map(path -> exports().relativize(path.resolveSibling("")).toString())
                    .sorted()
                    .toList();
        }
    }
}
