package io.dromedary.verify;

import java.util.List;

/**
 * How a table was compared with a database; what differs is among the table's findings.
 *
 * @param database which one
 * @param since what was published
 * @param full whether every value and row was compared by its hash
 * @param chunks how many were compared
 * @param moved whether rows lie in other chunks of the table now, and all of them are the same
 * @param notCompared columns that were not compared, each with the reason
 */
public record Comparison(
        String database, Since since, boolean full, int chunks, boolean moved, List<String> notCompared) {
    /**
     * The point in time that was published; the database may have moved on since then.
     *
     * @param snapshot as the server named it
     * @param time when it was taken, ISO 8601 in UTC
     */
    public record Since(String snapshot, String time) {}

    public Comparison {
        notCompared = List.copyOf(notCompared);
    }
}
