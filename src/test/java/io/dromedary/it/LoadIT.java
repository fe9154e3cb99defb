package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();

    @TempDir
    private Path directory;

    private Outcome load(String table, String text, Object... options) throws IOException {
        Path file = Files.writeString(directory.resolve("file.csv"), text);
        Object[] arguments = new Object[options.length + 6];
        arguments[0] = "load";
        arguments[1] = file;
        arguments[2] = "--into";
        arguments[3] = table;
        arguments[4] = "--database";
        arguments[5] = "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(DATABASE.port(), DATABASE.database());
        System.arraycopy(options, 0, arguments, 6, options.length);
        return Cli.run(arguments);
    }

    private static String rows(String table) {
        return DATABASE.queryText(
                "SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') FROM %s AS t".formatted(table));
    }

    @Test
    void loadsAFileByItsHeader() throws IOException {
        DATABASE.execute("CREATE TABLE items (id int PRIMARY KEY, name text, price numeric(8,2), sold timestamptz,"
                + " done boolean DEFAULT true, weight real, day date)");

        Outcome outcome = load("public.items", """
                name,id,price,sold,day,weight
                "two
                lines",2,-12345.678,2024-02-29 12:00:00+02,2024-02-29,0.1
                "say ""hi\""",3,007.5,,Jan 8 1999,1e-3
                "",4,,2024-02-29T00:00:00.5Z,0099-01-01,
                """);

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("3 rows into public.items");
        assertThat(rows("items")).isEqualTo("""
                (2,"two
                lines",-12345.68,"2024-02-29 10:00:00+00",t,0.1,2024-02-29)
                (3,"say ""hi""\",7.50,,t,0.001,1999-01-08)
                (4,"",,"2024-02-29 00:00:00.5+00",t,,0099-01-01)""");
    }

    @Test
    void loadsNothingWhereOneRecordIsWrong() throws IOException {
        DATABASE.execute("CREATE TABLE whole (id int, price numeric(4,2))");

        Outcome outcome = load("whole", "id,price\n1,2.5\n2,abc\n");

        assertThat(outcome.err())
                .contains("file.csv: line 3, column \"price\": invalid input syntax for type numeric(4,2):"
                        + " \"abc\" (22P02)."
                        + " Nothing of it was loaded");
        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(rows("whole")).isEmpty();
    }

    @Test
    void setsAsideWhatTheTableDoesNotTake() throws IOException {
        DATABASE.execute(
                "CREATE TABLE parents (id int PRIMARY KEY)",
                "INSERT INTO parents VALUES (1)",
                "CREATE TABLE children (id int PRIMARY KEY, parent int REFERENCES parents,"
                        + " n numeric(3,1) CHECK (n > 0), day date)");

        Outcome outcome = load("children", """
                id,parent,n,day
                1,1,1,2024-01-01
                1,1,1,2024-01-01
                2,7,1,2024-01-01
                3,1,-1,2024-01-01
                4,1,1,January 99
                5,1,1,5 January 2024
                6,1
                7,1,100,
                8,1,1,
                """, "--set", "import_settings.on_error=reject");

        assertThat(outcome.err()).isEmpty();
        assertThat(rows("children")).isEqualTo("""
                (1,1,1.0,2024-01-01)
                (5,1,1.0,2024-01-05)
                (8,1,1.0,)""");
        assertThat(Files.readString(directory.resolve("file.csv.rejected")))
                .startsWith("id,parent,n,day\n")
                .contains(
                        """
                1,1,1,2024-01-01
                """, "2,7,1,2024-01-01\n", "3,1,-1,2024-01-01\n", "4,1,1,January 99\n", "6,1\n", "7,1,100,\n");
        assertThat(Files.readString(directory.resolve("file.csv.reasons.csv")))
                .contains(
                        ",3,33,\"\",23505,\"duplicate key",
                        ",4,50,\"\",23503,",
                        ",5,67,\"\",23514,",
                        ",8,123,\"\",22P04,");
    }
}
