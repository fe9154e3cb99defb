package io.dromedary.staging;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;

/**
 * What publishing does to the file system: each call is one step that happens or does not. Between any two of them the
 * process may die.
 */
interface FileOperations {
    /**
     * Renames a directory, if nothing has the new name.
     *
     * @throws FileAlreadyExistsException if something has the new name
     */
    void rename(Path from, Path to) throws IOException;

    /**
     * Swaps the names of two directories; there is no moment when one of them is missing.
     *
     * @return false where the system or the file system does not have this; then nothing was done
     */
    boolean exchange(Path from, Path to) throws IOException;

    /** Gives a file a second name; where the file system cannot do that, the new name is of a copy that is on disk. */
    void link(Path file, Path name) throws IOException;

    /** Makes the names in a directory durable. */
    void sync(Path directory) throws IOException;

    /** Writes a new file; durable when it returns, if its directory is synced too. */
    void write(Path file, List<String> lines) throws IOException;

    /** Deletes a file, or a directory and all in it; links are not followed. Nothing to delete is no failure. */
    void delete(Path path) throws IOException;
}
