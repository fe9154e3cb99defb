package io.dromedary.bench;

import io.dromedary.camel.DromedaryRuntime;
import io.dromedary.export.ExportListener;
import io.dromedary.export.ExportRequest;
import io.dromedary.export.JobReport;
import io.dromedary.settings.Settings;
import java.nio.file.Path;

/** Dromedary through its routes, as a server that goes on running. */
final class DromedaryExport implements Contender {
    private final ExportRequest request;
    private final DromedaryRuntime runtime;

    private DromedaryExport(ExportRequest request, DromedaryRuntime runtime) {
        this.request = request;
        this.runtime = runtime;
    }

    static DromedaryExport of(ExportRequest request) {
        Path home = Path.of("").toAbsolutePath();
        return new DromedaryExport(request, DromedaryRuntime.start(Settings.load(home), home, ExportListener.SILENT));
    }

    @Override
    public Exported run() {
        JobReport report = runtime.run(request).orThrow();
        return new Exported(report.rows(), report.bytes());
    }

    @Override
    public void close() {
        runtime.close();
    }
}
