package io.dromedary.dialect;

/**
 * Why a record is not loaded.
 *
 * @param row its number in its {@link io.dromedary.table.FieldBatch}
 * @param column whose value it is about; empty: the whole record
 * @param sqlState what the database says, or would have said, for example {@code 22P02}
 * @param message in the database's words
 */
public record Rejection(int row, String column, String sqlState, String message) {}
