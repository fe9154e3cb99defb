package io.dromedary.load;

import io.dromedary.dialect.Dialect;
import io.dromedary.dialect.TargetDatabase;
import io.dromedary.dialect.TargetTable;
import io.dromedary.dialect.WritePlan;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The front door of imports. Thread-safe. */
public final class Loader {
    private final LoadListener listener;

    /** The listener hears of all loads. */
    public Loader(LoadListener listener) {
        this.listener = listener;
    }

    /**
     * Loads the files of a request, one after another; a failure ends the work, and files before it stay loaded.
     *
     * @throws DromedaryException {@code CONFIGURATION} if file and table do not fit, {@code DATA} for records that the
     *     table does not take, {@code SOURCE} if a file cannot be read, {@code DESTINATION} if the database fails
     */
    public List<LoadReport> load(LoadRequest request) {
        List<LoadReport> reports = new ArrayList<>();
        try (TargetDatabase database = Dialect.named(request.database().type()).connectTarget(request.database())) {
            TargetTable table = database.describe(request.table());
            for (Path file : request.files()) {
                reports.add(load(request, database, table, file));
            }
        }
        return reports;
    }

    private LoadReport load(LoadRequest request, TargetDatabase database, TargetTable table, Path file) {
        long started = System.nanoTime();
        String name = String.valueOf(file.getFileName());
        LoadSettings settings = request.settings();
        try (RecordReader reader = open(file, settings)) {
            WritePlan plan = ColumnMapping.plan(file.toString(), table, reader, settings);
            long size = Files.size(file);
            listener.fileStarted(file.toString(), size, plan);
            Path directory = settings.findRejectDirectory().orElseGet(() -> file.resolveSibling(""));
            try (var rejectFile = new RejectFile(directory, name, headerLine(reader, settings.csv()))) {
                var rejections = new Rejections(file.toString(), settings, rejectFile);
                long rows = new FileLoad(file.toString(), database, plan, settings, listener).run(reader, rejections);
                var report = new LoadReport(
                        file.toString(),
                        table.id().toString(),
                        rows,
                        rejections.count(),
                        size,
                        (System.nanoTime() - started) / 1e9,
                        rejectFile.findRecords().orElse(null));
                listener.fileLoaded(report);
                return report;
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static RecordReader open(Path file, LoadSettings settings) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION, "%s is no file. Check its name".formatted(file));
        }
        return new CsvReader(file.toString(), Files.newInputStream(file), settings.csv());
    }

    private static String headerLine(RecordReader reader, CsvFormat format) {
        if (reader.header().isEmpty()) {
            return "";
        }
        List<String> names = reader.header().stream()
                .map(name -> format.quote() < 0 ? name : quoted(name, format))
                .toList();
        return String.join(Character.toString(format.delimiter()), names) + "\n";
    }

    private static String quoted(String name, CsvFormat format) {
        String quote = Character.toString(format.quote());
        boolean isPlain =
                name.chars().noneMatch(c -> c == format.delimiter() || c == format.quote() || c == '\n' || c == '\r');
        String escape = Character.toString(format.escape());
        return isPlain ? name : quote + name.replace(quote, escape + quote) + quote;
    }

    private static DromedaryException unreadable(Path file, IOException e) {
        return DromedaryException.permanent(
                FailureCategory.SOURCE, "%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
}
