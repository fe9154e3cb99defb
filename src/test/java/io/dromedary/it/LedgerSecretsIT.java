package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.ledger.State;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords of the databases of jobs stay out of the ledger, and its own comes from outside. */
class LedgerSecretsIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();
    private static final String SECRET = "Xq7-hidden-Zk3";

    @TempDir
    private Path directory;

    private static String url() {
        return "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(DATABASE.port(), DATABASE.database());
    }

    /** An import and an export for each way to say the password. */
    private List<String> jobs(String address) throws IOException {
        List<String> jobs = new ArrayList<>(List.of("run"));
        for (String database : List.of(
                "{url: 'postgresql://secretive:%s@%s'}".formatted(SECRET, address),
                "{url: 'postgresql://secretive@%s', password: '%s'}".formatted(address, SECRET),
                "{url: 'postgresql://secretive@%s', password: '${env:HIDDEN}'}".formatted(address),
                "{type: jdbc, url: 'jdbc:h2:mem:hidden;LOCK_TIMEOUT=7', username: sa, password: '%s'}"
                        .formatted(SECRET))) {
            jobs.add(Files.writeString(directory.resolve("load%d.yaml".formatted(jobs.size())), """
                    name: carrying
                    kind: import
                    database: %s
                    import_settings: {into: public.secretive, files: [%s]}
                    """.formatted(
                                    database,
                                    Files.writeString(
                                            directory.resolve("rows%d.csv".formatted(jobs.size())),
                                            "id\n%d\n".formatted(jobs.size()))))
                    .toString());
            jobs.add(Files.writeString(directory.resolve("export%d.yaml".formatted(jobs.size())), """
                    name: carrying
                    database: %s
                    export_settings: {location: %s}
                    tables: [{schema: public, table: secretive}]
                    """.formatted(
                                    database, directory.resolve("exports")))
                    .toString());
        }
        return jobs;
    }

    @Test
    void noPasswordGetsIntoTheLedger() throws IOException, InterruptedException {
        Ledger ledger = Ledger.in(directory);
        DATABASE.createRole("secretive", SECRET);
        DATABASE.execute("ALTER ROLE secretive SUPERUSER", "CREATE TABLE secretive (id int)");
        String address = "127.0.0.1:%d/%s".formatted(DATABASE.port(), DATABASE.database());
        List<String> jobs = jobs(address);

        Process process = Launcher.start(
                directory, Map.of("HIDDEN", SECRET), new String[] {ledger.option()}, jobs.toArray(String[]::new));

        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(ledger.jobs().stream().filter(job -> job.outcome().state() == State.SUCCEEDED))
                .hasSize(6);
        assertThat(ledger.jobs().stream().map(job -> job.start().specification()))
                .anyMatch(text -> text.contains("\"url\":\"jdbc:h2:mem:hidden\""));
        assertThat(ledger.run("jobs", "--json").out()).doesNotContain(SECRET);
        String bytes = Files.readString(ledger.file(), StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains("carrying").doesNotContain(SECRET);
    }

    @Test
    void thePasswordOfADatabaseComesFromTheEnvironment() throws IOException, InterruptedException {
        TestPostgres shared = TestPostgres.createDatabase();
        shared.createRole("clerk", SECRET);
        shared.execute("CREATE SCHEMA dromedary_ledger AUTHORIZATION clerk");
        DATABASE.execute("DROP TABLE IF EXISTS remote", "CREATE TABLE remote (id int)");
        Path file = Files.writeString(directory.resolve("remote.csv"), "id\n1\n");

        Process process = Launcher.start(
                directory,
                Map.of("DROMEDARY_LEDGER_PASSWORD", SECRET),
                new String[] {new Ledger(shared.url()).option(), "-Ddromedary.ledger.username=clerk"},
                "load",
                file.toString(),
                "--into",
                "remote",
                "--database",
                url());

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(directory.resolve("err.txt"))).isEmpty();
        assertThat(shared.queryText("SELECT state || ' ' || row_count FROM dromedary_ledger.job"))
                .isEqualTo("succeeded 1");
    }
}
