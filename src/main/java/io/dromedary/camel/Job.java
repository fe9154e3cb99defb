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

    /** The name of the inbox whose files it loads, if it is that kind of import. */
    default Optional<String> findInbox() {
        return Optional.empty();
    }

    /** Whether it loads the files of an inbox. */
    default boolean isInbox() {
        return findInbox().isPresent();
    }

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

        @Override
        public Optional<String> findInbox() {
            return request.findInbox();
        }
    }
}
