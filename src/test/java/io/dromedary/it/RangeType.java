package io.dromedary.it;

import io.dromedary.dialect.TypePolicies.SpecialValues;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * A range: one of PostgreSQL's own, or one that is created.
 *
 * @param builtIn its name without {@code range}; empty if it is created
 */
record RangeType(SqlType subtype, String builtIn) implements SqlType {
    private static final List<String> SUBTYPES =
            List.of("text", "float8", "uuid", "time", "bytea", "citext", "interval", "mood", "inet", "pg_lsn", "oid");

    /** Where every range has one form only, and the bound beyond the largest value is an error. */
    private static final Set<String> DISCRETE = Set.of("int4", "int8", "date");

    /** All that PostgreSQL has, and some more. */
    static List<RangeType> all() {
        Stream<RangeType> builtIn = Stream.of(
                new RangeType(LeafType.named("int4"), "int4"),
                new RangeType(LeafType.named("int8"), "int8"),
                new RangeType(LeafType.named("numeric"), "num"),
                new RangeType(LeafType.named("date"), "date"),
                new RangeType(LeafType.named("timestamp"), "ts"),
                new RangeType(LeafType.named("timestamptz"), "tstz"));
        Stream<RangeType> created = SUBTYPES.stream().map(name -> new RangeType(LeafType.named(name), ""));
        return Stream.concat(builtIn, created).toList();
    }

    @Override
    public String sql() {
        return builtIn.isEmpty() ? SqlType.name("range", subtype.sql()) : builtIn + "range";
    }

    @Override
    public void define(Set<String> statements) {
        if (builtIn.isEmpty()) {
            statements.add("CREATE TYPE %s AS RANGE (subtype = %s, multirange_type_name = %s)"
                    .formatted(sql(), subtype.sql(), new Multirange(this).sql()));
        }
    }

    @Override
    public boolean isPart() {
        return subtype.isPart();
    }

    @Override
    public Arbitrary<String> values(SpecialValues policy) {
        Arbitrary<String> bound = subtype.values(policy);
        Arbitrary<String> none = Arbitraries.just("NULL::" + subtype.sql());
        Arbitrary<String> inclusion =
                DISCRETE.contains(builtIn) ? Arbitraries.just("[)") : Arbitraries.of("[)", "(]", "[]", "()");
        Arbitrary<String> bounds = Arbitraries.frequencyOf(
                Tuple.of(4, Combinators.combine(bound, bound).as("least(%1$s, %2$s), greatest(%1$s, %2$s)"::formatted)),
                Tuple.of(1, Combinators.combine(none, bound).as("%s, %s"::formatted)),
                Tuple.of(1, Combinators.combine(bound, none).as("%s, %s"::formatted)),
                Tuple.of(1, Combinators.combine(none, none).as("%s, %s"::formatted)));
        return Arbitraries.frequencyOf(
                Tuple.of(6, Combinators.combine(bounds, inclusion).as((both, included) -> "%s(%s, '%s')"
                        .formatted(sql(), both, included))),
                Tuple.of(1, Arbitraries.just("'empty'::" + sql())));
    }

    @Override
    public Object read(String text) {
        return PostgresText.range(text, subtype::read);
    }

    /** Several of them, in order and apart from each other. */
    record Multirange(RangeType range) implements SqlType {
        @Override
        public String sql() {
            return range.builtIn.isEmpty()
                    ? SqlType.name("multirange", range.subtype.sql())
                    : range.builtIn + "multirange";
        }

        @Override
        public void define(Set<String> statements) {
            range.define(statements);
        }

        @Override
        public boolean isPart() {
            return range.isPart();
        }

        @Override
        public Arbitrary<String> values(SpecialValues policy) {
            return range.values(policy).list().ofMaxSize(4).map(ranges -> "%s(%s)"
                    .formatted(sql(), String.join(", ", ranges)));
        }

        @Override
        public Object read(String text) {
            return PostgresText.multirange(text, range.subtype::read);
        }
    }
}
