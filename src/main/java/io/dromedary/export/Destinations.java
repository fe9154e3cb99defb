package io.dromedary.export;

import io.dromedary.staging.CommitFormat;
import io.dromedary.staging.Destination;
import io.dromedary.staging.DirectoryDestination;
import io.dromedary.staging.Location;
import io.dromedary.staging.s3.S3Destination;
import io.dromedary.staging.s3.S3FileSystem;
import java.nio.file.Path;
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
        return new S3Destination((Location.S3) location, Clock.systemUTC(), commits(manifestName));
    }

    /** The destination that a directory or a path on S3 is. */
    public static Destination at(Path path) {
        return path.getFileSystem() instanceof S3FileSystem files
                ? of(files.location())
                : of(new Location.Directory(path));
    }

    /** A location on S3 as files, for those who read what is published. */
    public static Path files(Location.S3 location) {
        return new S3FileSystem(location, commits(Manifest.FILE_NAME)).root();
    }

    private static CommitFormat commits(String manifestName) {
        return new CommitFormat(manifestName, Manifest.FILE_NAMES, JsonFiles::filesOf);
    }
}
