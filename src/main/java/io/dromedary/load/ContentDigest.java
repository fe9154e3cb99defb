package io.dromedary.load;

/** SHA-256 of the bytes of what is loaded, as they are stored. Closing it gives up. */
interface ContentDigest extends AutoCloseable {

    /**
     * Waits until all bytes are read.
     *
     * @throws io.dromedary.failure.DromedaryException {@code SOURCE} if they cannot be read, {@code DATA} if they
     *     changed meanwhile
     */
    String value();

    /** How many bytes there are, once {@link #value} has returned. */
    long bytes();

    @Override
    void close();
}
