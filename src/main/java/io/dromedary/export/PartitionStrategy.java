package io.dromedary.export;

/** Which directories below {@code system=<system>/table=<table>/} the files of a run go to. */
public enum PartitionStrategy {
    /** No such tree: a directory for each table. */
    NONE,
    /** {@code dt=YYYY-MM-DD/}. */
    DATE,
    /** {@code dt=YYYY-MM-DD/hour=HH/}. */
    HOURLY,
    /** {@code dt=YYYY-MM-DD/batch=YYYYMMDD_HHMM/}. */
    TIMESTAMP,
    /** {@code dt=YYYY-MM-DD/batch_id=<id>/}. */
    BATCH_ID
}
