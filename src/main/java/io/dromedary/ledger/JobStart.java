package io.dromedary.ledger;

import java.time.Instant;
import java.util.List;

/**
 * A job that begins.
 *
 * @param id a UUID
 * @param name the job's name
 * @param specification what is asked for, as JSON without secrets
 * @param created when it was asked for
 * @param items its tables or files
 */
public record JobStart(
        String id, JobKind kind, String name, String specification, Instant created, List<ItemStart> items) {
    /** The size of an item that nobody knows beforehand. */
    public static final int UNKNOWN = -1;

    public JobStart {
        items = List.copyOf(items);
    }

    /**
     * A table of an export, or a file of an import.
     *
     * @param size rows of a table as estimated, bytes of a file; {@link #UNKNOWN}
     */
    public record ItemStart(String name, long size) {}
}
