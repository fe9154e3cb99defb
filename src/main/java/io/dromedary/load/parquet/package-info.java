/** Parquet files as text that the database reads. */
@NullMarked
package io.dromedary.load.parquet;

import org.jspecify.annotations.NullMarked;
