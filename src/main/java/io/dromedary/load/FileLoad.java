package io.dromedary.load;

import io.dromedary.dialect.LoadHistory;
import io.dromedary.dialect.LoadProgress;
import io.dromedary.dialect.LoadedRange;
import io.dromedary.dialect.MergeRules;
import io.dromedary.dialect.TargetDatabase;
import io.dromedary.dialect.TargetTable;
import io.dromedary.dialect.VersionRules;
import io.dromedary.dialect.WritePlan;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.load.input.InputFailures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One file of a request: settles what goes where and how it becomes visible, then loads it, unless it was before. */
final class FileLoad {
    private static final double NANOS = 1e9;

    private final LoadRequest request;
    private LoadSettings settings;
    private final Path file;
    private final SourceFile source;
    private final TargetDatabase database;
    private final LoadListener listener;
    private final Cancellation cancellation;
    private final long started = System.nanoTime();
    private @Nullable MissingTable missing;
    private RowEstimate rows = RowEstimate.UNKNOWN;

    FileLoad(
            LoadRequest request, Path file, TargetDatabase database, LoadListener listener, Cancellation cancellation) {
        this.request = request;
        this.settings = request.settings();
        this.file = file;
        this.source = SourceFile.of(file);
        this.database = database;
        this.listener = listener;
        this.cancellation = cancellation;
    }

