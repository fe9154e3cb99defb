package io.dromedary.load;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.settings.Schedule;
import io.dromedary.table.TableId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An import, read and checked: all that can be known without opening a file or asking the database. Immutable.
 *
 * @param jobId a UUID, the same for all files of a job
 * @param name the job's name
 * @param database where the table is
 * @param table where the rows go
 * @param files what is loaded, one after another; empty with an inbox
 * @param settings how
 * @param schedule when a server runs it by itself; null: never
 * @param inbox the name of the folder whose files are loaded as they arrive; null: files are given
 */
public record LoadRequest(
        String jobId,
        String name,
        ConnectionSettings database,
        TableId table,
        List<Path> files,
        LoadSettings settings,
        @Nullable Schedule schedule,
        @Nullable String inbox) {
    public LoadRequest {
        files = List.copyOf(files);
    }

    /** A job that has no number yet, for files that are given. */
    public LoadRequest(
            String name,
            ConnectionSettings database,
            TableId table,
            List<Path> files,
            LoadSettings settings,
            @Nullable Schedule schedule) {
        this(UUID.randomUUID().toString(), name, database, table, files, settings, schedule, null);
    }

    /** Of the job alone: Camel asks for it, and to link the hashes of all settings takes a while. */
    @Override
    public int hashCode() {
        return jobId.hashCode();
    }

    /**
     * The same for each file by itself, with patterns replaced by the files that fit them now.
     *
     * @throws DromedaryException {@code CONFIGURATION}, if none fits, or if each would replace the one before, which is
     *     wanted only of what arrives in an inbox
     */
    public List<LoadRequest> perFile() {
        return expanded().stream().map(file -> of(List.of(file))).toList();
    }

    /** The files, with patterns replaced. */
    List<Path> expanded() {
        List<Path> all = FilePattern.expand(files);
        if (settings.mode() == Mode.REPLACE && all.size() > 1 && inbox == null) {
            String message = "%s: mode is replace, and %d files fit, from %s to %s: each would replace the one before."
                    + " Name one file; or use mode append after a file with mode replace";
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION,
                    message.formatted(table, all.size(), all.get(0), all.get(all.size() - 1)));
        }
        return all;
    }

    /** The same for other files. */
    public LoadRequest of(List<Path> others) {
        return new LoadRequest(jobId, name, database, table, others, settings, schedule, inbox);
    }

    /** A job for a file of its inbox; rejected records are set aside there, unless the job says where. */
    public LoadRequest ofArrived(Path file, Path rejects) {
        return new LoadRequest(
                UUID.randomUUID().toString(),
                name,
                database,
                table,
                List.of(file),
                settings.withRejectDirectory(settings.findRejectDirectory().orElse(rejects)),
                schedule,
                inbox);
    }

    /** Whether its files can be read again after a failure; standard input cannot. */
    public boolean isRepeatable() {
        return files.stream().noneMatch(file -> file.toString().equals(FileOpener.STANDARD_INPUT));
    }

    /** The name of the folder whose files are loaded as they arrive. */
    public Optional<String> findInbox() {
        return Optional.ofNullable(inbox);
    }

    /** When a server runs it by itself. */
    public Optional<Schedule> findSchedule() {
        return Optional.ofNullable(schedule);
    }
}
