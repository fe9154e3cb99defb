package io.dromedary.dialect.postgresql.encoding;

import io.dromedary.dialect.EncodedRows;

/** Encodes the values of one column. Has no state: any number of threads may use one. */
public interface FieldEncoder {

    /**
     * Appends a field as COPY has it in binary form, its length first, or else nothing.
     *
     * @param bytes UTF-8, if it is right
     */
    Outcome encode(byte[] bytes, int start, int end, EncodedRows target);
}
