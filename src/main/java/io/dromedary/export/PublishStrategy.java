package io.dromedary.export;

/** When tables are published, and whether their schema is a directory of its own. */
public enum PublishStrategy {
    /** All tables at the end, in {@code <schema>_<table>/}. */
    CLEAN_WITH_ARCHIVE,
    /** Each as soon as it is complete, in {@code <schema>_<table>/}; the job is not archived. */
    DIRECT,
    /** All tables at the end, in {@code <schema>/<table>/}. */
    SCHEMA_FIRST
}
