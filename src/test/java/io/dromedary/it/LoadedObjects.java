package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.TestPostgres;
import io.dromedary.testing.TestStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;

/** Objects of a bucket of the tests that are loaded into a database of the tests. */
record LoadedObjects(TestPostgres database, TestStore store) {

    String url() {
        return "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(database.port(), database.database());
    }

    String address(String key) {
        return "s3://%s/%s".formatted(store.bucket(), key);
    }

    /** The same bucket, reached through somebody on another port. */
    LoadedObjects through(int port) {
        return new LoadedObjects(database, store.through(port));
    }

    Outcome load(String table, String key, String... settings) {
        List<Object> arguments = new ArrayList<>(List.of("load", address(key), "--into", table, "--database", url()));
        arguments.addAll(List.of("--set", "s3.path_style=true", "--set", "s3.endpoint=" + store.endpoint()));
        for (String setting : settings) {
            arguments.addAll(setting.startsWith("--") ? List.of(setting) : List.of("--set", setting));
        }
        return Cli.run(arguments.toArray());
    }

    static void assertLoaded(Outcome outcome, long rows) {
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains(": %,d rows into".formatted(rows));
    }

    void put(String key, String text) {
        put(key, text.getBytes(StandardCharsets.UTF_8));
    }

    void put(String key, byte[] bytes) {
        store.client().putObject(request -> request.bucket(store.bucket()).key(key), RequestBody.fromBytes(bytes));
    }

    /** Records that fit into no buffer if there are many. */
    static byte[] rows(int count) {
        var text = new StringBuilder("id,note\n");
        for (int i = 1; i <= count; i++) {
            text.append(i).append(",").append("x".repeat(60 + i % 40)).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** How many rows there are, and the sum of their numbers. */
    String sum(String table) {
        return database.queryText("SELECT count(*) || ' ' || coalesce(sum(id), 0) FROM " + table);
    }
}
