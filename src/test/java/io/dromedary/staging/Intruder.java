package io.dromedary.staging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The file system of this machine, and somebody who adds a run right before the first directory is replaced. */
final class Intruder implements FileOperations {
    private final FileOperations files;
    private final Path location;
    boolean wasThere;

    Intruder(FileOperations files, Path location) {
        this.files = files;
        this.location = location;
    }

    @Override
    public boolean exchange(Path from, Path to) throws IOException {
        if (!wasThere) {
            wasThere = true;
            // The same thread has the lock already, so it does not wait: as if locks did not count.
            Runs.append(location, "intruder", files);
        }
        return files.exchange(from, to);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        files.rename(from, to);
    }

    @Override
    public void link(Path file, Path name) throws IOException {
        files.link(file, name);
    }

    @Override
    public void sync(Path directory) throws IOException {
        files.sync(directory);
    }

    @Override
    public void write(Path file, List<String> lines) throws IOException {
        files.write(file, lines);
    }

    @Override
    public void delete(Path path) throws IOException {
        files.delete(path);
    }
}
