package io.dromedary.load.input;

/** What the records of a file are written in. */
public enum FileFormat {
    CSV,
    /** One object in each line, or one array of objects. */
    JSON,
    XLSX,
    PARQUET
}
