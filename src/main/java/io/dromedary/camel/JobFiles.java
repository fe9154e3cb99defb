package io.dromedary.camel;

import java.nio.file.Path;
import java.util.function.Function;

/** Reads job files, for routes and schedule. */
public final class JobFiles {
    private final Function<Path, Job> reader;

    JobFiles(Function<Path, Job> reader) {
        this.reader = reader;
    }

    /**
     * What a job file asks for.
     *
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION}, with every problem of the file
     */
    public Job read(String file) {
        return reader.apply(Path.of(file));
    }
}
