package io.dromedary.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** CPU time and memory of processes, as Linux counts them in {@code /proc}. */
final class ProcessTimes {
    /** Linux reports in hundredths of a second on every machine that PostgreSQL is tested on. */
    private static final double TICKS_PER_SECOND = 100;

    /** Fields after the command's closing parenthesis, counted from zero: see proc(5), where they are 14 to 17. */
    private static final int USER = 11;

    private static final int CHILDREN_USER = 13;

    private ProcessTimes() {}

    /** Seconds of CPU of a living process, all its threads included; 0 if it has ended. */
    static double cpuSeconds(long pid) {
        return sumOfTwo(pid, USER);
    }

    /** Seconds of CPU of the children of a process that have ended and were waited for. */
    static double endedChildrenCpuSeconds(long pid) {
        return sumOfTwo(pid, CHILDREN_USER);
    }

    /** Seconds of CPU of all children of a process, living and ended. */
    static double childrenCpuSeconds(long pid) {
        while (true) {
            List<Long> before = children(pid);
            double ended = endedChildrenCpuSeconds(pid);
            double living =
                    before.stream().mapToDouble(ProcessTimes::cpuSeconds).sum();
            // A child that has ended between the two sums would be counted twice or not at all.
            if (ended == endedChildrenCpuSeconds(pid) && before.equals(children(pid))) {
                return ended + living;
            }
        }
    }

    /** The most memory a living process has had resident so far; 0 if it has ended. */
    static long peakResidentBytes(long pid) {
        return read(pid, "status")
                .lines()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }

    private static List<Long> children(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .sorted()
                .toList();
    }

    private static double sumOfTwo(long pid, int first) {
        String stat = read(pid, "stat");
        if (stat.isEmpty()) {
            return 0;
        }
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        return (Long.parseLong(fields.get(first)) + Long.parseLong(fields.get(first + 1))) / TICKS_PER_SECOND;
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            // A process that ends while it is read says ESRCH.
            return "";
        }
    }
}
