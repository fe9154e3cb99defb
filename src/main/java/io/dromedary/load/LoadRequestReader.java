package io.dromedary.load;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.dialect.DatabaseReader;
import io.dromedary.load.input.SourceFormatReader;
import io.dromedary.settings.Document;
import io.dromedary.settings.NamedConnections;
import io.dromedary.settings.Problems;
import io.dromedary.settings.Schedule;
import io.dromedary.settings.ScheduleReader;
import io.dromedary.settings.Section;
import io.dromedary.table.TableId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a job specification of {@code kind: import} into a {@link LoadRequest}. All problems are told at once. */
public final class LoadRequestReader {
    private static final int CONNECTIONS_MAX = 64;

    private final Path workingDirectory;
    private final NamedConnections connections;

    /** Relative paths of jobs count from the working directory. */
    public LoadRequestReader(Path workingDirectory, NamedConnections connections) {
        this.workingDirectory = workingDirectory;
        this.connections = connections;
    }

    /**
     * Reads a document.
     *
     * @param name what messages call it
     * @param overrides values by path; they win over the document's
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION}, with every problem
     */
    public LoadRequest read(String name, String text, Map<String, String> overrides) {
        return read(name, text, List.of(), overrides);
    }

    /** The same; files that are given win over those of the document. */
    public LoadRequest read(String name, String text, List<Path> given, Map<String, String> overrides) {
        var problems = new Problems(name);
        Section job = Document.read(name, text, overrides, problems);
        String jobName = job.findText("name").orElse("load");
        String kind = job.findText("kind").orElse("import");
        if (!kind.equals("import")) {
            job.problem("kind", "is %s; this command loads jobs of kind import.".formatted(job.shown("kind")));
        }
        ConnectionSettings database = new DatabaseReader(job, connections, problems).read();
        Section section = job.section("import_settings");
        TableId table = table(section);
        List<String> named = section.texts("files");
        List<Path> files = given.isEmpty() ? named.stream().map(this::path).toList() : given;
        if (files.isEmpty()) {
            section.problem("files", "is missing; say what to load.");
        }
        LoadSettings settings = settings(section);
        if (settings.mode() != Mode.APPEND && settings.atomic() == Atomic.BATCH) {
            section.problem("atomic", "is batch, which is possible with mode append only; leave it out.");
        }
        if (settings.rules().createTable() == CreateTable.IF_MISSING
                && (settings.mode().hasKeys() || settings.atomic() == Atomic.BATCH)) {
            section.problem(
                    "create_table",
                    "is possible with the modes append and replace and atomic: file only; create the table first.");
        }
        if (!settings.mode().hasKeys() && section.has("keys")) {
            section.problem("keys", "are for the modes insert_new and upsert; leave it out or say which.");
        }
        if (!settings.mode().hasKeys() && section.has("duplicates")) {
            section.problem("duplicates", "is for the modes insert_new and upsert; leave it out or say which.");
        }
        section.finish();
        Schedule schedule = job.has("schedule") ? ScheduleReader.read(job.section("schedule")) : null;
        job.finish();
        problems.orThrow();
        return new LoadRequest(jobName, database, table, files, settings, schedule);
    }

    private Path path(String name) {
        return name.equals(FileOpener.STANDARD_INPUT) ? Path.of(name) : workingDirectory.resolve(name);
    }

    private static TableId table(Section section) {
        String text = section.text("into");
        int point = text.indexOf('.');
        if (point == 0 || point == text.length() - 1 || text.isBlank()) {
            section.problem("into", "has to be a table such as sales.orders.");
            return new TableId("?", "?");
        }
        return point < 0
                ? new TableId("public", text)
                : new TableId(text.substring(0, point), text.substring(point + 1));
    }

    private LoadSettings settings(Section section) {
        LoadSettings defaults = LoadSettings.DEFAULTS;
        boolean isMapping = section.isMapping("columns");
        Optional<String> rejects = section.findText("reject_directory");
        return new LoadSettings(
                csv(section.section("csv")),
                SourceFormatReader.read(section),
                section.choice("mode", defaults.mode()),
                section.choice("atomic", defaults.atomic()),
                section.choice("on_error", defaults.onError()),
                section.count("reject_limit", 0, Long.MAX_VALUE, defaults.rejectLimit()),
                section.count("reject_percent", 0, 100, (long) defaults.rejectPercent()),
                rejects.map(workingDirectory::resolve).orElse(null),
                (int) section.count("connections", 1, CONNECTIONS_MAX, defaults.connections()),
                isMapping ? List.of() : section.texts("columns"),
                isMapping ? section.textsByName("columns") : Map.of(),
                section.flag("dry_run", false),
                rules(section));
    }

    private static TableRules rules(Section section) {
        TableRules defaults = TableRules.DEFAULTS;
        return new TableRules(
                section.flag("force", defaults.isForced()),
                section.texts("keys"),
                section.choice("duplicates", defaults.duplicates()),
                section.choice("create_table", defaults.createTable()),
                section.count("sample_rows", 0, Long.MAX_VALUE, defaults.sampleRows()));
    }

    private static CsvFormat csv(Section section) {
        CsvFormat standard = CsvFormat.STANDARD;
        int delimiter = character(section, "delimiter", standard.delimiter());
        int quote = character(section, "quote", standard.quote());
        int escape = character(section, "escape", quote);
        int comment = character(section, "comment", standard.comment());
        boolean hasHeader = section.flag("header", standard.hasHeader());
        String nullText = section.findText("null_text").orElse(standard.nullText());
        section.finish();
        if ((delimiter == quote && delimiter != CsvFormat.AUTO) || delimiter == '\n' || delimiter == '\r') {
            section.problem("delimiter", "cannot be the quote or the end of a line.");
            return standard;
        }
        return new CsvFormat(delimiter, quote, escape, comment, hasHeader, nullText);
    }

    /** One character of ASCII; {@code none}: no character; {@code tab} and {@code \t}: a tab; {@code auto}: unknown. */
    private static int character(Section section, String key, int whenMissing) {
        Optional<String> text = section.findText(key);
        if (text.isEmpty()) {
            return whenMissing;
        }
        boolean isFindable = key.equals("delimiter") || key.equals("quote");
        return switch (text.get()) {
            case "auto" -> {
                if (!isFindable) {
                    section.problem(key, "cannot be auto; delimiter and quote can.");
                }
                yield CsvFormat.AUTO;
            }
            case "none" -> CsvFormat.NONE;
            case "tab", "\\t" -> '\t';
            default -> {
                if (text.get().length() != 1 || text.get().charAt(0) > 0x7F) {
                    section.problem(key, "has to be one character of ASCII, tab, or none.");
                    yield whenMissing;
                }
                yield text.get().charAt(0);
            }
        };
    }
}
