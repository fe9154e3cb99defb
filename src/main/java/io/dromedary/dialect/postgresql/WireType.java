package io.dromedary.dialect.postgresql;

import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnType.Field;
import io.dromedary.table.Conversion.Fidelity;
import io.dromedary.table.WireForm;
import java.util.List;
import java.util.stream.Collectors;

/** The binary form of a type that is made of others or may be a part of one, and as what it is carried over. */
sealed interface WireType extends WireForm {

    /** As what its values are carried over. */
    ColumnType type();

    /**
     * The condition that finds values which have a special value in them or no place in {@link #type}; empty if there
     * are none.
     *
     * @param value an SQL expression
     */
    default String special(String value) {
        return "";
    }

    /** What it is made of. */
    default List<WireType> parts() {
        return List.of();
    }

    /** What becomes of its values, apart from special ones. */
    default Fidelity fidelity() {
        return parts().stream()
                .map(WireType::fidelity)
                .filter(fidelity -> fidelity != Fidelity.EXACT)
                .findFirst()
                .orElse(Fidelity.EXACT);
    }

    /** Whether there is a {@link #special} condition. */
    default boolean hasSpecials() {
        return !special("").isEmpty();
    }

    /** What reads its values; special ones go by the policy. */
    ColumnDecoder decoder(int rowCapacity, Specials specials);

    private static String anyIn(String value, WireType part) {
        // In a subquery, so that the name means the part whatever the fields of a composite are called.
        return "EXISTS (SELECT FROM (SELECT unnest(%s) AS part) AS parts WHERE %s)"
                .formatted(value, part.special("part"));
    }

    /** Not made of others, and read like a column of the type. */
    record Scalar(ColumnType type) implements WireType {
        @Override
        public String special(String value) {
            return SpecialMapping.hasSpecials(type)
                    ? SpecialMapping.condition(type).formatted(value)
                    : "";
        }

        @Override
        public ColumnDecoder decoder(int rowCapacity, Specials specials) {
            return ColumnDecoder.of(type, rowCapacity, specials);
        }
    }

    /** {@code oid}, {@code xid} and {@code cid}. */
    record Unsigned() implements WireType {
        @Override
        public ColumnType type() {
            return new ColumnType.Int64();
        }

        @Override
        public ColumnDecoder decoder(int rowCapacity, Specials specials) {
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
        public ColumnDecoder decoder(int rowCapacity, Specials specials) {
            return new NumericTextDecoder(rowCapacity);
        }
    }

    /** The same as the nearest double. */
    record NumericDouble() implements WireType {
        @Override
        public ColumnType type() {
            return new ColumnType.Float64();
        }

        @Override
        public Fidelity fidelity() {
            return Fidelity.BY_POLICY;
        }

        @Override
        public ColumnDecoder decoder(int rowCapacity, Specials specials) {
            return new NumericDoubleDecoder(rowCapacity);
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
        public List<WireType> parts() {
            return List.of(element);
        }

        @Override
        public ColumnType type() {
            ColumnType type = new ColumnType.ListOf(element.type(), true);
            for (int i = 1; i < dimensions; i++) {
                type = new ColumnType.ListOf(type, false);
            }
            return type;
        }

        /** A value of other dimensions, or one that does not count from 1, too. */
        @Override
        public String special(String value) {
            var condition = new StringBuilder("array_ndims(%s) <> %d".formatted(value, dimensions));
            for (int i = 1; i <= dimensions; i++) {
                condition.append(" OR array_lower(%s, %d) <> 1".formatted(value, i));
            }
            return condition + (element.hasSpecials() ? " OR " + anyIn(value, element) : "");
        }

        @Override
        public ColumnDecoder decoder(int rowCapacity, Specials specials) {
            return new ArrayDecoder(this, rowCapacity, specials);
        }
    }

    /** A row type, of a table or by itself. */
    record Composite(List<Attribute> attributes) implements WireType {
        @Override
        public List<WireType> parts() {
            return attributes.stream().map(Attribute::type).toList();
        }

        @Override
        public ColumnType type() {
            return new ColumnType.Struct(attributes.stream()
                    .map(attribute ->
                            new Field(attribute.name(), attribute.type().type(), true))
                    .toList());
        }

