package io.dromedary.staging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Writes one file, digesting the bytes on their way. Only {@link #seal} makes it a file; closed without, nothing is
 * left. Not buffered: meant for large writes. A failure to write is a {@code DESTINATION} failure that says what to do.
 * For one thread.
 */
public abstract class StagedFileWriter extends OutputStream {

    /** Starts a file that is no part of a staging area; one of the same name is replaced when it is sealed. */
    public static StagedFileWriter to(Path path) throws IOException {
        return new LocalFileWriter(path, String.valueOf(path.getFileName()));
    }

    @Override
    public final void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public abstract void write(byte[] buffer, int offset, int length);

    /** Makes the file whole: what was written is where it belongs, and stays there. */
    public abstract StagedFile seal();
}
