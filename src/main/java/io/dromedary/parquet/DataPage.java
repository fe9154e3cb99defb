package io.dromedary.parquet;

import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a data page beside its bytes.
 *
 * @param encoding of its values
 * @param levels its rows and nulls; valid while the page is added
 * @param bounds of its values; null if not known, or if there are none
 * @param stringBytes bytes of its byte strings alone, unencoded; zero for other types
 */
record DataPage(
        Encoding encoding, PageLevels levels, @Nullable Bounds bounds, long stringBytes) {}
