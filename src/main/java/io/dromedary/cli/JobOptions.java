package io.dromedary.cli;

import io.dromedary.camel.Job;
import io.dromedary.camel.JobReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How job files are read; shared by the commands that take them. */
final class JobOptions {
    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Changes a value of the job, such as export_settings.compression=zstd:9 or tables[0].table=orders.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(
            names = "--date",
            paramLabel = "YYYY-MM-DD",
            description = "The day that the rows are of: dt of the directories, run_date of the manifests.")
    private @Nullable String date;

    Job read(Path job) {
        if (date != null) {
            overrides.put("export_settings.run_date", date);
        }
        return new JobReader(Path.of(""), Home.connections(), Home.settings().s3()).read(job, overrides);
    }
}
