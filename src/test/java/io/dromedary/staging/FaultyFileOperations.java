package io.dromedary.staging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The file system of this machine, with one step that goes wrong. Thread-safe. */
final class FaultyFileOperations implements FileOperations {
    private static final FileOperations LOCAL = LocalFileOperations.INSTANCE;

    /** What goes wrong with the step. */
    enum Fault {
        /** Nothing happens, and the file system says so. */
        FAILURE,
        /** So it is with this step and all that follow. */
        FAILURE_FROM_THERE,
        /** The process ends instead of the step. */
        CRASH_BEFORE,
        /** The process ends right after the step. */
        CRASH_AFTER
    }

    /** The end of the process: nobody catches it, so nothing is tidied up. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private interface Step {
        /** Whether it was done. */
        boolean run() throws IOException;
    }

    private final AtomicInteger stepsLeft;
    private final Fault fault;
    private final boolean canExchange;

    /**
     * Fails once.
     *
     * @param step the number of the step that goes wrong, counted from one; more than there are: none
     * @param canExchange false: as where two names cannot be swapped
     */
    FaultyFileOperations(int step, Fault fault, boolean canExchange) {
        this.stepsLeft = new AtomicInteger(step);
        this.fault = fault;
        this.canExchange = canExchange;
    }

    /** Never fails. */
    static FileOperations sound(boolean canExchange) {
        return new FaultyFileOperations(Integer.MAX_VALUE, Fault.FAILURE, canExchange);
    }

    /** Whether the step that goes wrong was reached. */
    boolean wentWrong() {
        return stepsLeft.get() <= 0;
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step(() -> {
            LOCAL.rename(from, to);
            return true;
        });
    }

    @Override
    public boolean exchange(Path from, Path to) throws IOException {
        return canExchange && step(() -> LOCAL.exchange(from, to));
    }

    @Override
    public void link(Path file, Path name) throws IOException {
        step(() -> {
            LOCAL.link(file, name);
            return true;
        });
    }

    @Override
    public void sync(Path directory) throws IOException {
        step(() -> {
            LOCAL.sync(directory);
            return true;
        });
    }

    @Override
    public void write(Path file, List<String> lines) throws IOException {
        step(() -> {
            LOCAL.write(file, lines);
            return true;
        });
    }

    @Override
    public void delete(Path path) throws IOException {
        step(() -> {
            LOCAL.delete(path);
            return true;
        });
    }

    private boolean step(Step step) throws IOException {
        int left = stepsLeft.decrementAndGet();
        if (left > 0 || (left < 0 && fault != Fault.FAILURE_FROM_THERE)) {
            return step.run();
        } else if (fault == Fault.FAILURE || fault == Fault.FAILURE_FROM_THERE) {
            throw new IOException("Input/output error");
        } else if (fault == Fault.CRASH_AFTER) {
            step.run();
        }
        throw new Crash();
    }
}
