package io.dromedary.dialect;

import java.util.ArrayList;
import java.util.List;

/**
 * The records of a {@link io.dromedary.table.FieldBatch} as the database takes them: what the encoder is sure of in the
 * database's binary form, what only the database itself can judge as text, and the rest rejected. A reused buffer.
 */
public final class EncodedBatch {
    private final EncodedRows binary = new EncodedRows();
    private final EncodedRows text = new EncodedRows();
    private final List<Rejection> rejections = new ArrayList<>();

    /** Forgets everything. */
    public void clear() {
        binary.clear();
        text.clear();
        rejections.clear();
    }

    /** Rows in binary form. */
    public EncodedRows binary() {
        return binary;
    }

    /** Rows in text form. */
    public EncodedRows text() {
        return text;
    }

    /** What was refused, by the encoder and later by the database. */
    public List<Rejection> rejections() {
        return rejections;
    }
}
