/** Tests of the Parquet writer; files are judged by readers that somebody else wrote. */
@NullMarked
package io.dromedary.parquet;

import org.jspecify.annotations.NullMarked;
