package io.dromedary.camel;

import io.dromedary.export.ExportRequest;
import java.nio.file.Path;
import java.util.function.Function;

/** Reads job files, for routes and schedule. */
public final class JobFiles {
    private final Function<Path, ExportRequest> reader;

    JobFiles(Function<Path, ExportRequest> reader) {
        this.reader = reader;
    }

    /**
     * What a job file asks for.
     *
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION}, with every problem of the file
     */
    public ExportRequest read(String file) {
        return reader.apply(Path.of(file));
    }
}
