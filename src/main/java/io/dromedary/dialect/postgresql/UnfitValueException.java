package io.dromedary.dialect.postgresql;

import io.dromedary.failure.FailureCategory;

/** A value that cannot be carried over exactly. Whoever knows table and column turns it into the user's failure. */
final class UnfitValueException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureCategory category;
    private final int row;

    private UnfitValueException(FailureCategory category, int row, String reason) {
        super(reason, null, false, false);
        this.category = category;
        this.row = row;
    }

    /** The type of the file has no such value; the reason says what to do. */
    static UnfitValueException data(int row, String reason) {
        return new UnfitValueException(FailureCategory.DATA, row, reason);
    }

    /** The server sent other bytes than its catalog promised. */
    static UnfitValueException wireWidth(int row, int expected, int received) {
        return new UnfitValueException(
                FailureCategory.BUG,
                row,
                "the server sent %d bytes where the type has %d; please report this".formatted(received, expected));
    }

    FailureCategory category() {
        return category;
    }

    /** The row inside its batch, counted from zero. */
    int row() {
        return row;
    }
}
