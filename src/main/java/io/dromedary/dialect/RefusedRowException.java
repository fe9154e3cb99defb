package io.dromedary.dialect;

/** The database refuses a row, and rows are not isolated. */
public final class RefusedRowException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int batch;
    private final transient Rejection rejection;

    /**
     * For a row that was written.
     *
     * @param batch the number of its batch among those since the last flush, counted from zero
     */
    public RefusedRowException(int batch, Rejection rejection, Throwable cause) {
        super(rejection.message(), cause);
        this.batch = batch;
        this.rejection = rejection;
    }

    /** The number of the row's batch among those since the last flush; without meaning if the row is not told. */
    public int batch() {
        return batch;
    }

    /** Which row and why; a row of -1: the database does not tell, and it may be any since the last flush. */
    public Rejection rejection() {
        return rejection;
    }
}
