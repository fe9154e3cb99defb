package io.dromedary.dialect;

import io.dromedary.table.TableId;

/**
 * What is kept of a file that is loaded.
 *
 * @param content SHA-256 of its bytes, in hexadecimal
 * @param settings SHA-256 of the options that decide what becomes of the bytes, the table among them
 * @param fingerprint what can be known of it before it is read; empty for a stream
 * @param table that its rows are in
 * @param file its name
 * @param bytes of the file
 * @param rows loaded
 * @param rejected records set aside
 * @param job that has loaded it
 * @param isForced whether it is loaded even if it was before
 */
public record LoadedFile(
        String content,
        String settings,
        String fingerprint,
        TableId table,
        String file,
        long bytes,
        long rows,
        long rejected,
        String job,
        boolean isForced) {}