    LoadReport run() {
        // Not after having waited for somebody to write it.
        requireResumable(settings.atomic() == Atomic.FILE || !isStandardInput());
        try {
            source.require();
            settleMethod();
            String fingerprint = source.fingerprint();
            String identity = Sha256.of(settings.identity(request.table()) + source.twin());
            try (LoadHistory history = database.openHistory(identity, fingerprint);
                    ContentDigest digest = source.openDigest(settings.atomic())) {
                var account = new Account(request, file.toString(), identity, fingerprint, digest);
                Cancellation.Registration reading = cancellation.onRequest(digest::close);
                try {
                    return load(history, account);
                } finally {
                    reading.close();
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private LoadReport load(LoadHistory history, Account account) throws IOException {
        // Asked only now, when nobody else is loading the same. Whatever was in a table that is gone is not loaded.
        TargetTable table = table();
        boolean isLookedUp = missing == null && !settings.rules().isForced() && !settings.isDryRun();
        Optional<Instant> loaded = isLookedUp ? source.findLoaded(history, account) : Optional.empty();
        if (loaded.isPresent()) {
            return skipped(table, account, loaded.get());
        }
        try {
            Optional<LoadReport> report = load(table, account);
            if (report.isPresent()) {
                return report.get();
            }
        } catch (DromedaryException e) {
            boolean isGuess = missing != null && missing.isGuess();
            if (isGuess && settings.rules().sampleRows() > 0 && e.category() == FailureCategory.DATA) {
                throw notSampled(e);
            }
            // A stream is known only at its end, which its rows may not get to if they are there already. The rest of
            // an object is not worth it: it was looked up before.
            boolean isDuplicate = isLookedUp && e.category() == FailureCategory.DATA && !(source instanceof StoreFile);
            if (!isDuplicate || history.findLoaded(account.content()).isEmpty()) {
                throw e;
            }
        }
        return skipped(table, account, history.findLoaded(account.content()).orElseGet(Instant::now));
    }

    /** Once, before anything is written: there is no other method to fall back to, so nothing is written twice. */
    private void settleMethod() throws IOException {
        if (settings.method().method() == Method.AUTO) {
            rows = RowEstimate.of(file, settings);
        }
        settings = settings.with(settings.method().settled(LoadAdvice.of(rows)));
    }

    private WritePlan writePlan(TargetTable table, RecordReader reader) {
        WritePlan plan = ColumnMapping.plan(file.toString(), table, reader, settings)
                .with(settings.method().options());
        if (missing == null) {
            database.check(plan);
        }
        return plan;
    }

    /** The one that is there, or that this file is to make. */
    private TargetTable table() throws IOException {
        boolean isMissing =
                settings.rules().createTable() == CreateTable.IF_MISSING && database.isMissing(request.table());
        missing = isMissing ? MissingTable.of(file, request, settings, cancellation) : null;
        return missing == null ? database.describe(request.table()) : missing.described();
    }

    private DromedaryException notSampled(DromedaryException e) {
        String cure = "%s. The types of the new table were found out from the first %,d records only: leave sample_rows"
                + " out, so that all are looked at, or create the table first";
        return DromedaryException.permanent(
                FailureCategory.DATA,
                cure.formatted(e.getMessage(), settings.rules().sampleRows()),
                e);
    }

    /** What a load would do. */
    LoadPlan plan() {
        source.require();
        try {
            rows = RowEstimate.of(file, settings);
            LoadAdvice advice = LoadAdvice.of(rows);
            settings = settings.with(settings.method().settled(advice));
            TargetTable table = table();
            List<String> statements = missing == null ? List.of() : missing.statements(database);
            try (RecordReader reader = FileOpener.open(file, settings)) {
                WritePlan plan = writePlan(table, reader);
                // Says what is wrong with them.
                FormedReader.of(reader, plan, settings.source().forms(), file.toString());
                String guess = reader.findGuess().map(CsvGuess::shown).orElse(null);
                return new LoadPlan(file.toString(), plan, settings, statements, guess, rows, advice.under(settings));
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private LoadReport skipped(TargetTable table, Account account, Instant loaded) {
        return new LoadReport(
                file.toString(), table.id().toString(), 0, 0, account.bytes(), seconds(), null, loaded.toString());
    }

    private Optional<LoadReport> load(TargetTable table, Account account) throws IOException {
        try (RecordReader reader = open(account.digest())) {
            WritePlan plan = writePlan(table, reader);
            listener.fileStarted(file.toString(), source.bytes(), plan);
            try (Landing landing = landing(plan, reader);
                    RejectFile rejects = rejectFile(reader, landing.loaded())) {
                MethodLog.started(file, rows, settings.method(), landing.writersMax());
                RecordReader formed =
                        FormedReader.of(reader, plan, settings.source().forms(), file.toString());
                formed.skip(landing.loaded());
                var rejections = new Rejections(file.toString(), settings, rejects);
                OptionalLong written = run(landing, formed, rejections, account);
                written.ifPresent(count -> MethodLog.completed(settings.method().method(), count, seconds()));
                return written.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new LoadReport(
                                file.toString(),
                                table.id().toString(),
                                written.getAsLong(),
                                rejections.count(),
                                account.bytes(),
                                seconds(),
                                rejects.findRecords().orElse(null),
                                null));
            }
        }
    }

    private OptionalLong run(Landing landing, RecordReader reader, Rejections rejections, Account account) {
        try {
            return new LoadWork(file.toString(), database, landing, listener, cancellation)
                    .run(reader, rejections, written -> account.of(written, rejections.finish()));
        } catch (RuntimeException e) {
            if (cancellation.isRequested() && settings.atomic() == Atomic.FILE) {
                rejections.discard();
            }
            throw e;
        }
    }

    private double seconds() {
        return (System.nanoTime() - started) / NANOS;
    }

    private Landing landing(WritePlan plan, RecordReader reader) throws IOException {
        if (settings.mode() == Mode.VERSIONED) {
            return new MergeLanding(
                    database.createVersioned(plan, versionRules()), settings.connections(), settings.isDryRun());
        } else if (missing != null) {
            return new ReplaceLanding(plan, missing.create(database), settings.connections(), settings.isDryRun());
        } else if (settings.mode().hasKeys()) {
            boolean isUpdating = settings.mode() == Mode.UPSERT;
            var rules = new MergeRules(
                    settings.rules().keys(), isUpdating, settings.rules().duplicates());
            return new MergeLanding(database.createStaged(plan, rules), settings.connections(), settings.isDryRun());
        } else if (settings.isDryRun()) {
            return new AppendLanding(plan, true);
        } else if (settings.mode() == Mode.REPLACE) {
            return new ReplaceLanding(plan, database.createUnseen(request.table()), settings.connections(), false);
        } else if (settings.atomic() == Atomic.BATCH) {
            requireResumable(reader.isResumable());
            LoadProgress progress = database.openProgress(progressKey(plan), plan.table());
            return new BatchLanding(plan, progress, settings.connections());
        }
        return new AppendLanding(plan, false);
    }

    private VersionRules versionRules() {
        TableRules rules = settings.rules();
        return new VersionRules(rules.keys(), rules.duplicates(), rules.commitMessage(), missing != null);
    }

    /** A file that has changed is another one. */
    private String progressKey(WritePlan plan) throws IOException {
        return String.join(
                "|",
                file.toRealPath().toString(),
                Long.toString(source.bytes()),
                source.version(),
                plan.table().toString(),
                settings.csv().toString(),
                settings.source().toString(),
                plan.columns().toString());
    }

    private boolean isStandardInput() {
        return source instanceof StandardInput;
    }

    private void requireResumable(boolean isResumable) {
        if (!isResumable) {
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION,
                    ("%s: atomic is batch, which is possible for CSV files only, packed by themselves"
                                    + " or not; leave it out")
                            .formatted(file));
        }
    }

    private RecordReader open(ContentDigest digest) throws IOException {
        return digest instanceof StreamDigest stream
                ? FileOpener.openStream(file, settings, stream.unclosed())
                : FileOpener.open(file, settings);
    }

    private RejectFile rejectFile(RecordReader reader, List<LoadedRange> loaded) {
        Path directory = settings.findRejectDirectory().orElseGet(source::rejectDirectory);
        CsvFormat csv = reader.findGuess().map(CsvGuess::format).orElseGet(() -> settings.csv()
                .standardWhereOpen());
        String header = reader.hasHeaderLine() ? csv.line(reader.header()) : "";
        return new RejectFile(directory, source.shortName(), header, loaded);
    }

    private DromedaryException unreadable(IOException e) {
        return InputFailures.unreadable(file.toString(), e);
    }
}
