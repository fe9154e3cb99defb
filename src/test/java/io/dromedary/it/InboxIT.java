package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that loads what arrives in its inboxes. */
@Timeout(180)
class InboxIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();
    private static final TestPostgres AWAY = TestPostgres.createDatabase();
    private static final int BURST = 1000;

    @TempDir
    private static Path directory;

    private static InboxServer server;

    @BeforeAll
    static void serve() throws IOException {
        server = new InboxServer(DATABASE, directory);
        DATABASE.execute("CREATE TABLE burst (id int, arrived serial)");
        for (String table : List.of("twice", "bad", "growing", "late", "state")) {
            DATABASE.execute("CREATE TABLE %s (id int)".formatted(table));
        }
        AWAY.execute("CREATE TABLE away (id int)");
        server.job("burst");
        server.job("twice");
        server.job("bad", "on_error: reject", "reject_limit: 1");
        server.job("growing");
        server.job("state", "mode: replace");
        server.jobIn(AWAY.database(), "away");
        server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String query(String sql) {
        return DATABASE.queryText(sql);
    }

    @Test
    void loadsABurstOnceAndInItsOrder() throws Exception {
        for (int i = 0; i < BURST; i++) {
            server.drop("burst", "%04d.csv".formatted(i), "id\n" + i + "\n");
        }
        long start = System.nanoTime();

        InboxServer.await(
                "burst in done", () -> server.departed("burst", "done").size() == BURST);

        System.out.printf("%d files in %.1f s%n", BURST, (System.nanoTime() - start) / 1e9);
        assertThat(query(
                        "SELECT count(*) || ' ' || count(DISTINCT id) || ' ' || sum(abs(id - arrived + 1)) FROM burst"))
                .isEqualTo("1000 1000 0");
        assertThat(server.waiting("burst")).isEmpty();
        assertThat(server.departed("burst", "failed")).isEmpty();
    }

    @Test
    void takesTheSameContentOnce() throws Exception {
        server.drop("twice", "a.csv", "id\n1\n");
        InboxServer.await("a.csv", () -> server.departed("twice", "done").contains("a.csv"));
        server.drop("twice", "b.csv", "id\n1\n");
        server.drop("twice", "a.csv", "id\n2\n");

        InboxServer.await("the others", () -> server.departed("twice", "done").size() == 4);

        assertThat(server.departed("twice", "done"))
                .contains("a.csv", "b.csv", "b.csv.note.txt")
                .anyMatch(name -> name.matches("a_\\d{4}-\\d\\d-\\d\\d_[\\d-]+\\.csv"));
        assertThat(server.text("twice", "done", "b.csv.note.txt"))
                .startsWith("already loaded into public.twice on ")
                .contains("Nothing of it was loaded again.");
        assertThat(query("SELECT string_agg(id::text, ' ' ORDER BY id) FROM twice"))
                .isEqualTo("1 2");
    }

    @Test
    void saysWhatIsWrongWithAFileAndGoesOn() throws Exception {
        server.drop("bad", "a.csv", "id\nx\ny\n3\n");
        server.drop("bad", "b.csv", "number\n4\n");
        server.drop("bad", "c.csv", "id\n5\nz\n");

        InboxServer.await("c.csv", () -> server.departed("bad", "done").contains("c.csv"));

        assertThat(server.departed("bad", "failed"))
                .containsExactly(
                        "a.csv",
                        "a.csv.reason.txt",
                        "a.csv.reasons.csv",
                        "a.csv.rejected",
                        "b.csv",
                        "b.csv.reason.txt");
        assertThat(server.text("bad", "failed", "a.csv.reason.txt"))
                .contains("a.csv: more than 1 records were rejected, so nothing of it was loaded.")
                .contains("When the cause is removed, put the file into ")
                .doesNotContain("Exception", "\tat ");
        assertThat(server.departed("bad", "done")).containsExactly("c.csv", "c.csv.reasons.csv", "c.csv.rejected");
        assertThat(server.text("bad", "done", "c.csv.rejected")).isEqualTo("id\nz\n");
        assertThat(server.inbox("bad").resolve(".rejected")).isEmptyDirectory();
        assertThat(query("SELECT string_agg(id::text, ' ') FROM bad")).isEqualTo("5");
    }

    @Test
    void waitsUntilAFileIsWholeAndLeavesTemporaryOnesAlone() throws Exception {
        Files.createDirectories(server.inbox("growing"));
        List<String> temporary = List.of(".a.csv", "a.csv.filepart", "a.csv.part", "a.csv~", "a.tmp");
        for (String name : temporary) {
            server.drop("growing", name, "id\n7\n");
        }
        Path file = server.drop("growing", "slow.csv", "id\n");
        for (int i = 0; i < 20; i++) {
            Files.writeString(file, i + "\n", StandardOpenOption.APPEND);
            Thread.sleep(InboxServer.MIN_AGE_MILLIS / 3);
            assertThat(file).exists();
        }
        Files.move(
                server.inbox("growing").resolve("a.tmp"),
                server.inbox("growing").resolve("renamed.csv"));

        InboxServer.await("both", () -> server.departed("growing", "done").equals(List.of("renamed.csv", "slow.csv")));

        assertThat(query("SELECT count(*) || ' ' || sum(id) FROM growing")).isEqualTo("21 197");
        assertThat(server.waiting("growing")).containsExactlyElementsOf(temporary.subList(0, 4));
    }

    @Test
    void eachFileReplacesTheOneBefore() throws Exception {
        server.drop("state", "monday.csv", "id\n1\n2\n");
        server.drop("state", "tuesday.csv", "id\n3\n");

        InboxServer.await("both", () -> server.departed("state", "done").size() == 2);

        assertThat(query("SELECT string_agg(id::text, ' ') FROM state")).isEqualTo("3");
    }

    @Test
    void filesStayWhileTheDatabaseIsAway() throws Exception {
        DATABASE.execute("ALTER DATABASE %s RENAME TO gone".formatted(AWAY.database()));
        server.drop("away", "a.csv", "id\n1\n");
        server.drop("away", "b.csv", "id\n2\n");
        InboxServer.await("a try", () -> logHas("its files stay, to be tried again"));
        assertThat(server.waiting("away")).containsExactly("a.csv", "b.csv");

        DATABASE.execute("ALTER DATABASE gone RENAME TO " + AWAY.database());
        InboxServer.await("both", () -> server.departed("away", "done").equals(List.of("a.csv", "b.csv")));

        assertThat(server.departed("away", "failed")).isEmpty();
        assertThat(AWAY.queryText("SELECT string_agg(id::text, ' ' ORDER BY id) FROM away"))
                .isEqualTo("1 2");
    }

    private static boolean logHas(String text) {
        try {
            return server.log(0).contains(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aJobThatIsAddedLaterHasItsInboxToo() throws Exception {
        server.job("late");
        server.drop("late", "a.csv", "id\n1\n");

        InboxServer.await("a.csv", () -> server.departed("late", "done").equals(List.of("a.csv")));

        assertThat(query("SELECT count(*) FROM late")).isEqualTo("1");
    }
}
