package io.dromedary.load;

import io.dromedary.dialect.ConnectionSettings;
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
 * @param files what is loaded, one after another
 * @param settings how
 * @param schedule when a server runs it by itself; null: never
 */
public record LoadRequest(
        String jobId,
        String name,
        ConnectionSettings database,
        TableId table,
        List<Path> files,
        LoadSettings settings,
        @Nullable Schedule schedule) {
    public LoadRequest {
        files = List.copyOf(files);
    }

    /** A job that has no number yet. */
    public LoadRequest(
            String name,
            ConnectionSettings database,
            TableId table,
            List<Path> files,
            LoadSettings settings,
            @Nullable Schedule schedule) {
        this(UUID.randomUUID().toString(), name, database, table, files, settings, schedule);
    }

    /**
     * The same for each file by itself, with patterns replaced by the files that fit them now.
     *
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION}, if none fits
     */
    public List<LoadRequest> perFile() {
        return FilePattern.expand(files).stream()
                .map(file -> new LoadRequest(jobId, name, database, table, List.of(file), settings, schedule))
                .toList();
    }

    /** Whether its files can be read again after a failure; standard input cannot. */
    public boolean isRepeatable() {
        return files.stream().noneMatch(file -> file.toString().equals(FileOpener.STANDARD_INPUT));
    }

    /** When a server runs it by itself. */
    public Optional<Schedule> findSchedule() {
        return Optional.ofNullable(schedule);
    }
}
