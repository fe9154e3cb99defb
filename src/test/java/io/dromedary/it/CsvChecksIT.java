package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.failure.DromedaryException;
import io.dromedary.load.CsvFormat;
import io.dromedary.testing.MarkdownTables;
import io.dromedary.testing.TestPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The checks of {@code src/test/resources/csv}: each is a small file, and the rows or the message it ends as. */
class CsvChecksIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();
    private static final Path CHECKS = Path.of("src/test/resources/csv");
    private static final Path DOCUMENT = Path.of("docs/csv.md");
    private static final List<String> TOPICS = List.of("rfc4180", "grey", "values");
    /** What a check says of COPY, and how its sentence in the document starts; of the others anything may be said. */
    private static final Map<String, String> COPY_SENTENCES = Map.of("same", "The same.", "refuses", "Refused");

    @TempDir
    private Path directory;

    /**
     * A check.
     *
     * @param says what is in the data file
     */
    record Check(String id, Map<String, ?> says) {
        private String text(String key, String whenMissing) {
            Object value = says.get(key);
            return value == null ? whenMissing : value.toString();
        }

        byte[] bytes() {
            return text("csv", "").getBytes(Charset.forName(text("bytes", "utf-8")));
        }

        Optional<String> findError() {
            return Optional.ofNullable(says.get("error")).map(Object::toString);
        }

        String copy() {
            return text("copy", "same");
        }

        @SuppressWarnings("unchecked")
        Map<String, ?> settings() {
            return says.containsKey("settings") ? (Map<String, ?>) says.get("settings") : Map.of();
        }

        LoadedTable createTable() {
            return LoadedTable.create(DATABASE, "checked", text("table", "a text, b text, c text"));
        }

        @Override
        public String toString() {
            return id;
        }
    }

    static Stream<Check> checks() {
        return TOPICS.stream().flatMap(topic -> checks(topic).stream());
    }

    @SuppressWarnings("unchecked")
    private static List<Check> checks(String topic) {
        try {
            var yaml = new Load(LoadSettings.builder().build());
            var all = (Map<String, Map<String, ?>>)
                    yaml.loadFromString(Files.readString(CHECKS.resolve(topic + ".yaml")));
            List<Check> checks = new ArrayList<>();
            new LinkedHashMap<>(all).forEach((id, says) -> checks.add(new Check(id, says)));
            return checks;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("checks")
    void endsAsItHasTo(Check check) throws IOException {
        LoadedTable table = check.createTable();
        Path file = Files.write(directory.resolve("file.csv"), check.bytes());

        if (check.findError().isPresent()) {
            assertThatThrownBy(() -> table.load(file, check.settings()))
                    .isInstanceOf(DromedaryException.class)
                    .hasMessageContaining(check.findError().get());
            assertThat(table.rows()).isEmpty();
        } else {
            table.load(file, check.settings());
            assertThat(table.rows()).isEqualTo(check.says().get("rows"));
        }
    }

    @ParameterizedTest
    @MethodSource("checks")
    void copyDoesWhatIsSaidOfIt(Check check) {
        LoadedTable table = check.createTable();
        CsvFormat format =
                table.request(Path.of("file"), check.settings()).settings().csv();
        if (check.copy().equals("depends")) {
            return;
        }

        List<List<@Nullable String>> copied = isCopied(check, format) ? table.rows() : null;

        Object ours = check.findError().isPresent() ? null : check.says().get("rows");
        switch (check.copy()) {
            case "same" -> assertThat(copied).isEqualTo(ours);
            case "refuses" -> assertThat(copied).isNull();
            case "differs" -> assertThat(copied).isNotNull().isNotEqualTo(ours);
            default -> throw new AssertionError(check.copy());
        }
    }

    private static boolean isCopied(Check check, CsvFormat format) {
        String sql = "COPY checked FROM STDIN (FORMAT csv, HEADER %s, DELIMITER %s, QUOTE %s, ESCAPE %s, NULL '%s')"
                .formatted(
                        format.hasHeader(),
                        literal(format.delimiter()),
                        literal(format.quote()),
                        literal(format.escape()),
                        format.nullText());
        try (Connection connection = DATABASE.connect()) {
            connection.createStatement().execute("SET timezone TO 'UTC'");
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, new ByteArrayInputStream(check.bytes()));
            return true;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as(e.getMessage()).startsWith("22");
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String literal(int c) {
        return c == '\'' ? "''''" : "'%c'".formatted(c);
    }

    @Test
    void theDocumentHasEveryCheckAndNoOther() {
        List<List<String>> rows = Stream.of("## RFC 4180", "## Grey zones", "## Values")
                .flatMap(heading -> MarkdownTables.rows(DOCUMENT, heading).stream())
                .toList();

        assertThat(rows)
                .extracting(row -> row.get(0))
                .isEqualTo(checks().map(Check::id).toList());
        assertThat(checks()).allSatisfy(check -> {
            String said = rows.stream()
                    .filter(row -> row.get(0).equals(check.id()))
                    .map(row -> row.get(row.size() - 1))
                    .findFirst()
                    .orElse("");
            COPY_SENTENCES.forEach((copy, sentence) -> assertThat(said.startsWith(sentence))
                    .as("%s, of which COPY is said to do: %s", check, said)
                    .isEqualTo(check.copy().equals(copy)));
        });
    }
}
