package io.dromedary.staging;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Turns what a file system says into what a user can act on. */
final class FileFailure {
    private FileFailure() {}

    /** The failure to write somewhere. */
    static DromedaryException of(Path path, IOException e) {
        return DromedaryException.permanent(FailureCategory.DESTINATION, explanation(path, e), e);
    }

    private static String explanation(Path path, IOException e) {
        String reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (e instanceof FileAlreadyExistsException || reason.contains("not a directory")) {
            for (Path part = path; part != null; part = part.getParent()) {
                if (Files.exists(part) && !Files.isDirectory(part)) {
                    return "%s is a file; export_settings.location has to be a directory.".formatted(part);
                }
            }
        }
        if (reason.contains("no space left")) {
            return "%s: no space left%s; free some or choose another location, then run the export again."
                    .formatted(path, freeBytes(path));
        } else if (reason.contains("read-only")) {
            return "%s: the file system is read-only; choose another location.".formatted(path);
        } else if (e instanceof AccessDeniedException || reason.matches("(?s).*(permission denied|not permitted).*")) {
            return "%s may not be written to by this user; grant it or choose another location.".formatted(path);
        } else if (reason.contains("file name too long")) {
            return "%s: the name is too long for this file system.".formatted(path);
        }
        return "%s cannot be written: %s".formatted(path, e);
    }

    private static String freeBytes(Path path) {
        for (Path part = path; part != null; part = part.getParent()) {
            if (Files.exists(part)) {
                try {
                    FileStore store = Files.getFileStore(part);
                    return " (%,d of %,d bytes are free)".formatted(store.getUsableSpace(), store.getTotalSpace());
                } catch (IOException e) {
                    return "";
                }
            }
        }
        return "";
    }
}
