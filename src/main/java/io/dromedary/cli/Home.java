package io.dromedary.cli;

import io.dromedary.settings.NamedConnections;
import io.dromedary.settings.Settings;
import java.nio.file.Path;

/** Where the program lies: its {@code routes/} and {@code application.properties}. Set by the launcher. */
final class Home {
    private Home() {}

    static Path directory() {
        return Path.of(System.getProperty("dromedary.home", "")).toAbsolutePath();
    }

    static NamedConnections connections() {
        return NamedConnections.load(directory());
    }

    static Settings settings() {
        return Settings.load(directory());
    }
}
