package io.dromedary.export;

import io.dromedary.staging.Destination;
import io.dromedary.staging.DirectoryDestination;
import io.dromedary.staging.Location;
import java.time.Clock;

/** Goes from where tables are published to what can be done there. */
public final class Destinations {
    private Destinations() {}

    /** The destination of a job. */
    static Destination of(ExportSettings settings) {
        return of(settings.location(), settings.manifestName());
    }

    /** The destination of a location, for who publishes nothing there. */
    public static Destination of(Location location) {
        return of(location, Manifest.FILE_NAME);
    }

    private static Destination of(Location location, String manifestName) {
        if (location instanceof Location.Directory directory) {
            return new DirectoryDestination(directory, Clock.systemUTC(), manifestName);
        }
        throw new IllegalArgumentException("There is no destination for " + location);
    }
}
