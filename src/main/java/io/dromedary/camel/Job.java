package io.dromedary.camel;

import io.dromedary.export.ExportRequest;
import io.dromedary.load.LoadRequest;
import io.dromedary.settings.Schedule;
import java.util.Optional;

/** What a job file asks for, by its {@code kind}. */
public sealed interface Job {

    /** What the routes of that kind take. */
    Object request();

    /** When a server runs it by itself. */
    Optional<Schedule> findSchedule();

    /** Whether it loads files; otherwise it exports tables. */
    boolean isImport();

    /** {@code kind: export}, or nothing said. */
    record Export(ExportRequest request) implements Job {

        @Override
        public Optional<Schedule> findSchedule() {
            return request.findSchedule();
        }

        @Override
        public boolean isImport() {
            return false;
        }
    }

    /** {@code kind: import}. */
    record Load(LoadRequest request) implements Job {

        @Override
        public Optional<Schedule> findSchedule() {
            return request.findSchedule();
        }

        @Override
        public boolean isImport() {
            return true;
        }
    }
}
