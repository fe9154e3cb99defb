package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.failure.FailureCategory;
import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelectionFaultsIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();

    @TempDir
    private Path directory;

    @BeforeAll
    static void createTables() {
        DB.createRole("reader", "reads");
        DB.execute(
                "CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(10,2))",
                "CREATE TABLE secrets (id int)",
                "CREATE TABLE nothing ()",
                "CREATE TABLE shapes (id int, p point, n numeric)",
                "GRANT SELECT ON orders TO reader",
                "CREATE TABLE guarded (id int)",
                "ALTER TABLE guarded ENABLE ROW LEVEL SECURITY",
                "GRANT SELECT ON guarded TO reader");
    }

    @Test
    void aTableThatDoesNotExistIsNamedWithTheNearest() {
        assertRefused(Cli.run("run", "--quiet", job().table("order").write()), "public.order", "public.orders");
    }

    @Test
    void everyMissingTableIsNamedAtOnce() {
        assertRefused(Cli.run("run", "--quiet", job().table("x1").table("x2").write()), "public.x1", "public.x2");
    }

    @Test
    void aColumnThatDoesNotExist() {
        JobFile job = job().entry(Map.of("schema", "public", "table", "orders", "columns", List.of("totl")));

        assertRefused(
                Cli.run("run", "--quiet", job.write()),
                "public.orders: columns names \"totl\", which is no column of it; did you mean \"total\"?");
    }

    @Test
    void aTableWithoutThePrivilegeToReadIt() {
        JobFile job = job().database("username", "reader").database("password", "reads");

        assertRefused(
                Cli.run("run", "--quiet", job.table("orders").table("secrets").write()), "public.secrets", "SELECT");
    }

    @Test
    void aTableWithoutColumns() {
        assertRefused(Cli.run("run", "--quiet", job().table("nothing").write()), "public.nothing: it has no columns");
    }

    @Test
    void columnsOfTypesThatAreNotExactAreRefusedWithTheCure() {
        assertRefused(
                Cli.run(
                        "run",
                        "--quiet",
                        job().setting("unknown_types", "fail").table("shapes").write()),
                "public.shapes: column \"p\" (point): ",
                "exclude",
                "cast");
    }

    @Test
    void aConditionThatIsNoSql() {
        JobFile job = job().entry(Map.of("schema", "public", "table", "orders", "where_clause", "totl > 1"));

        Outcome outcome = Cli.run("run", "--quiet", job.write());

        assertThat(outcome.exitCode()).isEqualTo(FailureCategory.CONFIGURATION.exitCode());
        assertThat(outcome.err()).contains("public.orders", "totl");
        assertThat(directory.resolve("exports/public_orders")).doesNotExist();
    }

    @Test
    void rowsThatAPolicyWouldHideFailTheTable() {
        JobFile job = job().database("username", "reader")
                .database("password", "reads")
                .table("guarded");

        Outcome outcome = Cli.run("run", "--quiet", job.write());

        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.err()).contains("public.guarded", "row-level security");
        assertThat(directory.resolve("exports/public_guarded")).doesNotExist();
    }

    private JobFile job() {
        return new JobFile(directory, DB);
    }

    private void assertRefused(Outcome outcome, String... texts) {
        assertThat(outcome.err()).contains(texts).doesNotContain("\tat ");
        assertThat(outcome.exitCode()).isEqualTo(FailureCategory.CONFIGURATION.exitCode());
        assertThat(directory.resolve("exports").toFile().list((dir, name) -> !name.startsWith(".")))
                .isNullOrEmpty();
    }
}
