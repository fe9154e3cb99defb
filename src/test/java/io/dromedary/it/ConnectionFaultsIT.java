package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.failure.FailureCategory;
import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionFaultsIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();

    @TempDir
    private Path directory;

    @Test
    void aHostThatDoesNotExist() {
        Outcome outcome = Cli.run(
                "run", "--quiet", job().database("host", "no-such-host.invalid").write());

        assertRefused(outcome, "no-such-host.invalid:%d/%s".formatted(DB.port(), DB.database()), "host");
    }

    @Test
    void aPortWhereNobodyListens() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        assertRefused(Cli.run("run", "--quiet", job().database("port", port).write()), "127.0.0.1:" + port, "port");
    }

    @Test
    void aWrongPassword() {
        DB.createRole("locked", "right");

        Outcome outcome = Cli.run(
                "run",
                job().database("username", "locked")
                        .database("password", "wrong-secret")
                        .write());

        assertRefused(outcome, "locked", "password");
        assertThat(outcome.out() + outcome.err()).doesNotContain("wrong-secret");
    }

    @Test
    void aDatabaseThatDoesNotExist() {
        assertRefused(
                Cli.run(
                        "run",
                        "--quiet",
                        job().database("database", "no_such_database").write()),
                "no_such_database",
                "database");
    }

    private JobFile job() {
        return new JobFile(directory, DB).table("orders");
    }

    private void assertRefused(Outcome outcome, String... texts) {
        assertThat(outcome.exitCode()).isEqualTo(FailureCategory.SOURCE.exitCode());
        assertThat(outcome.err())
                .startsWith("error: ")
                .contains(texts)
                .doesNotContain("\tat ")
                .doesNotContain("Exception");
        assertThat(directory.resolve("exports").resolve(".temp"))
                .satisfiesAnyOf(temp -> assertThat(temp).doesNotExist(), temp -> assertThat(temp)
                        .isEmptyDirectory());
    }
}
