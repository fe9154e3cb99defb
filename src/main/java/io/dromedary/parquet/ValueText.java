package io.dromedary.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.UUID;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;

/** Plainly encoded values of statistics as text, for people. Whatever does not fit its type is shown as bytes. */
final class ValueText {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private ValueText() {}

    static String of(SchemaElement element, byte[] value) {
        try {
            return switch (element.getType()) {
                case BOOLEAN -> checked(value, 1)[0] == 0 ? "false" : "true";
                case INT32 -> ofInt(element, LittleEndian.getInt(checked(value, Integer.BYTES), 0));
                case INT64 -> ofLong(element, LittleEndian.getLong(checked(value, Long.BYTES), 0));
                case FLOAT ->
                    Float.toString(Float.intBitsToFloat(LittleEndian.getInt(checked(value, Integer.BYTES), 0)));
                case DOUBLE ->
                    Double.toString(Double.longBitsToDouble(LittleEndian.getLong(checked(value, Long.BYTES), 0)));
                case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> ofBytes(element, value);
                case INT96 -> hex(value);
            };
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            return hex(value);
        }
    }

    private static byte[] checked(byte[] value, int length) {
        if (value.length != length) {
            throw new IllegalArgumentException("%d bytes instead of %d".formatted(value.length, length));
        }
        return value;
    }

    private static String ofInt(SchemaElement element, int value) {
        LogicalType type = logicalType(element);
        if (type.isSetDATE() || element.getConverted_type() == ConvertedType.DATE) {
            return LocalDate.ofEpochDay(value).toString();
        } else if (isUnsigned(type)) {
            return Integer.toUnsignedString(value);
        }
        return ofLong(element, value);
    }

    private static String ofLong(SchemaElement element, long value) {
        LogicalType type = logicalType(element);
        if (element.getConverted_type() == ConvertedType.DECIMAL || type.isSetDECIMAL()) {
            return decimal(element, BigInteger.valueOf(value));
        } else if (type.isSetTIMESTAMP()) {
            long perSecond = perSecond(type.getTIMESTAMP().getUnit());
            long nanos = Math.floorMod(value, perSecond) * (NANOS_PER_SECOND / perSecond);
            var time = LocalDateTime.ofEpochSecond(Math.floorDiv(value, perSecond), (int) nanos, ZoneOffset.UTC);
            return time + (type.getTIMESTAMP().isIsAdjustedToUTC() ? "Z" : "");
        } else if (type.isSetTIME()) {
            long nanos = Math.multiplyExact(
                    value, NANOS_PER_SECOND / perSecond(type.getTIME().getUnit()));
            // A day may end at 24:00:00, which Java's time does not know.
            return nanos == LocalTime.MAX.toNanoOfDay() + 1
                    ? "24:00"
                    : LocalTime.ofNanoOfDay(nanos).toString();
        }
        return isUnsigned(type) ? Long.toUnsignedString(value) : Long.toString(value);
    }

    private static String ofBytes(SchemaElement element, byte[] value) {
        LogicalType type = logicalType(element);
        ConvertedType converted = element.getConverted_type();
        if (converted == ConvertedType.DECIMAL || type.isSetDECIMAL()) {
            return decimal(element, new BigInteger(value));
        } else if (type.isSetUUID()) {
            long low = Long.reverseBytes(LittleEndian.getLong(checked(value, 2 * Long.BYTES), Long.BYTES));
            return new UUID(Long.reverseBytes(LittleEndian.getLong(value, 0)), low).toString();
        }
        boolean text = converted == ConvertedType.UTF8
                || converted == ConvertedType.JSON
                || converted == ConvertedType.ENUM
                || type.isSetSTRING()
                || type.isSetJSON()
                || type.isSetENUM();
        // Control characters could change what a terminal shows.
        return text ? new String(value, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "�") : hex(value);
    }

    private static LogicalType logicalType(SchemaElement element) {
        return element.isSetLogicalType() ? element.getLogicalType() : new LogicalType();
    }

    private static boolean isUnsigned(LogicalType type) {
        return type.isSetINTEGER() && !type.getINTEGER().isIsSigned();
    }

    private static long perSecond(TimeUnit unit) {
        return unit.isSetMILLIS() ? 1_000 : unit.isSetMICROS() ? 1_000_000 : NANOS_PER_SECOND;
    }

    private static String decimal(SchemaElement element, BigInteger unscaled) {
        return new BigDecimal(unscaled, element.getScale()).toPlainString();
    }

    private static String hex(byte[] value) {
        return "0x" + HexFormat.of().formatHex(value);
    }
}
