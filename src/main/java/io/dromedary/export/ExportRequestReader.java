package io.dromedary.export;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.dialect.DatabaseReader;
import io.dromedary.dialect.TypePolicies;
import io.dromedary.export.TableSelection.ChunkOverride;
import io.dromedary.failure.DromedaryException;
import io.dromedary.files.FileFormat;
import io.dromedary.files.FileLayout;
import io.dromedary.files.TableLayout;
import io.dromedary.parquet.Codec;
import io.dromedary.settings.Document;
import io.dromedary.settings.JobFileText;
import io.dromedary.settings.NamedConnections;
import io.dromedary.settings.NearestName;
import io.dromedary.settings.Problems;
import io.dromedary.settings.S3Settings;
import io.dromedary.settings.S3SettingsReader;
import io.dromedary.settings.Schedule;
import io.dromedary.settings.ScheduleReader;
import io.dromedary.settings.Section;
import io.dromedary.staging.Location;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads a job specification, YAML or JSON, into an {@link ExportRequest}. All problems of a document are told at once,
 * each with its place. {@code docs/job-specification.md} describes every key.
 */
public final class ExportRequestReader {
    private static final String PORTABLE_TYPE = "jdbc";
    private static final int THREADS_MAX = 256;
    private static final List<String> KINDS = List.of("export", "import");
    private static final List<String> OF_TABLES =
            List.of("schema", "table", "exclude", "columns", "exclude_columns", "system_columns", "where_clause");
    private static final List<String> LEVELLED = List.of("gzip", "zstd");

    private final Path workingDirectory;
    private final NamedConnections connections;
    private final S3Settings s3;

    /** Relative locations of jobs count from the working directory. Jobs cannot name a connection. */
    public ExportRequestReader(Path workingDirectory) {
        this(workingDirectory, NamedConnections.NONE);
    }

    /** Relative locations of jobs count from the working directory. */
    public ExportRequestReader(Path workingDirectory, NamedConnections connections) {
        this(workingDirectory, connections, S3Settings.DEFAULT);
    }

    /** Reads with these settings for stores, unless a job has others. */
    public ExportRequestReader(Path workingDirectory, NamedConnections connections, S3Settings s3) {
        this.workingDirectory = workingDirectory.toAbsolutePath();
        this.connections = connections;
        this.s3 = s3;
    }

    /**
     * Reads a job file.
     *
     * @param overrides values by path, such as {@code export_settings.compression}; they win over the file's
     * @throws DromedaryException {@code CONFIGURATION}, with every problem
     */
    public ExportRequest read(Path file, Map<String, String> overrides) {
        return read(file.toString(), JobFileText.read(file), overrides);
    }

    /** Reads a document of that name. */
    ExportRequest read(String name, String text, Map<String, String> overrides) {
        var problems = new Problems(name);
        Section job = Document.read(name, text, overrides, problems);
        String jobName = job.findText("name").orElse("job");
        refuseOtherKinds(job);
        ConnectionSettings database = new DatabaseReader(job, connections, problems).read();
        S3Settings store = new S3SettingsReader(s3).read(job.section("s3"));
        ExportSettings settings = settings(job.section("export_settings"), jobName, store);
        if (database.type().equals(PORTABLE_TYPE)) {
            FileLayoutReader.refuseForPortable(job.section("export_settings"), job.sections("tables"));
        }
        Threading threading = threading(job.section("threading"));
        List<TableSelection> tables = tables(job, settings.fileLayout().tables());
        Schedule schedule = job.has("schedule") ? ScheduleReader.read(job.section("schedule")) : null;
        job.finish();
        problems.orThrow();
        return new ExportRequest(jobName, database, settings, threading, tables, schedule);
    }

    private static void refuseOtherKinds(Section job) {
        if (!job.findText("kind").orElse("export").equals("export")) {
            String kind = job.findText("kind").orElse("");
            String nearest = NearestName.of(kind, KINDS)
                    .map("; did you mean %s?"::formatted)
                    .orElse(".");
            job.problem(
                    "kind",
                    kind.equals("import")
                            ? "is \"import\" but has to be export here."
                            : "is %s but has to be one of %s%s"
                                    .formatted(job.shown("kind"), String.join(", ", KINDS), nearest));
        }
    }

    private ExportSettings settings(Section section, String jobName, S3Settings store) {
        PublishLayout layout = PublishLayoutReader.read(section, jobName);
        CompanionFiles companions = CompanionFiles.read(section, layout);
        boolean archived = layout.strategy() != PublishStrategy.DIRECT;
        boolean history = section.flag("preserve_job_history", true);
        FileLayout files = FileLayoutReader.read(section);
        Codec codec = codec(section, FileLayoutReader.usualCodec(files));
        FileLayoutReader.checkCodec(section, files, codec);
        TypePolicies types = TypePolicyReader.read(section);
        if (companions.duckDbView() && files.format() instanceof FileFormat.Csv) {
            section.problem("duckdb_view", "is of Parquet files; leave it out with format: csv.");
        }
        var settings = new ExportSettings(
                location(section, store),
                codec,
                chunkSize(section),
                PublishLayoutReader.conflict(section, layout),
                section.choice("consistency", Consistency.SNAPSHOT),
                section.flag("dictionary", true),
                section.flag("validate_exports", true),
                section.flag("auto_cleanup_temp", true),
                section.flag("archive_completed_jobs", true) && history && archived,
                layout,
                files.format() instanceof FileFormat.Csv ? types.forCsv() : types,
                companions,
                files);
        if (settings.location() instanceof Location.S3 && !companions.equals(CompanionFiles.NONE)) {
            String key = companions.success() ? "success_file" : "duckdb_view";
            section.problem(key, "is not possible on S3, where all names have the tag of their run; leave it out.");
        }
        section.finish();
        return settings;
    }

