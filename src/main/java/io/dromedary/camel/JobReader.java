package io.dromedary.camel;

import io.dromedary.export.ExportRequestReader;
import io.dromedary.load.LoadRequestReader;
import io.dromedary.settings.Document;
import io.dromedary.settings.JobFileText;
import io.dromedary.settings.NamedConnections;
import io.dromedary.settings.Problems;
import io.dromedary.settings.S3Settings;
import java.nio.file.Path;
import java.util.Map;

/** Reads job files of both kinds. */
public final class JobReader {
    private final ExportRequestReader exports;
    private final LoadRequestReader loads;

    /** Relative paths of jobs count from the working directory. */
    public JobReader(Path workingDirectory, NamedConnections connections, S3Settings s3) {
        exports = new ExportRequestReader(workingDirectory, connections, s3);
        loads = new LoadRequestReader(workingDirectory, connections, s3);
    }

    /**
     * Reads a job file.
     *
     * @param overrides values by path, such as {@code export_settings.compression}; they win over the file's
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION}, with every problem
     */
    public Job read(Path file, Map<String, String> overrides) {
        String text = JobFileText.read(file);
        return isImport(file, text, overrides)
                ? new Job.Load(loads.read(file.toString(), text, overrides))
                : new Job.Export(exports.read(file, overrides));
    }

    /** What else is wrong is told by the reader of that kind. */
    private static boolean isImport(Path file, String text, Map<String, String> overrides) {
        return Document.read(file.toString(), text, overrides, new Problems(file.toString()))
                .findText("kind")
                .filter("import"::equals)
                .isPresent();
    }
}
