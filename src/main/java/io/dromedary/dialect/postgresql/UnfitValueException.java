package io.dromedary.dialect.postgresql;

import io.dromedary.failure.FailureCategory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value that cannot be carried over exactly. Whoever knows table and column turns it into the user's failure. */
final class UnfitValueException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureCategory category;
    private final int row;
    private final @Nullable String value;

    private UnfitValueException(FailureCategory category, int row, String reason, @Nullable String value) {
        super(reason, null, false, false);
        this.category = category;
        this.row = row;
        this.value = value;
    }

    /** The type of the file has no such value; the reason says what to do. */
    static UnfitValueException data(int row, String reason) {
        return new UnfitValueException(FailureCategory.DATA, row, reason, null);
    }

    /** The same of a value that a policy may replace; {@code value} is its text. */
    static UnfitValueException special(int row, String reason, String value) {
        return new UnfitValueException(FailureCategory.DATA, row, reason, value);
    }

    /** The server sent other bytes than its catalog promised. */
    static UnfitValueException wireWidth(int row, int expected, int received) {
        return malformed(row, "%d bytes where the type has %d".formatted(received, expected));
    }

    /** The same; {@code what}: which bytes. */
    static UnfitValueException malformed(int row, String what) {
        return new UnfitValueException(
                FailureCategory.BUG, row, "the server sent %s; please report this".formatted(what), null);
    }

    /** The text of the value, if a policy may replace it. */
    Optional<String> findValue() {
        return Optional.ofNullable(value);
    }

    /** The server sent values of another shape than the type had when it was planned. */
    static UnfitValueException altered(int row) {
        return data(row, "its type was altered since it was planned; run the export again");
    }

    /**
     * The same of a value that is a part of another.
     *
     * @param outerRow the row of that other value
     * @param place which part
     */
    UnfitValueException inside(int outerRow, String place) {
        return new UnfitValueException(category, outerRow, "%s: %s".formatted(place, getMessage()), value);
    }

    FailureCategory category() {
        return category;
    }

    /** The row inside its batch, counted from zero. */
    int row() {
        return row;
    }
}
