package io.dromedary.load.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntervalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** The text of the values of one kind of leaf. */
sealed interface LeafText {

    default void put(long value, TextTarget target) {
        target.put(Long.toString(value));
    }

    default void put(Binary value, TextTarget target) {
        target.put(value);
    }

    /** For a leaf; empty for one whose values have no text that PostgreSQL reads. */
    static Optional<LeafText> find(PrimitiveType type) {
        LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
        boolean isInt96 = type.getPrimitiveTypeName() == PrimitiveTypeName.INT96;
        if (annotation == null || isInt96) {
            return Optional.of(isInt96 ? new Int96() : new Plain(isBytes(type)));
        } else if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
            return Optional.of(new Decimal(decimal.getScale()));
        } else if (annotation instanceof DateLogicalTypeAnnotation) {
            return Optional.of(new Day());
        } else if (annotation instanceof TimeLogicalTypeAnnotation time) {
            return Optional.of(new Time(time.getUnit()));
        } else if (annotation instanceof TimestampLogicalTypeAnnotation timestamp) {
            return Optional.of(new Timestamp(timestamp.getUnit(), timestamp.isAdjustedToUTC()));
        } else if (annotation instanceof IntLogicalTypeAnnotation integer) {
            return Optional.of(integer.isSigned() ? new Plain(false) : new Unsigned(integer.getBitWidth()));
        } else if (annotation instanceof UUIDLogicalTypeAnnotation) {
            return Optional.of(new Uuid());
        } else if (annotation instanceof IntervalLogicalTypeAnnotation) {
            return Optional.of(new Interval());
        }
        boolean isText = annotation instanceof StringLogicalTypeAnnotation
                || annotation instanceof EnumLogicalTypeAnnotation
                || annotation instanceof JsonLogicalTypeAnnotation;
        return isText ? Optional.of(new Plain(false)) : Optional.empty();
    }

    private static boolean isBytes(PrimitiveType type) {
        return type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY
                || type.getPrimitiveTypeName() == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
    }

    /** Numbers, text, and bytes that mean nothing else. */
    record Plain(boolean isBytes) implements LeafText {
        @Override
        public void put(Binary value, TextTarget target) {
            if (isBytes) {
                target.put("\\x" + HexFormat.of().formatHex(value.getBytesUnsafe()));
            } else {
                target.put(value);
            }
        }
    }

    record Decimal(int scale) implements LeafText {
        @Override
        public void put(long value, TextTarget target) {
            target.put(BigDecimal.valueOf(value, scale).toPlainString());
        }

        @Override
        public void put(Binary value, TextTarget target) {
            target.put(new BigDecimal(new BigInteger(value.getBytesUnsafe()), scale).toPlainString());
        }
    }

    record Day() implements LeafText {
        @Override
        public void put(long value, TextTarget target) {
            target.put(TimeText.date(value));
        }
    }

    record Time(TimeUnit unit) implements LeafText {
        @Override
        public void put(long value, TextTarget target) {
            if (value < 0) {
                target.refuse("a time of day is negative");
            } else {
                micros(value, unit, target).ifPresent(micros -> target.put(TimeText.time(micros)));
            }
        }
    }

    record Timestamp(TimeUnit unit, boolean isInstant) implements LeafText {
        @Override
        public void put(long value, TextTarget target) {
            micros(value, unit, target).ifPresent(micros -> target.put(TimeText.timestamp(micros, isInstant)));
        }
    }

    record Int96() implements LeafText {
        @Override
        public void put(Binary value, TextTarget target) {
            byte[] bytes = value.getBytes();
            if (TimeText.isMicros96(bytes)) {
                target.put(TimeText.timestamp(TimeText.micros96(bytes), false));
            } else {
                refuseNanos(target);
            }
        }
    }

    record Unsigned(int bits) implements LeafText {
        @Override
        public void put(long value, TextTarget target) {
            target.put(bits == Long.SIZE ? Long.toUnsignedString(value) : Integer.toUnsignedString((int) value));
        }
    }

    record Uuid() implements LeafText {
        @Override
        public void put(Binary value, TextTarget target) {
            ByteBuffer bytes = value.toByteBuffer();
            int at = bytes.position();
            target.put(new UUID(bytes.getLong(at), bytes.getLong(at + Long.BYTES)).toString());
        }
    }

    /** Months, days and milliseconds without a sign. */
    record Interval() implements LeafText {
        @Override
        public void put(Binary value, TextTarget target) {
            ByteBuffer parts = ByteBuffer.wrap(value.getBytes()).order(ByteOrder.LITTLE_ENDIAN);
            long months = Integer.toUnsignedLong(parts.getInt(0));
            long days = Integer.toUnsignedLong(parts.getInt(Integer.BYTES));
            long millis = Integer.toUnsignedLong(parts.getInt(2 * Integer.BYTES));
            target.put(TimeText.interval(months, days, millis * 1000));
        }
    }

    private static Optional<Long> micros(long value, TimeUnit unit, TextTarget target) {
        return switch (unit) {
            case MICROS -> Optional.of(value);
            case MILLIS -> {
                if (Math.abs(value) > Long.MAX_VALUE / 1000) {
                    target.refuse("a timestamp is beyond what PostgreSQL has room for");
                    yield Optional.empty();
                }
                yield Optional.of(value * 1000);
            }
            case NANOS -> {
                if (value % 1000 != 0) {
                    refuseNanos(target);
                    yield Optional.empty();
                }
                yield Optional.of(value / 1000);
            }
        };
    }

    private static void refuseNanos(TextTarget target) {
        target.refuse("a time has nanoseconds, which PostgreSQL has no place for. Write the file with"
                + " microseconds to round them");
    }
}
