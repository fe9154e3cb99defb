package io.dromedary.load;

import io.dromedary.dialect.BatchEncoder;
import io.dromedary.dialect.EncodedBatch;
import io.dromedary.dialect.LoadedFile;
import io.dromedary.dialect.TargetDatabase;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.FieldBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Moves the records of one file into a table: threads that read, encode and write, as many as there are processors. */
final class LoadWork {
    private static final int WORKERS_MAX = 8;
    private static final int STOP_SECONDS = 5;

    private final String file;
    private final TargetDatabase database;
    private final Landing landing;
    private final LoadListener listener;
    private final Cancellation cancellation;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    LoadWork(String file, TargetDatabase database, Landing landing, LoadListener listener, Cancellation cancellation) {
        this.file = file;
        this.database = database;
        this.landing = landing;
        this.listener = listener;
        this.cancellation = cancellation;
    }

    /**
     * Loads all records.
     *
     * @param account of so many rows, made when all are written
     * @return how many rows are loaded; nothing if the same file was meanwhile
     */
    OptionalLong run(RecordReader reader, Rejections rejections, LongFunction<LoadedFile> account) {
        int workers = Math.max(1, Math.min(WORKERS_MAX, Runtime.getRuntime().availableProcessors()));
        ExecutorService threads = Executors.newFixedThreadPool(workers, task -> {
            var thread = new Thread(task, "load");
            thread.setDaemon(true);
            return thread;
        });
        try (var writers = new WriterPool(database, landing, rejections)) {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                all.add(CompletableFuture.runAsync(() -> work(reader, writers, rejections), threads));
            }
            await(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)), writers);
            throwFailure();
            listener.progressed(file, reader.bytesRead(), writers.flush());
            rejections.checkPercent();
            return writers.complete(account);
        } finally {
            threads.shutdownNow();
        }
    }

    /** After a stop, not for long: who reads standard input may never hear of it. */
    private void await(CompletableFuture<Void> all, WriterPool writers) {
        Cancellation.Registration stopping = cancellation.onRequest(() -> stop(writers, Cancellation.of(file)));
        try {
            CompletableFuture.anyOf(all, cancellation.requested()).join();
        } finally {
            stopping.close();
        }
        if (cancellation.isRequested()) {
            all.completeOnTimeout(null, STOP_SECONDS, TimeUnit.SECONDS).join();
            cancellation.check(file);
        }
    }

    private void throwFailure() {
        Throwable failed = failure.get();
        if (failed instanceof OutOfMemoryError) {
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION,
                    "%s: the heap of %d MB is too small for it. Give more, such as DROMEDARY_HEAP=512m"
                            .formatted(file, Runtime.getRuntime().maxMemory() >> 20),
                    failed);
        } else if (failed instanceof Error error) {
            throw error;
        } else if (failed instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void work(RecordReader reader, WriterPool writers, Rejections rejections) {
        try {
            BatchEncoder encoder = database.encoder(landing.plan());
            var batch = new FieldBatch();
            var encoded = new EncodedBatch();
            while (failure.get() == null && reader.next(batch)) {
                encoder.encode(batch, encoded);
                rejections.checkEncoded(batch, encoded);
                long written = writers.write(batch, encoded);
                listener.progressed(file, reader.bytesRead(), written);
            }
        } catch (InterruptedException e) {
            stop(writers, Cancellation.of(file));
        } catch (RuntimeException | Error e) {
            stop(writers, e);
        }
    }

    /** A thread that was only stopped by another may be the first to say so. */
    private void stop(WriterPool writers, Throwable e) {
        failure.updateAndGet(known -> known == null || isCancelled(known) ? e : known);
        writers.stop();
    }

    private static boolean isCancelled(Throwable e) {
        return e instanceof DromedaryException known && known.category() == FailureCategory.CANCELLED;
    }
}
