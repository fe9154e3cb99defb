package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two independent readers and writers, the same PostgreSQL table: the same values. */
@Timeout(120)
class PortableAgainstMainIT {
    private static final TestPostgres POSTGRES = TestPostgres.createDatabase();
    private static final int EDGE_ROWS = 1_000;
    private static final int ROWS = 3_000;

    /**
     * As texts, since what is UUID, JSON and ENUM by the one is STRING by the other; without the zone that Avro gives
     * to every time of day.
     */
    private static final String ALL_AS_TEXT =
            "select regexp_replace(columns(*)::varchar, '^(\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?)\\+00$', '\\1') from ";

    @TempDir
    private Path directory;

    @BeforeAll
    static void createTable() {
        GeneratedTypes.createTable(POSTGRES, EDGE_ROWS, ROWS);
    }

    @Test
    void bothRoutesCarryTheSameValues() {
        String main = export(new JobFile(directory.resolve("main"), POSTGRES));
        String portable = export(new JobFile(directory.resolve("portable"), POSTGRES.url(), "postgres", "postgres"));

        assertThat(DuckDb.query("select count(*) from " + main)).containsExactly(Integer.toString(ROWS));
        assertThat(DuckDb.query("select count(*) from " + portable)).containsExactly(Integer.toString(ROWS));
        assertThat(DuckDb.query(difference(main, portable))).isEmpty();
        assertThat(DuckDb.query(difference(portable, main))).isEmpty();
    }

    private static String difference(String these, String others) {
        return ALL_AS_TEXT + these + " except all " + ALL_AS_TEXT + others;
    }

    private static String export(JobFile job) {
        Outcome outcome = Cli.run("run", "--quiet", job.table("all_types").write());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return DuckDb.files(job.exports().resolve("public_all_types"));
    }
}
