package io.dromedary.load.inbox;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.load.LoadRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder whose files are loaded into one table, each once. Thread-safe. */
public final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final String REJECTED = ".rejected";

    private final Path directory;
    private final Duration minAge;
    private final Duration pause;
    private final Arrivals arrivals;
    private final Departures departures;
    private volatile long pausedSince;
    private volatile boolean isPaused;

    /**
     * For a directory, which is made when it is needed.
     *
     * @param minAge how long a file must not have changed
     * @param pause for how long no file is taken after a failure that is not the file's
     */
    public Inbox(Path directory, Duration minAge, Duration pause) {
        this.directory = directory;
        this.minAge = minAge;
        this.pause = pause;
        this.arrivals = new Arrivals(directory, minAge);
        this.departures = new Departures(directory, directory.resolve(REJECTED), Clock.systemUTC());
    }

    /** The files that lie in it now, whole or not, the oldest first. */
    public List<Path> present() {
        try {
            return arrivals.look();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Whether a look now would find something to load; never while the inbox rests. */
    public boolean isReady() {
        if (isPaused && System.nanoTime() - pausedSince < pause.toNanos()) {
            return false;
        }
        try {
            Files.createDirectories(directory);
            if (arrivals.whole().isEmpty()) {
                return false;
            }
            // Mostly somebody who is loading has it.
            Optional<Turn> turn = Turn.find(directory);
            if (turn.isPresent()) {
                turn.get().close();
            }
            return turn.isPresent();
        } catch (IOException e) {
            pause();
            LOG.error("{}", failure(e).getMessage());
            return false;
        }
    }

    /** How long it takes until it is known whether files are whole that nobody has looked at yet. */
    public Duration patience() {
        try {
            return arrivals.look().isEmpty() || !arrivals.whole().isEmpty() ? Duration.ZERO : minAge;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Begins to load what is whole; nothing, if somebody else has begun.
     *
     * @param request of the job, without files
     */
    public InboxRun open(LoadRequest request) {
        try {
            Files.createDirectories(directory.resolve(REJECTED));
            Optional<Turn> turn = Turn.find(directory);
            isPaused = false;
            return new InboxRun(this, request, turn.orElse(null), turn.isEmpty() ? Map.of() : whole(turn.get()));
        } catch (IOException e) {
            pause();
            throw failure(e);
        }
    }

    /** The turn is over if they cannot be told. */
    private Map<Path, Arrivals.Version> whole(Turn turn) throws IOException {
        boolean isKnown = false;
        try {
            Map<Path, Arrivals.Version> whole = arrivals.whole();
            isKnown = true;
            return whole;
        } finally {
            if (!isKnown) {
                turn.close();
            }
        }
    }

    /** Takes no file for a while. */
    void pause() {
        pausedSince = System.nanoTime();
        isPaused = true;
    }

    Path directory() {
        return directory;
    }

    /** Where a load sets rejected records aside, until it is known where its file goes. */
    Path rejectDirectory() {
        return directory.resolve(REJECTED);
    }

    Departures departures() {
        return departures;
    }

    DromedaryException failure(IOException e) {
        return DromedaryException.permanent(
                FailureCategory.DESTINATION,
                "%s: files cannot be looked for or moved: %s. See to it that this user may write there"
                        .formatted(directory, e),
                e);
    }
}
