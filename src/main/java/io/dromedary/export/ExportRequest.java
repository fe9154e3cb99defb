package io.dromedary.export;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.settings.Schedule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job specification, read and checked: all that can be known without asking the database. Immutable.
 *
 * @param name the job's name
 * @param database where the rows are
 * @param settings how and where they are written
 * @param threading how much happens at once
 * @param tables what to export, at least one entry
 * @param schedule when a server runs it by itself; null: never
 */
public record ExportRequest(
        String name,
        ConnectionSettings database,
        ExportSettings settings,
        Threading threading,
        List<TableSelection> tables,
        @Nullable Schedule schedule) {

    public ExportRequest {
        tables = List.copyOf(tables);
    }

    /** When a server runs it by itself. */
    public Optional<Schedule> findSchedule() {
        return Optional.ofNullable(schedule);
    }
}
