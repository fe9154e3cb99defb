package io.dromedary.load;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.dialect.DatabaseReader;
import io.dromedary.load.input.SourceFormatReader;
import io.dromedary.settings.Document;
import io.dromedary.settings.NamedConnections;
import io.dromedary.settings.Problems;
import io.dromedary.settings.S3Settings;
import io.dromedary.settings.S3SettingsReader;
import io.dromedary.settings.Schedule;
import io.dromedary.settings.ScheduleReader;
import io.dromedary.settings.Section;
import io.dromedary.staging.Location;
import io.dromedary.table.TableId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a job specification of {@code kind: import} into a {@link LoadRequest}. All problems are told at once. */
public final class LoadRequestReader {
    /** Nothing that leads out of the directory of all inboxes, and nothing hidden. */
    private static final Pattern INBOX = Pattern.compile("\\w[\\w.-]{0,99}");

    private final Path workingDirectory;
    private final NamedConnections connections;
    private final S3Settings s3;

    /** For files of this machine, or of Amazon's own store. */
    public LoadRequestReader(Path workingDirectory, NamedConnections connections) {
        this(workingDirectory, connections, S3Settings.DEFAULT);
    }

    /**
     * Makes a reader.
     *
     * @param workingDirectory that relative paths of jobs count from
     * @param s3 how stores are reached, unless a job says otherwise
     */
    public LoadRequestReader(Path workingDirectory, NamedConnections connections, S3Settings s3) {
        this.workingDirectory = workingDirectory;
        this.connections = connections;
        this.s3 = s3;
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

    /** A job that is nothing but names of files and values. */
    public LoadRequest readValues(String name, List<String> files, Map<String, String> values) {
        return read(name, "{}", List.of(), files, values);
    }

    /** The same; files that are given win over those of the document. */
    public LoadRequest read(String name, String text, List<Path> given, Map<String, String> overrides) {
        return read(name, text, given, List.of(), overrides);
    }

    private LoadRequest read(
            String name, String text, List<Path> given, List<String> names, Map<String, String> overrides) {
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
        var fileNames = new FileNames(workingDirectory, new S3SettingsReader(s3).read(job.section("s3")), section);
        List<String> named = names.isEmpty() ? section.texts("files") : names;
        List<Path> files = given.isEmpty() ? named.stream().map(fileNames::path).toList() : given;
        LoadSettings settings = settings(section);
        String inbox = inbox(section, settings);
        if (files.isEmpty() == (inbox == null)) {
            section.problem(
                    "files", files.isEmpty() ? "is missing; say what to load." : "and inbox exclude each other.");
        }
        checkMode(section, settings);
        section.finish();
        Schedule schedule = job.has("schedule") ? ScheduleReader.read(job.section("schedule")) : null;
        job.finish();
        problems.orThrow();
        return new LoadRequest(
                UUID.randomUUID().toString(), jobName, database, table, files, settings, schedule, inbox);
    }

    private static @Nullable String inbox(Section section, LoadSettings settings) {
        String name = section.findText("inbox").orElse(null);
        if (name == null) {
            return null;
        } else if (name.equalsIgnoreCase("jobs")) {
            section.problem("inbox", "is \"jobs\", which takes job files; give it another name.");
        } else if (!INBOX.matcher(name).matches()) {
            section.problem(
                    "inbox", "has to be a name of letters, digits, dots, dashes and underscores, such as customers.");
        }
        if (settings.atomic() == Atomic.BATCH) {
            section.problem(
                    "atomic",
                    "is batch, which is not possible with inbox: a file that was corrected would be loaded twice in"
                            + " part; leave it out.");
        }
        if (settings.isDryRun()) {
            section.problem(
                    "dry_run", "is not possible with inbox, whose files would be moved to done; name one in files.");
        }
        if (settings.rules().isForced()) {
            section.problem(
                    "force",
                    "is not possible with inbox, or a file would be loaded twice after a crash; leave it out.");
        }
        return name;
    }

    private static void checkMode(Section section, LoadSettings settings) {
        if (settings.mode() != Mode.APPEND && settings.atomic() == Atomic.BATCH) {
            section.problem("atomic", "is batch, which is possible with mode append only; leave it out.");
        }
        if (settings.rules().createTable() == CreateTable.IF_MISSING
                && (settings.mode().hasKeys() || settings.atomic() == Atomic.BATCH)) {
            section.problem(
                    "create_table",
                    "is possible with the modes append, replace and versioned and atomic: file only; create the table"
                            + " first.");
        }
        if (!settings.mode().takesKeys() && section.has("keys")) {
            section.problem("keys", "are for the modes insert_new, upsert and versioned; leave it out or say which.");
        }
        if (!settings.mode().takesKeys() && section.has("duplicates")) {
            section.problem(
                    "duplicates", "is for the modes insert_new, upsert and versioned; leave it out or say which.");
        }
        if (settings.mode() != Mode.VERSIONED && section.has("commit_message")) {
            section.problem("commit_message", "is for the mode versioned; leave it out or say mode: versioned.");
        }
    }

    static TableId table(Section section) {
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
        MethodSettings method = MethodSettingsReader.read(section);
        boolean isMapping = section.isMapping("columns");
        Optional<String> rejects = section.findText("reject_directory");
        if (rejects.filter(Location.S3::isMeantBy).isPresent()) {
            section.problem("reject_directory", "has to be a directory of this machine.");
        }
        return new LoadSettings(
                csv(section.section("csv")),
                SourceFormatReader.read(section),
                section.choice("mode", defaults.mode()),
                section.choice("atomic", defaults.atomic()),
                section.choice("on_error", defaults.onError()),
                section.count("reject_limit", 0, Long.MAX_VALUE, defaults.rejectLimit()),
                section.count("reject_percent", 0, 100, (long) defaults.rejectPercent()),
                rejects.map(workingDirectory::resolve).orElse(null),
                method.connections() > 0
                        ? method.connections()
                        : method.method().connections(),
                isMapping ? List.of() : section.texts("columns"),
                isMapping ? section.textsByName("columns") : Map.of(),
                section.flag("dry_run", false),
                rules(section),
                method);
    }

    private static TableRules rules(Section section) {
        TableRules defaults = TableRules.DEFAULTS;
        return new TableRules(
                section.flag("force", defaults.isForced()),
                section.texts("keys"),
                section.choice("duplicates", defaults.duplicates()),
                section.choice("create_table", defaults.createTable()),
                section.choice("table_definition", defaults.definition()),
                section.count("sample_rows", 0, Long.MAX_VALUE, defaults.sampleRows()),
                section.findText("commit_message").orElse(defaults.commitMessage()));
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
