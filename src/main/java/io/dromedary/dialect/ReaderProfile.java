package io.dromedary.dialect;

import io.dromedary.table.ColumnType;

/** Who is to read the files. What a reader refuses is carried over by its text form. */
public enum ReaderProfile {
    /** Whoever reads all that Parquet has. */
    DEFAULT,
    /** Has neither a time of day nor UUID: one such column and it refuses the file. Seen with versions 3.5 and 4.0. */
    SPARK,
    /** Takes all types of ours. */
    TRINO,
    /** Has no arrays of arrays. */
    BIGQUERY,
    /** Whoever reads lines of text: all that is made of others is one. */
    CSV;

    /** Whether it reads columns of a type. */
    public boolean reads(ColumnType type) {
        return !refuses(type) && type.parts().stream().allMatch(this::reads);
    }

    private boolean refuses(ColumnType type) {
        return switch (this) {
            case DEFAULT, TRINO -> false;
            case SPARK -> type instanceof ColumnType.Time || type instanceof ColumnType.Uuid;
            case CSV -> !type.parts().isEmpty() || type instanceof ColumnType.Geometry;
            case BIGQUERY -> type instanceof ColumnType.ListOf list && list.element() instanceof ColumnType.ListOf;
        };
    }
}
