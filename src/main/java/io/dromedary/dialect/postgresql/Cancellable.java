package io.dromedary.dialect.postgresql;

/** Work on the server that can be stopped from any thread. */
interface Cancellable {
    /** Makes the server stop; the thread that waits for it gets {@code CANCELLED}. */
    void cancel();
}
