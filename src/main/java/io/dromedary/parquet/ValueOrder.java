package io.dromedary.parquet;

import java.util.Arrays;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.SchemaElement;

/** How plainly encoded values of a column compare, as Parquet defines it for the type. */
enum ValueOrder {
    BOOLEAN {
        @Override
        int compare(byte[] one, byte[] other) {
            return Byte.compare(one[0], other[0]);
        }
    },
    INT {
        @Override
        int compare(byte[] one, byte[] other) {
            return Integer.compare(LittleEndian.getInt(one, 0), LittleEndian.getInt(other, 0));
        }
    },
    LONG {
        @Override
        int compare(byte[] one, byte[] other) {
            return Long.compare(LittleEndian.getLong(one, 0), LittleEndian.getLong(other, 0));
        }
    },
    FLOAT {
        @Override
        int compare(byte[] one, byte[] other) {
            return Float.compare(
                    Float.intBitsToFloat(LittleEndian.getInt(one, 0)),
                    Float.intBitsToFloat(LittleEndian.getInt(other, 0)));
        }
    },
    DOUBLE {
        @Override
        int compare(byte[] one, byte[] other) {
            return Double.compare(
                    Double.longBitsToDouble(LittleEndian.getLong(one, 0)),
                    Double.longBitsToDouble(LittleEndian.getLong(other, 0)));
        }
    },
    /** Text, bytes, UUIDs: byte by byte, unsigned. */
    UNSIGNED_BYTES {
        @Override
        int compare(byte[] one, byte[] other) {
            return Arrays.compareUnsigned(one, other);
        }
    },
    /** Decimals of a fixed width: big endian, the first byte signed. */
    SIGNED_BYTES {
        @Override
        int compare(byte[] one, byte[] other) {
            int bySign = Byte.compare(one[0], other[0]);
            return bySign != 0 ? bySign : Arrays.compareUnsigned(one, other);
        }
    };

    /** Negative, zero or positive, as the first is smaller, equal or larger. */
    abstract int compare(byte[] one, byte[] other);

    static ValueOrder of(SchemaElement element) {
        return switch (element.getType()) {
            case BOOLEAN -> BOOLEAN;
            case INT32 -> INT;
            case INT64 -> LONG;
            case FLOAT -> FLOAT;
            case DOUBLE -> DOUBLE;
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY, INT96 ->
                element.getConverted_type() == ConvertedType.DECIMAL ? SIGNED_BYTES : UNSIGNED_BYTES;
        };
    }
}