        @Override
        public String special(String value) {
            return attributes.stream()
                    .map(attribute ->
                            attribute.type().special("(%s).%s".formatted(value, Quote.name(attribute.name()))))
                    .filter(condition -> !condition.isEmpty())
                    .collect(Collectors.joining(" OR "));
        }

        @Override
        public ColumnDecoder decoder(int rowCapacity, Specials specials) {
            return new CompositeDecoder(attributes, rowCapacity, specials);
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
        public List<WireType> parts() {
            return List.of(bound);
        }

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
        public String special(String value) {
            return bound.hasSpecials()
                    ? "%s OR %s"
                            .formatted(
                                    bound.special("lower(%s)".formatted(value)),
                                    bound.special("upper(%s)".formatted(value)))
                    : "";
        }

        @Override
        public ColumnDecoder decoder(int rowCapacity, Specials specials) {
            return new RangeDecoder(bound, rowCapacity, specials);
        }
    }

    /** Ranges in their order. */
    record Multirange(Range range) implements WireType {
        @Override
        public List<WireType> parts() {
            return List.of(range);
        }

        @Override
        public ColumnType type() {
            return new ColumnType.ListOf(range.type(), false);
        }

        @Override
        public String special(String value) {
            return range.hasSpecials() ? anyIn(value, range) : "";
        }

        @Override
        public ColumnDecoder decoder(int rowCapacity, Specials specials) {
            return new MultirangeDecoder(range, rowCapacity, specials);
        }
    }

    /**
     * {@code interval}: three numbers that do not convert into each other.
     *
     * @param hasInfinities whether the largest and the smallest of all are the infinities: since PostgreSQL 17
     */
    record Interval(boolean hasInfinities) implements WireType {
        @Override
        public ColumnType type() {
            return new ColumnType.Struct(List.of(
                    new Field("months", new ColumnType.Int32(Integer.SIZE), false),
                    new Field("days", new ColumnType.Int32(Integer.SIZE), false),
                    new Field("microseconds", new ColumnType.Int64(), false)));
        }

        @Override
        public String special(String value) {
            return hasInfinities ? "NOT isfinite(%s)".formatted(value) : "";
        }

        @Override
        public ColumnDecoder decoder(int rowCapacity, Specials specials) {
            return new IntervalDecoder(hasInfinities, rowCapacity, specials);
        }
    }

    /** {@code hstore} of the extension. */
    record Hstore() implements WireType {
        @Override
        public ColumnType type() {
            return new ColumnType.MapOf(TypeMapping.STRING, TypeMapping.STRING, true);
        }

        @Override
        public ColumnDecoder decoder(int rowCapacity, Specials specials) {
            return new HstoreDecoder(rowCapacity, specials);
        }
    }

    /** {@code vector} of the extension. */
    record Vector() implements WireType {
        @Override
        public ColumnType type() {
            return new ColumnType.ListOf(new ColumnType.Float32(), false);
        }

        @Override
        public ColumnDecoder decoder(int rowCapacity, Specials specials) {
            return new VectorDecoder(rowCapacity, specials);
        }
    }

    /**
     * {@code geometry} and {@code geography} of PostGIS.
     *
     * @param type with the SRID that all values have
     * @param schema of the extension
     * @param isOpen whether the catalog does not say which SRID that is
     */
    record Geometry(ColumnType.Geometry type, String schema, boolean isOpen) implements WireType {
        @Override
        public Fidelity fidelity() {
            return isOpen ? Fidelity.MEASURED : Fidelity.EXACT;
        }

        /** The same after a look at the values. */
        Geometry of(int srid) {
            return new Geometry(new ColumnType.Geometry(srid, type.spherical()), schema, false);
        }

        /** An array of whether the values have several SRIDs, and the smallest one, as texts. */
        String measure(String value) {
            // Geography has no function of that name in every version.
            String srid = "%1$s.st_srid(%2$s::%1$s.geometry)".formatted(Quote.name(schema), value);
            return "ARRAY[(min(%1$s) <> max(%1$s))::text, min(%1$s)::text]".formatted(srid);
        }

        /** A value as it is in files. */
        String isoBinary(String value) {
            return "%s.st_asbinary(%s)".formatted(Quote.name(schema), value);
        }

        @Override
        public ColumnDecoder decoder(int rowCapacity, Specials specials) {
            return new GeometryDecoder(type.srid(), rowCapacity);
        }
    }
}
