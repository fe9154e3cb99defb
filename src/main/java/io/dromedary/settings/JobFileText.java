package io.dromedary.settings;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the text of job files, of any kind of job. */
public final class JobFileText {
    private static final int FILE_BYTES_MAX = 1 << 20;

    private JobFileText() {}

    /**
     * The text of a job file.
     *
     * @throws DromedaryException {@code CONFIGURATION} if it is not there, too large, or no text
     */
    public static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(FILE_BYTES_MAX + 1);
            if (bytes.length > FILE_BYTES_MAX) {
                String message = "Job file %s is larger than %,d bytes; split it into several jobs.";
                throw DromedaryException.permanent(
                        FailureCategory.CONFIGURATION, message.formatted(file, FILE_BYTES_MAX));
            }
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return text.toString();
        } catch (NoSuchFileException e) {
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION, "Job file %s does not exist.".formatted(file), e);
        } catch (IOException e) {
            String message = "Job file %s cannot be read as UTF-8 text: %s";
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION, message.formatted(file, e.getMessage()), e);
        }
    }
}
