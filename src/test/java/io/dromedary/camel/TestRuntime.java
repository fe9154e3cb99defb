package io.dromedary.camel;

import io.dromedary.settings.LedgerSettings;
import io.dromedary.settings.S3Settings;
import io.dromedary.settings.Settings;
import java.nio.file.Path;
import java.util.Map;

/** Starts our routes for tests: with the default settings, but for quick retries. */
final class TestRuntime {
    static final Settings SETTINGS = new Settings(
            3,
            1,
            2,
            12,
            16,
            100_000,
            1000,
            Path.of("jobs"),
            Path.of("inbox"),
            100,
            5,
            S3Settings.DEFAULT,
            LedgerSettings.OFF);

    private TestRuntime() {}

    static DromedaryRuntime start(Map<String, Object> beans) {
        return DromedaryRuntime.start(SETTINGS, Path.of("").toAbsolutePath(), RouteFiles.EXPORT, beans);
    }
}
