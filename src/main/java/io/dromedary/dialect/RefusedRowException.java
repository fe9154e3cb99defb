package io.dromedary.dialect;

/** The database refuses a row, and rows are not isolated. */
public final class RefusedRowException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    /** For a row of the batch that was written. */
    public RefusedRowException(Rejection rejection, Throwable cause) {
        super(rejection.message(), cause);
        this.rejection = rejection;
    }

    /** Which row and why; a row of -1: the database does not tell. */
    public Rejection rejection() {
        return rejection;
    }
}
