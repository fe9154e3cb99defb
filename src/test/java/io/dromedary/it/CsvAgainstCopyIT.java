package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.failure.DromedaryException;
import io.dromedary.load.Atomic;
import io.dromedary.load.CsvFormat;
import io.dromedary.load.LoadListener;
import io.dromedary.load.LoadRequest;
import io.dromedary.load.LoadSettings;
import io.dromedary.load.Loader;
import io.dromedary.load.Mode;
import io.dromedary.load.OnError;
import io.dromedary.load.TableRules;
import io.dromedary.load.input.SourceFormat;
import io.dromedary.table.TableId;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import org.postgresql.PGConnection;

/** Whatever PostgreSQL's own {@code COPY ... CSV} accepts, we load as the same rows. */
class CsvAgainstCopyIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();
    private static final Path FILE = temporaryFile();

    private static Path temporaryFile() {
        try {
            return Files.createTempFile("generated", ".csv");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterContainer
    static void removeFile() throws IOException {
        Files.deleteIfExists(FILE);
    }

    @Property(tries = 400, shrinking = ShrinkingMode.OFF)
    void loadsWhatCopyAccepts(@ForAll long seed) throws IOException, SQLException {
        CsvFile file = CsvFile.of(seed);
        String columns = IntStream.range(0, file.columns())
                .mapToObj(i -> "c%d text".formatted(i))
                .collect(Collectors.joining(", "));
        DATABASE.execute(
                "DROP TABLE IF EXISTS theirs, ours",
                "CREATE TABLE theirs (%s)".formatted(columns),
                "CREATE TABLE ours (%s)".formatted(columns));
        // PostgreSQL before 18 takes this line for the end of the file.
        boolean hasEndMark = file.text().lines().anyMatch("\\."::equals);
        if (!hasEndMark && copy(file)) {
            Files.writeString(FILE, file.text());
            load(file);
            assertThat(rows("ours")).as("of %s", file).isEqualTo(rows("theirs"));
        }
    }

    private static boolean copy(CsvFile file) throws SQLException {
        String sql = "COPY theirs FROM STDIN (FORMAT csv, DELIMITER '%s', ESCAPE '%s', NULL '%s')"
                .formatted(file.delimiter(), file.escape(), file.nullText());
        try (Connection connection = DATABASE.connect()) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, new StringReader(file.text()));
            return true;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as("%s: %s", file, e.getMessage()).startsWith("22");
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void load(CsvFile file) {
        var csv = new CsvFormat(file.delimiter(), '"', file.escape(), CsvFormat.NONE, false, file.nullText());
        var settings = new LoadSettings(
                csv,
                SourceFormat.DEFAULTS,
                Mode.APPEND,
                Atomic.FILE,
                OnError.FAIL,
                0,
                0,
                null,
                1,
                List.of(),
                Map.of(),
                false,
                TableRules.DEFAULTS.forced());
        try {
            new Loader(LoadListener.SILENT)
                    .load(new LoadRequest(
                            "generated",
                            DATABASE.settings(),
                            new TableId("public", "ours"),
                            List.of(FILE),
                            settings,
                            null));
        } catch (DromedaryException e) {
            throw new AssertionError("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static String rows(String table) {
        return DATABASE.queryText("SELECT coalesce(string_agg(t::text, E'\\n'), '') FROM %s AS t".formatted(table));
    }
}
