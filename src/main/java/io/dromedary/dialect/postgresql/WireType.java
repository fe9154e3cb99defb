package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnType.Field;
import io.dromedary.table.WireForm;
import java.util.List;

/** The binary form of a type that is made of others or may be a part of one, and as what it is carried over. */
sealed interface WireType extends WireForm {

    /** As what its values are carried over. */
    ColumnType type();

    /** What reads its values. */
    ColumnDecoder decoder(int rowCapacity);

    /** Not made of others, and read like a column of the type. */
    record Scalar(ColumnType type) implements WireType {
        @Override
        public ColumnDecoder decoder(int rowCapacity) {
            return ColumnDecoder.of(type, rowCapacity);
        }
    }

    /** {@code oid}, {@code xid} and {@code cid}. */
    record Unsigned() implements WireType {
        @Override
        public ColumnType type() {
            return new ColumnType.Int64();
        }

        @Override
        public ColumnDecoder decoder(int rowCapacity) {
            return new UnsignedDecoder(rowCapacity);
        }
    }

    /** {@code numeric} of a size that no decimal has, or of none: the text that PostgreSQL prints of it. */
    record NumericText() implements WireType {
        @Override
        public ColumnType type() {
            return TypeMapping.STRING;
        }

        @Override
        public ColumnDecoder decoder(int rowCapacity) {
            return new NumericTextDecoder(rowCapacity);
        }
    }

    /**
     * An array.
     *
     * @param elementOid of the elements, of a domain its own
     * @param dimensions of all its values, except those without elements
     */
    record Array(int elementOid, WireType element, int dimensions) implements WireType {
        @Override
        public ColumnType type() {
            ColumnType type = new ColumnType.ListOf(element.type(), true);
            for (int i = 1; i < dimensions; i++) {
                type = new ColumnType.ListOf(type, false);
            }
            return type;
        }

        @Override
        public ColumnDecoder decoder(int rowCapacity) {
            return new ArrayDecoder(this, rowCapacity);
        }
    }

    /** A row type, of a table or by itself. */
    record Composite(List<Attribute> attributes) implements WireType {
        @Override
        public ColumnType type() {
            return new ColumnType.Struct(attributes.stream()
                    .map(attribute ->
                            new Field(attribute.name(), attribute.type().type(), true))
                    .toList());
        }

        @Override
        public ColumnDecoder decoder(int rowCapacity) {
            return new CompositeDecoder(attributes, rowCapacity);
        }
    }

    /**
     * A part of a {@link Composite}.
     *
     * @param oid of its type, of a domain its own
     */
    record Attribute(String name, int oid, WireType type) {}

    /** A range: a bound that is missing is infinite. */
    record Range(WireType bound) implements WireType {
        @Override
        public ColumnType type() {
            return new ColumnType.Struct(List.of(
                    new Field("lower", bound.type(), true),
                    new Field("upper", bound.type(), true),
                    new Field("lower_inclusive", new ColumnType.Bool(), false),
                    new Field("upper_inclusive", new ColumnType.Bool(), false),
                    new Field("empty", new ColumnType.Bool(), false)));
        }

        @Override
        public ColumnDecoder decoder(int rowCapacity) {
            return new RangeDecoder(bound, rowCapacity);
        }
    }

    /** Ranges in their order. */
    record Multirange(Range range) implements WireType {
        @Override
        public ColumnType type() {
            return new ColumnType.ListOf(range.type(), false);
        }

        @Override
        public ColumnDecoder decoder(int rowCapacity) {
            return new MultirangeDecoder(range, rowCapacity);
        }
    }

    /** {@code interval}: three numbers that do not convert into each other. */
    record Interval() implements WireType {
        @Override
        public ColumnType type() {
            return new ColumnType.Struct(List.of(
                    new Field("months", new ColumnType.Int32(Integer.SIZE), false),
                    new Field("days", new ColumnType.Int32(Integer.SIZE), false),
                    new Field("microseconds", new ColumnType.Int64(), false)));
        }

        @Override
        public ColumnDecoder decoder(int rowCapacity) {
            return new IntervalDecoder(rowCapacity);
        }
    }

    /** {@code hstore} of the extension. */
    record Hstore() implements WireType {
        @Override
        public ColumnType type() {
            return new ColumnType.MapOf(TypeMapping.STRING, TypeMapping.STRING, true);
        }

        @Override
        public ColumnDecoder decoder(int rowCapacity) {
            return new HstoreDecoder(rowCapacity);
        }
    }
}
