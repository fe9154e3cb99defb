package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.failure.DromedaryException;
import io.dromedary.it.CsvFile.Form;
import io.dromedary.load.CsvFormat;
import io.dromedary.load.LoadListener;
import io.dromedary.load.LoadRequest;
import io.dromedary.load.LoadSettings;
import io.dromedary.load.Loader;
import io.dromedary.load.TableRules;
import io.dromedary.table.TableId;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import org.postgresql.PGConnection;

/**
 * Whatever PostgreSQL's own {@code COPY ... CSV} accepts, we load as the same rows. Files of one form
 * are loaded together, as entries of a zip file, and those of a sheaf that differs one by one to find out which does.
 * {@code -Ddromedary.csv-sheaves=200} makes it 10,000 files; each run has others.
 */
class CsvAgainstCopyIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();
    private static final int SHEAVES = Integer.getInteger("dromedary.csv-sheaves", 20);
    private static final int FILES = 50;
    private static final Path DIRECTORY = temporaryDirectory();
    private static final Path ALONE = DIRECTORY.resolve("alone.csv");
    private static final Path SHEAF = DIRECTORY.resolve("sheaf.zip");

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("generated");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterContainer
    static void removeFiles() throws IOException {
        Files.deleteIfExists(ALONE);
        Files.deleteIfExists(SHEAF);
        Files.delete(DIRECTORY);
    }

    @Property(tries = 1, shrinking = ShrinkingMode.OFF)
    void loadsWhatCopyAccepts(@ForAll long seed) throws IOException, SQLException {
        var random = new SplittableRandom(seed);
        int accepted = 0;
        for (int i = 0; i < SHEAVES; i++) {
            accepted += compareSheaf(random);
        }
        assertThat(accepted).as("files that COPY has accepted").isGreaterThan(SHEAVES * FILES / 2);
    }

    /** How many of the files were accepted. */
    private static int compareSheaf(SplittableRandom random) throws IOException, SQLException {
        Form form = Form.of(random);
        createTables(form);
        List<CsvFile> accepted = new ArrayList<>();
        try (Connection connection = DATABASE.connect()) {
            for (int i = 0; i < FILES; i++) {
                CsvFile file = CsvFile.of(random, form);
                // PostgreSQL before 18 takes this line for the end of the file.
                boolean hasEndMark = file.text().lines().anyMatch("\\."::equals);
                if (!hasEndMark && copy(file, connection)) {
                    accepted.add(file);
                }
            }
        }
        String theirs = rows("theirs");
        if (!accepted.isEmpty() && (!loadsTogether(accepted) || !rows("ours").equals(theirs))) {
            for (CsvFile file : accepted) {
                compareOne(file);
            }
            throw new AssertionError("Each of %s is the same by itself, but not all together".formatted(accepted));
        }
        if (!accepted.isEmpty()) {
            compareOne(accepted.get(0));
        }
        return accepted.size();
    }

    private static void createTables(Form form) {
        String columns = IntStream.range(0, form.columns())
                .mapToObj(i -> "c%d text".formatted(i))
                .collect(Collectors.joining(", "));
        DATABASE.execute(
                "DROP TABLE IF EXISTS theirs, ours",
                "CREATE TABLE theirs (%s)".formatted(columns),
                "CREATE TABLE ours (%s)".formatted(columns));
    }

    private static void compareOne(CsvFile file) throws IOException, SQLException {
        DATABASE.execute("TRUNCATE theirs, ours");
        try (Connection connection = DATABASE.connect()) {
            copy(file, connection);
        }
        load(Files.writeString(ALONE, file.text()), file.form());
        assertThat(rows("ours")).as("of %s", file).isEqualTo(rows("theirs"));
    }

    private static boolean copy(CsvFile file, Connection connection) {
        Form form = file.form();
        String sql = "COPY theirs FROM STDIN (FORMAT csv, DELIMITER '%s', QUOTE %s, ESCAPE %s, NULL '%s')"
                .formatted(form.delimiter(), literal(form.quote()), literal(form.escape()), form.nullText());
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, new StringReader(file.text()));
            return true;
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as("%s: %s", file, e.getMessage()).startsWith("22");
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String literal(char c) {
        return c == '\'' ? "''''" : "'%s'".formatted(c);
    }

    private static boolean loadsTogether(List<CsvFile> files) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(SHEAF))) {
            for (int i = 0; i < files.size(); i++) {
                zip.putNextEntry(new ZipEntry("%d.csv".formatted(i)));
                zip.write(files.get(i).text().getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            load(SHEAF, files.get(0).form());
            return true;
        } catch (DromedaryException e) {
            return false;
        }
    }

    private static void load(Path path, Form form) {
        var csv = new CsvFormat(form.delimiter(), form.quote(), form.escape(), CsvFormat.NONE, false, form.nullText());
        new Loader(LoadListener.SILENT).load(request(path, csv));
    }

    private static LoadRequest request(Path path, CsvFormat csv) {
        LoadSettings defaults = LoadSettings.DEFAULTS;
        var settings = new LoadSettings(
                csv,
                defaults.source(),
                defaults.mode(),
                defaults.atomic(),
                defaults.onError(),
                0,
                0,
                null,
                1,
                List.of(),
                Map.of(),
                false,
                TableRules.DEFAULTS.forced());
        return new LoadRequest(
                "generated", DATABASE.settings(), new TableId("public", "ours"), List.of(path), settings, null);
    }

    private static String rows(String table) {
        return DATABASE.queryText("SELECT coalesce(string_agg(t::text, E'\\n'), '') FROM %s AS t".formatted(table));
    }
}
