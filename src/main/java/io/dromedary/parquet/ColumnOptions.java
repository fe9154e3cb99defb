package io.dromedary.parquet;

import io.dromedary.table.ColumnType;
import java.util.Locale;
import java.util.Optional;

/**
 * What is asked for of one column.
 *
 * @param bloomFilter whether each row group has a filter that tells which values it does not have
 * @param encoding how its values are encoded
 */
public record ColumnOptions(boolean bloomFilter, ColumnEncoding encoding) {
    /** Nothing. */
    public static final ColumnOptions NONE = new ColumnOptions(false, ColumnEncoding.AUTO);

    /** Why a column of a type cannot have them, in words that follow its name; empty if it can. */
    public Optional<String> findObstacle(ColumnType type) {
        boolean isNested = !type.parts().isEmpty();
        if (bloomFilter && (isNested || type instanceof ColumnType.Bool)) {
            return Optional.of("can have no bloom_filter: that is for columns of single values other than flags");
        } else if (isNested && encoding != ColumnEncoding.AUTO) {
            return Optional.of("can have no encoding of its own: it is made of several columns");
        }
        boolean isPossible =
                switch (encoding) {
                    case AUTO, PLAIN -> true;
                    case DICTIONARY -> !(type instanceof ColumnType.Bool);
                    case DELTA ->
                        isInteger(type) || type instanceof ColumnType.Text || type instanceof ColumnType.Binary;
                    case BYTE_STREAM_SPLIT -> type instanceof ColumnType.Float32 || type instanceof ColumnType.Float64;
                };
        return isPossible
                ? Optional.empty()
                : Optional.of(
                        "cannot be encoded as %s".formatted(encoding.name().toLowerCase(Locale.ROOT)));
    }

    /** Whether its values are integers in the file. */
    private static boolean isInteger(ColumnType type) {
        return type instanceof ColumnType.Int32
                || type instanceof ColumnType.Int64
                || type instanceof ColumnType.Date
                || type instanceof ColumnType.Time
                || type instanceof ColumnType.Timestamp
                || (type instanceof ColumnType.Decimal decimal && decimal.fitsLong());
    }
}
