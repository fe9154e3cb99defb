package io.dromedary.dialect.postgresql.encoding;

import java.util.Optional;

/** Which types have an encoder. Columns of all others are sent as text, which the server reads itself. */
public final class FieldEncoders {
    private static final int TYPMOD_HEADER = 4;

    private FieldEncoders() {}

    /**
     * The encoder of a type.
     *
     * @param type the base type's name in {@code pg_type}; {@code enum} for enums
     * @param modifier of the column or its domain, -1 without
     */
    public static Optional<FieldEncoder> find(String type, int modifier) {
        return Optional.ofNullable(
                switch (type) {
                    case "bool" -> new BooleanEncoder();
                    case "int2" -> new IntegerEncoder(Short.BYTES);
                    case "int4" -> new IntegerEncoder(Integer.BYTES);
                    case "int8" -> new IntegerEncoder(Long.BYTES);
                    case "float4" -> new FloatEncoder(false);
                    case "float8" -> new FloatEncoder(true);
                    case "numeric" -> numeric(modifier);
                    case "date" -> new DateEncoder();
                    case "time" -> new TimeEncoder();
                    case "timestamp" -> new TimestampEncoder(false);
                    case "timestamptz" -> new TimestampEncoder(true);
                    case "uuid" -> new UuidEncoder();
                    case "bytea" -> new ByteaEncoder();
                    case "text", "json", "citext", "enum" -> new TextEncoder(TextEncoder.UNLIMITED, -1);
                    case "jsonb" -> new TextEncoder(TextEncoder.UNLIMITED, 1);
                    case "varchar", "bpchar" ->
                        new TextEncoder(modifier < 0 ? TextEncoder.UNLIMITED : modifier - TYPMOD_HEADER, -1);
                    default -> null;
                });
    }

    private static FieldEncoder numeric(int modifier) {
        if (modifier < 0) {
            return new NumericEncoder(-1, 0);
        }
        int both = modifier - TYPMOD_HEADER;
        // The scale has eleven bits with a sign.
        return new NumericEncoder(both >> 16 & 0xFFFF, ((both & 0x7FF) ^ 0x400) - 0x400);
    }
}
