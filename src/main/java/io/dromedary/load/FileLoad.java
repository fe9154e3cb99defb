package io.dromedary.load;

import io.dromedary.dialect.TargetDatabase;
import io.dromedary.dialect.TargetTable;
import io.dromedary.dialect.WritePlan;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One file of a request: settles what goes where and how it becomes visible, then loads it. */
final class FileLoad {
    private static final double NANOS = 1e9;

    private final LoadRequest request;
    private final LoadSettings settings;
    private final Path file;
    private final TargetDatabase database;
    private final LoadListener listener;
    private final long started = System.nanoTime();

    FileLoad(LoadRequest request, Path file, TargetDatabase database, LoadListener listener) {
        this.request = request;
        this.settings = request.settings();
        this.file = file;
        this.database = database;
        this.listener = listener;
    }

    LoadReport run() {
        TargetTable table = database.describe(request.table());
        try (CsvReader reader = open()) {
            WritePlan plan = ColumnMapping.plan(file.toString(), table, reader, settings);
            long bytes = Files.size(file);
            listener.fileStarted(file.toString(), bytes, plan);
            try (Landing landing = landing(plan);
                    RejectFile rejects = rejectFile(reader)) {
                reader.skip(landing.loaded());
                var rejections = new Rejections(file.toString(), settings, rejects);
                long rows = new LoadWork(file.toString(), database, landing, listener).run(reader, rejections);
                return new LoadReport(
                        file.toString(),
                        table.id().toString(),
                        rows,
                        rejections.count(),
                        bytes,
                        (System.nanoTime() - started) / NANOS,
                        rejects.findRecords().orElse(null));
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Landing landing(WritePlan plan) throws IOException {
        if (settings.isDryRun()) {
            return new AppendLanding(plan, true);
        } else if (settings.mode() == Mode.REPLACE) {
            return new ReplaceLanding(plan, database.createUnseen(request.table()), settings.connections());
        } else if (settings.atomic() == Atomic.BATCH) {
            String key = progressKey(plan);
            return new BatchLanding(plan, key, database.openProgress(key), settings.connections());
        }
        return new AppendLanding(plan, false);
    }

    /** A file that has changed is another one. */
    private String progressKey(WritePlan plan) throws IOException {
        return String.join(
                "|",
                file.toRealPath().toString(),
                Long.toString(Files.size(file)),
                Files.getLastModifiedTime(file).toString(),
                plan.table().toString(),
                settings.csv().toString(),
                plan.columns().toString());
    }

    private CsvReader open() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION, "%s is no file. Check its name".formatted(file));
        }
        return new CsvReader(file.toString(), Files.newInputStream(file), settings.csv());
    }

    private RejectFile rejectFile(RecordReader reader) {
        Path directory = settings.findRejectDirectory().orElseGet(() -> file.resolveSibling(""));
        return new RejectFile(
                directory, String.valueOf(file.getFileName()), settings.csv().line(reader.header()));
    }

    private DromedaryException unreadable(IOException e) {
        return DromedaryException.permanent(
                FailureCategory.SOURCE, "%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
}
