package io.dromedary.parquet;

/** How the values of a column are to be encoded. */
public enum ColumnEncoding {
    /** Whatever is smallest. */
    AUTO,
    /** Each value as it is. */
    PLAIN,
    /** As numbers of a dictionary, as long as that has room. */
    DICTIONARY,
    /** By the differences of integers, or of the lengths of texts. */
    DELTA,
    /** Floating point, its first bytes together, then its second bytes. */
    BYTE_STREAM_SPLIT
}
