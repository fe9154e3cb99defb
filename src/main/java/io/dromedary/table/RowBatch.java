package io.dromedary.table;

import java.util.List;

/**
 * Some rows of a table, column by column: the vectors in the order of the schema, each with the same number of rows.
 *
 * <p>Valid until its cursor is asked for the next one.
 *
 * @param rowCount the rows in it, at least one
 * @param columns one vector for each column
 */
public record RowBatch(int rowCount, List<ColumnVector> columns) {}
