package io.dromedary.ledger;

/**
 * How far a job is.
 *
 * @param rows done so far
 * @param rejected records set aside, of files that have ended
 * @param bytes read of the files of an import; written for the tables of an export that are staged
 * @param bytesTotal of all files of an import; {@link JobStart#UNKNOWN}
 * @param percent done, 100 only at a good end; {@link JobStart#UNKNOWN}. Never goes back
 * @param items tables or files
 * @param itemsEnded those that have ended
 */
public record JobProgress(
        long rows, long rejected, long bytes, long bytesTotal, int percent, int items, int itemsEnded) {}
