package io.dromedary.load;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.settings.Schedule;
import io.dromedary.table.TableId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An import, read and checked: all that can be known without opening a file or asking the database. Immutable.
 *
 * @param name the job's name
 * @param database where the table is
 * @param table where the rows go
 * @param files what is loaded, one after another
 * @param settings how
 * @param schedule when a server runs it by itself; null: never
 */
public record LoadRequest(
        String name,
        ConnectionSettings database,
        TableId table,
        List<Path> files,
        LoadSettings settings,
        @Nullable Schedule schedule) {
    public LoadRequest {
        files = List.copyOf(files);
    }

    /** The same for each file by itself. */
    public List<LoadRequest> perFile() {
        return files.stream()
                .map(file -> new LoadRequest(name, database, table, List.of(file), settings, schedule))
                .toList();
    }

    /** When a server runs it by itself. */
    public Optional<Schedule> findSchedule() {
        return Optional.ofNullable(schedule);
    }
}
