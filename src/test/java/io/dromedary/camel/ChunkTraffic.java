package io.dromedary.camel;

import io.dromedary.export.Chunk;
import io.dromedary.export.ChunkFile;
import io.dromedary.export.ChunkResult;
import io.dromedary.staging.StagedFile;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Takes the place of the chunk exporter: writes nothing, and notes how many chunks it has at once. */
public final class ChunkTraffic {
    private final int microsMax;
    private final Map<Object, AtomicInteger> now = new ConcurrentHashMap<>();
    private final Map<Object, AtomicInteger> most = new ConcurrentHashMap<>();

    ChunkTraffic(int microsMax) {
        this.microsMax = microsMax;
    }

    /** Called by the route. */
    public ChunkResult export(Chunk chunk) {
        Object table = chunk.jobId() + chunk.table();
        enter(chunk.jobId());
        enter(table);
        if (microsMax > 0) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(microsMax) * 1000L);
        }
        count(now, table).decrementAndGet();
        count(now, chunk.jobId()).decrementAndGet();
        return new ChunkResult(chunk, List.of(new ChunkFile(new StagedFile("none", 1, ""), 1)), 0);
    }

    private void enter(Object key) {
        count(most, key).accumulateAndGet(count(now, key).incrementAndGet(), Math::max);
    }

    private static AtomicInteger count(Map<Object, AtomicInteger> counts, Object key) {
        return counts.computeIfAbsent(key, k -> new AtomicInteger());
    }

    /** The most chunks of a job at once. */
    int mostOfJob(String jobId) {
        return count(most, jobId).get();
    }

    /** The most chunks of one table of a job at once. */
    int mostOfTable(String jobId) {
        return most.entrySet().stream()
                .filter(entry -> entry.getKey().toString().startsWith(jobId)
                        && !entry.getKey().equals(jobId))
                .mapToInt(entry -> entry.getValue().get())
                .max()
                .orElse(0);
    }
}
