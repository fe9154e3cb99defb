/** From column vectors to pages, row groups and a Parquet file. Knows no database. */
@NullMarked
package io.dromedary.parquet;

import org.jspecify.annotations.NullMarked;
