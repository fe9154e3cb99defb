package io.dromedary.export;

import io.dromedary.staging.Destination;
import io.dromedary.staging.DirectoryDestination;
import io.dromedary.staging.Location;
import java.time.Clock;

/** Goes from where tables are published to what can be done there. */
public final class Destinations {
    private Destinations() {}

    /** The destination of a location. */
    public static Destination of(Location location) {
        if (location instanceof Location.Directory directory) {
            return new DirectoryDestination(directory, Clock.systemUTC(), Manifest.FILE_NAME);
        }
        throw new IllegalArgumentException("There is no destination for " + location);
    }
}