    private Location location(Section section, S3Settings store) {
        String location = section.findText("location").orElse("exports");
        if (Location.S3.isMeantBy(location)) {
            Optional<Location.S3> parsed = Location.S3.parse(location, store);
            if (parsed.isEmpty()) {
                String message = "is %s but has to be like s3://bucket/prefix.";
                section.problem("location", message.formatted(section.shown("location")));
            }
            return parsed.<Location>map(found -> found).orElse(new Location.Directory(workingDirectory));
        }
        try {
            return new Location.Directory(workingDirectory.resolve(location).normalize());
        } catch (InvalidPathException e) {
            section.problem("location", "is no path: %s".formatted(e.getReason()));
            return new Location.Directory(workingDirectory);
        }
    }

    private static Codec codec(Section section, String usual) {
        String text = section.findText("compression").orElse(usual);
        OptionalLong level = section.findCount("compression_level", 1, 22);
        if (level.isPresent() && text.contains(":")) {
            section.problem("compression_level", "cannot stand beside a level in compression; keep one of the two.");
        } else if (level.isPresent() && LEVELLED.contains(text.toLowerCase(Locale.ROOT))) {
            text += ":" + level.getAsLong();
        }
        Codec codec = Codec.parse(text).orElse(null);
        if (codec == null) {
            String given = section.shown("compression") + (level.isPresent() ? " at level " + level.getAsLong() : "");
            String message = "is %s but has to be snappy, none, gzip or zstd, or with a level gzip:1 to gzip:9 or "
                    + "zstd:1 to zstd:22.";
            section.problem("compression", message.formatted(given));
            return Codec.SNAPPY;
        }
        return codec;
    }

    private static OptionalLong chunkSize(Section section) {
        boolean auto = section.findText("chunk_size").orElse("auto").equals("auto");
        return auto ? OptionalLong.empty() : section.findCount("chunk_size", 1, Long.MAX_VALUE);
    }

    private static Threading threading(Section section) {
        Threading usual = Threading.defaultFor(Runtime.getRuntime().availableProcessors());
        int tables = (int) section.count("table_threads", 1, THREADS_MAX, usual.tableThreads());
        int workers = (int) section.count("chunk_workers", 1, THREADS_MAX, usual.chunkWorkers());
        int chunks = (int) section.count("max_concurrent_chunks", 1, 1000, Math.min(1000, (long) tables * workers));
        section.finish();
        return new Threading(tables, workers, chunks);
    }

    private static List<TableSelection> tables(Section job, TableLayout layout) {
        List<TableSelection> tables = new ArrayList<>();
        for (Section entry : job.sections("tables")) {
            TableLayout own = TableLayoutReader.read(entry, layout);
            tables.add(entry.has("query") ? query(entry, own) : table(entry, own));
            entry.finish();
        }
        if (tables.isEmpty()) {
            job.problem("tables", "lists no table; give at least one entry such as {schema: public, table: orders}.");
        }
        return tables;
    }

    private static TableSelection query(Section entry, TableLayout layout) {
        for (String key : OF_TABLES) {
            if (entry.has(key)) {
                entry.problem(key, "cannot stand beside query; keep one of the two.");
            }
        }
        return new TableSelection.Query(filled(entry, "name"), filled(entry, "query"), chunkOverride(entry), layout);
    }

    private static TableSelection table(Section entry, TableLayout layout) {
        return new TableSelection.Tables(
                entry.has("schema") ? filled(entry, "schema") : "public",
                filled(entry, "table"),
                entry.texts("exclude"),
                entry.texts("columns"),
                entry.texts("exclude_columns"),
                entry.texts("system_columns"),
                entry.findText("where_clause").orElse(""),
                chunkOverride(entry),
                layout);
    }

    /** A text that is never empty, so that what is made of it holds. */
    private static String filled(Section section, String key) {
        String text = section.text(key);
        return text.isEmpty() ? "?" : text;
    }

    private static ChunkOverride chunkOverride(Section entry) {
        Section section = entry.section("chunk_override");
        OptionalLong workers = section.findCount("chunk_workers", 1, THREADS_MAX);
        var override = new ChunkOverride(
                section.findCount("chunk_size", 1, Long.MAX_VALUE),
                workers.isPresent() ? OptionalInt.of((int) workers.getAsLong()) : OptionalInt.empty());
        section.finish();
        return override;
    }
}
