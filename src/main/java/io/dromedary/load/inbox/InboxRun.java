package io.dromedary.load.inbox;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.load.LoadReport;
import io.dromedary.load.LoadRequest;
import io.dromedary.load.inbox.Arrivals.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that were whole in an inbox at one moment, loaded one after another, each moved when it is dealt with.
 * A failure that is not the file's ends the work: the file and those behind it stay, so that their order is kept.
 * For one thread, but for {@link #stop}.
 */
public final class InboxRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InboxRun.class);
    /** What servers say of rows: data, constraints, check options, what triggers raise, keys that are too long. */
    private static final List<String> ROW_STATES = List.of("22", "23", "44", "P0001", "54000");

    private final Inbox inbox;
    private final LoadRequest job;
    private final @Nullable Turn turn;
    private final Map<Path, Version> files;
    private final List<LoadReport> loaded = new ArrayList<>();
    private final List<DromedaryException> failures = new ArrayList<>();
    private volatile boolean isEnded;

    InboxRun(Inbox inbox, LoadRequest job, @Nullable Turn turn, Map<Path, Version> files) {
        this.inbox = inbox;
        this.job = job;
        this.turn = turn;
        this.files = files;
    }

    /** The files, in their order. */
    public List<ArrivedFile> files() {
        return files.keySet().stream().map(file -> new ArrivedFile(this, file)).toList();
    }

    /** Lets no further file begin. */
    public void stop() {
        isEnded = true;
    }

    /** A file that has grown since it was looked at would be loaded in part, and then once more. */
    boolean isNext(Path file) {
        try {
            return !isEnded && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !hasChanged(file);
        } catch (IOException e) {
            LOG.info("{} was taken away before its turn", file);
            return false;
        }
    }

    private boolean hasChanged(Path file) throws IOException {
        return !Arrivals.version(file).equals(files.get(file));
    }

    LoadRequest request(Path file) {
        return job.ofArrived(file, inbox.rejectDirectory());
    }

    /** A file is loaded, or was before. */
    public void loaded(Path file, LoadReport report) {
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS) || hasChanged(file)) {
                LOG.info("{} is loaded, but taken away, or another has taken its place, which is not loaded yet", file);
                loaded.add(report);
                return;
            }
            Path target = report.findLoadedBefore().isEmpty()
                    ? inbox.departures().done(file)
                    : inbox.departures().done(file, alreadyLoaded(report));
            loaded.add(moved(report, target));
        } catch (IOException e) {
            end(inbox.failure(e));
        }
    }

    private static String alreadyLoaded(LoadReport report) {
        String text = "already loaded into %s on %s: the same content with the same settings. Nothing of it was loaded"
                + " again.";
        String note = text.formatted(report.table(), report.findLoadedBefore().orElseThrow());
        LOG.info("{}: {}", report.file(), note);
        return note;
    }

    /** Rejected records have gone where the file has, unless the job says where. */
    private LoadReport moved(LoadReport report, Path target) {
        Path rejects = report.findRejects()
                .filter(path -> Objects.equals(path.getParent(), inbox.rejectDirectory()))
                .map(path -> Departures.beside(target, Departures.REJECTS.get(0)))
                .orElse(report.findRejects().orElse(null));
        return new LoadReport(
                target.toString(),
                report.table(),
                report.rows(),
                report.rejected(),
                report.bytes(),
                report.seconds(),
                rejects,
                report.findLoadedBefore().orElse(null));
    }

    /** A file is not loaded. */
    public void failed(Path file, Throwable cause) {
        DromedaryException failure = cause instanceof DromedaryException known
                ? known
                : DromedaryException.permanent(FailureCategory.BUG, String.valueOf(cause), cause);
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                LOG.info("{} was taken away while it was to be loaded", file);
            } else if (hasChanged(file)) {
                LOG.info("{} is still being written; it stays until it is whole", file);
            } else if (!isOfFile(failure)) {
                end(failure);
            } else {
                LOG.error("{} failed with error: {}", file, failure.getMessage());
                failures.add(failure);
                inbox.departures().failed(file, failure.getMessage() + cure());
            }
        } catch (IOException e) {
            end(inbox.failure(e));
        }
    }

    private String cure() {
        return System.lineSeparator()
                + "When the cause is removed, put the file into %s again.".formatted(inbox.directory());
    }

    /** Otherwise it is the database, the disk or the end of the process, which the next file would find too. */
    private static boolean isOfFile(DromedaryException failure) {
        boolean isServers = failure.getCause() instanceof SQLException;
        return !failure.isRetryable()
                && switch (failure.category()) {
                    case DATA, BUG -> true;
                    // A password or a privilege, or else a file that does not fit or cannot be read.
                    case CONFIGURATION, SOURCE -> !isServers;
                    // Such as a trigger that refuses a row, or else a disk, or a commit that was not answered.
                    case DESTINATION -> failure.getCause() instanceof SQLException e && isOfRow(e);
                    case CANCELLED -> false;
                };
    }

    private static boolean isOfRow(SQLException e) {
        return ROW_STATES.stream().anyMatch(Objects.requireNonNullElse(e.getSQLState(), "")::startsWith);
    }

    private void end(DromedaryException failure) {
        isEnded = true;
        failures.add(failure);
        inbox.pause();
        LOG.warn("{}: its files stay, to be tried again: {}", inbox.directory(), failure.getMessage());
    }

    /** What became of the files. */
    public InboxReport report() {
        return new InboxReport(inbox.directory(), loaded, failures, turn == null);
    }

    /** Lets others take files. */
    @Override
    public void close() throws IOException {
        if (turn != null) {
            turn.close();
        }
    }
}
