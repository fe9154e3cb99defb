package io.dromedary.load;

import io.dromedary.settings.S3Settings;
import io.dromedary.settings.Section;
import io.dromedary.staging.Location;
import io.dromedary.staging.s3.S3FileSystem;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the names of files in a job mean.
 *
 * @param workingDirectory that relative ones count from
 * @param store how stores are reached
 * @param section that problems are told of
 */
record FileNames(Path workingDirectory, S3Settings store, Section section) {
    private static final Pattern WEB_ADDRESS = Pattern.compile("(?i)https?://.*");
    private static final Pattern SECRET = Pattern.compile("(?i)s3:/*[^/]*@.*|.*(x-amz-|signature=).*");

    /** The file of a name, which may be a pattern. */
    Path path(String name) {
        if (WEB_ADDRESS.matcher(name).matches()) {
            problem("has a web address, which may hold secrets and is not shown here; say s3://bucket/key and set"
                    + " s3.endpoint.");
        } else if (Location.S3.isMeantBy(name)) {
            return object(name);
        } else if (!name.equals(FileOpener.STANDARD_INPUT)) {
            return workingDirectory.resolve(name);
        }
        return Path.of(FileOpener.STANDARD_INPUT);
    }

    private Path object(String name) {
        boolean isSecret = SECRET.matcher(name).matches();
        Optional<Location.S3> found = isSecret ? Optional.empty() : Location.S3.parse(name, store);
        if (found.isEmpty() || found.get().prefix().isEmpty() || name.endsWith("/")) {
            problem("has %s, which has to be like s3://bucket/in/orders.csv or s3://bucket/in/*.csv."
                    .formatted(isSecret ? "an address with keys or a signature, not shown here" : name));
            return Path.of(FileOpener.STANDARD_INPUT);
        }
        var bucket = new Location.S3(found.get().bucket(), "", store);
        return new S3FileSystem(bucket).root().resolve(found.get().prefix());
    }

    private void problem(String message) {
        section.problem("files", message);
    }
}
