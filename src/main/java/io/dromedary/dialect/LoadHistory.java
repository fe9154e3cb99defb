package io.dromedary.dialect;

import java.time.Instant;
import java.util.Optional;

/**
 * What a database remembers of files that were loaded into it. While it is open, nobody else loads a file with the same
 * settings and the same fingerprint; who wants to, waits.
 */
public interface LoadHistory extends AutoCloseable {

    /** Whether the file may have been loaded before; only its content tells. Never for streams. */
    boolean isPossible();

    /** Whether a file of that size was loaded before with the same settings, whatever its fingerprint. */
    boolean isPossible(long bytes);

    /** When a file with the same fingerprint was loaded, for fingerprints that no other content has. */
    Optional<Instant> findSame();

    /**
     * When the same content was loaded with the same settings, unless another file has replaced the table since.
     *
     * @param content SHA-256 of the file's bytes, in hexadecimal
     */
    Optional<Instant> findLoaded(String content);

    @Override
    void close();
}
