package io.dromedary.load;

import io.dromedary.dialect.EncodedBatch;
import io.dromedary.dialect.RefusedRowException;
import io.dromedary.dialect.Rejection;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.FieldBatch;
import io.dromedary.table.RecordPlaces;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** What becomes of the records of a file that its table does not take. Thread-safe. */
final class Rejections {
    /** Before so many records, no percentage is believed. */
    private static final long RECORDS_MIN = 10_000;

    private static final String CURE =
            ". Nothing of it was loaded; correct the record, or set such records aside with on_error: reject";

    private final String file;
    private final LoadSettings settings;
    private final RejectFile target;
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong records = new AtomicLong();

    Rejections(String file, LoadSettings settings, RejectFile target) {
        this.file = file;
        this.settings = settings;
        this.target = target;
    }

    /** Forgets them: nothing of the file is loaded, so what was set aside would be no use. */
    void discard() {
        target.discard();
    }

    /** So many were rejected. */
    long count() {
        return target.count();
    }

    /** The same, once all of them are sure to be kept. */
    long finish() {
        target.force();
        return target.count();
    }

    /**
     * Looks at a batch before it is written.
     *
     * @throws DromedaryException {@code DATA}, for the first rejected record if none may be
     */
    void checkEncoded(FieldBatch batch, EncodedBatch encoded) {
        if (settings.onError() == OnError.FAIL && !encoded.rejections().isEmpty()) {
            throw failure(batch.places(), encoded.rejections().get(0));
        }
    }

    /** Why nothing is loaded: the database refuses a row of some batches. */
    DromedaryException failure(List<RecordPlaces> batches, RefusedRowException e) {
        if (e.rejection().row() >= 0) {
            return failure(batches.get(e.batch()), e.rejection());
        }
        LongSummaryStatistics lines = batches.stream()
                .flatMapToLong(places -> LongStream.of(places.firstLine(), places.lastLine()))
                .summaryStatistics();
        return failure("%s: a record in lines %d to %d: %s (%s)%s"
                .formatted(
                        place(batches.get(0)),
                        lines.getMin(),
                        lines.getMax(),
                        e.rejection().message(),
                        e.rejection().sqlState(),
                        cure()));
    }

    private DromedaryException failure(RecordPlaces batch, Rejection rejection) {
        String column = rejection.column().isEmpty() ? "" : ", column \"%s\"".formatted(rejection.column());
        return failure("%s: line %d%s: %s (%s)%s"
                .formatted(
                        place(batch),
                        batch.line(rejection.row()),
                        column,
                        rejection.message(),
                        rejection.sqlState(),
                        cure()));
    }

    private String cure() {
        return isWhole()
                ? CURE
                : ". What was loaded before stays; set such records aside with on_error: reject and load the file"
                        + " again, which goes on from there";
    }

    private boolean isWhole() {
        return settings.atomic() == Atomic.FILE;
    }

    private String place(RecordPlaces batch) {
        return batch.part().isEmpty() ? file : "%s: %s".formatted(file, batch.part());
    }

    private static DromedaryException failure(String message) {
        return DromedaryException.permanent(FailureCategory.DATA, message);
    }

    /**
     * Sets the rejected records of a batch aside.
     *
     * @throws DromedaryException {@code DATA}, when a limit is passed
     */
    void add(FieldBatch batch, EncodedBatch encoded) {
        records.addAndGet(batch.rowCount());
        encoded.rejections().sort(Comparator.comparingInt(Rejection::row));
        for (Rejection rejection : encoded.rejections()) {
            target.add(batch, rejection);
            rejected.incrementAndGet();
            if (target.count() > settings.rejectLimit()) {
                throw tooMany("more than %,d records".formatted(settings.rejectLimit()));
            }
        }
        target.flush();
        if (records.get() >= RECORDS_MIN) {
            checkPercent();
        }
    }

    /** Looks at the percentage at the end, where it counts for short files too. */
    void checkPercent() {
        if (rejected.get() * 100.0 > settings.rejectPercent() * records.get()) {
            throw tooMany("more than %s %% of the records".formatted(settings.rejectPercent()));
        }
    }

    private DromedaryException tooMany(String what) {
        String where = target.findRecords()
                .map(" Those up to here and their reasons are in %s and beside it."::formatted)
                .orElse("");
        String end = isWhole() ? "so nothing of it was loaded" : "so the load has ended; what was loaded before stays";
        return failure("%s: %s were rejected, %s.%s".formatted(file, what, end, where));
    }
}
