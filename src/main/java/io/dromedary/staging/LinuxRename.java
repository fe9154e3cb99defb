package io.dromedary.staging;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Linux system call renameat2, which renames without replacing and swaps two names in one step. */
final class LinuxRename {
    private static final Logger LOG = LoggerFactory.getLogger(LinuxRename.class);
    private static final int AT_FDCWD = -100;
    private static final int NO_REPLACE = 1;
    private static final int EXCHANGE = 2;
    private static final int ENOENT = 2;
    private static final int EEXIST = 17;
    private static final int EINVAL = 22;
    private static final int ENOSYS = 38;
    private static final int ENOTSUP = 95;
    private static final boolean AVAILABLE = load();

    private LinuxRename() {}

    /**
     * Renames, if nothing has the new name.
     *
     * @return false where the system or the file system does not have this call; then nothing was done
     * @throws FileAlreadyExistsException if something has the new name
     */
    static boolean withoutReplacing(Path from, Path to) throws IOException {
        return call(from, to, NO_REPLACE);
    }

    /**
     * Swaps the names of two directories; there is no moment when one of them is missing.
     *
     * @return false where the system or the file system does not have this call; then nothing was done
     */
    static boolean exchange(Path from, Path to) throws IOException {
        return call(from, to, EXCHANGE);
    }

    private static boolean call(Path from, Path to, int flags) throws IOException {
        if (!AVAILABLE) {
            return false;
        }
        try {
            renameat2(AT_FDCWD, from.toString(), AT_FDCWD, to.toString(), flags);
            return true;
        } catch (LastErrorException e) {
            return switch (e.getErrorCode()) {
                case ENOSYS, EINVAL, ENOTSUP -> false;
                case ENOENT ->
                    throw new NoSuchFileException(from.toString(), to.toString(), "No such file or directory");
                case EEXIST -> throw new FileAlreadyExistsException(to.toString());
                default -> throw new IOException("rename of %s to %s: %s".formatted(from, to, e.getMessage()), e);
            };
        }
    }

    private static boolean load() {
        try {
            var options = Map.of(Library.OPTION_STRING_ENCODING, "UTF-8");
            Native.register(LinuxRename.class, NativeLibrary.getInstance("c", options));
            return System.getProperty("os.name", "").startsWith("Linux");
        } catch (LinkageError e) {
            LOG.debug("renameat2 is not available: {}", e.toString());
            return false;
        }
    }

    private static native int renameat2(int fromDirectory, String from, int toDirectory, String to, int flags)
            throws LastErrorException;
}
