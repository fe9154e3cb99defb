package io.dromedary.staging;

import java.io.OutputStream;
import java.nio.file.Path;

/** Stub: the real one is being written. */
public final class StagedFileWriter extends OutputStream {
    @Override
    public void write(int b) {}

    public StagedFile seal() {
        return new StagedFile(Path.of("stub"), 0, "");
    }

    @Override
    public void close() {}
}
