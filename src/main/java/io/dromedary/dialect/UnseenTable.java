package io.dromedary.dialect;

import io.dromedary.table.TableId;

/**
 * A table of the same shape as another, which nobody knows of until it takes the other's place. Closing it without
 * {@link #publish} drops it.
 */
public interface UnseenTable extends AutoCloseable {

    /** Its name until then. */
    TableId id();

    /**
     * Puts it in the other's place, in one transaction: others see either the old rows or the new ones.
     *
     * @param file whose rows it has; remembered in the same transaction
     * @return false if the same file was loaded meanwhile; then nothing has happened
     * @throws io.dromedary.failure.DromedaryException {@code CONFIGURATION} if the other was altered meanwhile
     */
    boolean publish(LoadedFile file);

    @Override
    void close();
}
