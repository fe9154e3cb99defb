package io.dromedary.dialect;

import io.dromedary.table.FieldBatch;

/** Turns the text of fields into what a database takes, and finds those that it would refuse. Not thread-safe. */
public interface BatchEncoder {

    /**
     * Encodes records. Each of them ends in one of the three parts of the target.
     *
     * @param target emptied first
     */
    void encode(FieldBatch batch, EncodedBatch target);
}
