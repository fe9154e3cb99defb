package io.dromedary.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Names a process so that others on the same machine can tell whether it still runs: the start of the kernel, the
 * namespace that its number counts in, the number, and when it began. Containers have namespaces of their own, so that
 * nobody takes another's process for one of his.
 *
 * @param kernel start and namespace; empty where these cannot be read, and then nothing is known
 * @param pid its number
 * @param started when, in milliseconds of the epoch
 */
public record ProcessIdentity(String kernel, long pid, long started) {
    /** This process. */
    public static final ProcessIdentity OWN = own();

    private static ProcessIdentity own() {
        ProcessHandle process = ProcessHandle.current();
        return new ProcessIdentity(kernelHere(), process.pid(), start(process));
    }

    private static String kernelHere() {
        try {
            String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"), StandardCharsets.US_ASCII);
            return boot.strip() + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static long start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Whether it runs; empty if that cannot be known from here. */
    public Optional<Boolean> findAlive() {
        if (kernel.isEmpty() || !kernel.equals(OWN.kernel)) {
            return Optional.empty();
        }
        return Optional.of(ProcessHandle.of(pid)
                .filter(process -> start(process) == started)
                .isPresent());
    }
}
