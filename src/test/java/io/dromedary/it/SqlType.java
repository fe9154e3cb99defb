package io.dromedary.it;

import io.dromedary.dialect.TypePolicies.SpecialValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** A type of PostgreSQL: how it is created, how its values are generated, and what the text means that is printed. */
sealed interface SqlType
        permits LeafType,
                RangeType,
                RangeType.Multirange,
                SqlType.Domain,
                SqlType.ArrayOf,
                SqlType.Composite,
                SqlType.Hstore {
    /** Where types are created. */
    String SCHEMA = "generated";

    /** As in CREATE TABLE. */
    String sql();

    /** Adds the statements that create it. */
    default void define(Set<String> statements) {}

    /** Whether what is made of it is a list, struct or map, rather than a text as a whole. */
    boolean isPart();

    /** SQL expressions of values, none of which is missing as a whole. */
    Arbitrary<String> values(SpecialValues policy);

    /** A printed value in the form of {@link PostgresForm}, special ones marked as such. */
    Object read(String text);

    /** What it is apart from its domains. */
    default SqlType plain() {
        return this;
    }

    /** SQL expressions of values, some of which are missing. */
    default Arbitrary<String> nullable(SpecialValues policy) {
        return Arbitraries.frequencyOf(Tuple.of(5, values(policy)), Tuple.of(1, Arbitraries.just("NULL::" + sql())));
    }

    /**
     * A value that has no place in its Parquet type, or that not every reader understands.
     *
     * @param value what it is
     */
    record Special(Object value) {}

    /** A name that is always the same for the same definition. */
    static String name(String kind, String definition) {
        String id = UUID.nameUUIDFromBytes(definition.getBytes(StandardCharsets.UTF_8))
                .toString();
        return "%s.%s_%s".formatted(SCHEMA, kind, id.substring(0, 8));
    }

    /** A domain without conditions. */
    record Domain(SqlType base) implements SqlType {
        @Override
        public String sql() {
            return name("domain", base.sql());
        }

        @Override
        public void define(Set<String> statements) {
            base.define(statements);
            statements.add("CREATE DOMAIN %s AS %s".formatted(sql(), base.sql()));
        }

        @Override
        public boolean isPart() {
            return base.isPart();
        }

        @Override
        public SqlType plain() {
            return base.plain();
        }

        @Override
        public Arbitrary<String> values(SpecialValues policy) {
            return base.values(policy).map(value -> "(%s)::%s".formatted(value, sql()));
        }

        @Override
        public Object read(String text) {
            return base.read(text);
        }
    }

    /** An array that was declared with so many dimensions. */
    record ArrayOf(SqlType element, int dimensions) implements SqlType {
        private static final int LARGE = 10_000;

        @Override
        public String sql() {
            return element.sql() + "[]".repeat(dimensions);
        }

        @Override
        public void define(Set<String> statements) {
            element.define(statements);
        }

        @Override
        public boolean isPart() {
            return element.isPart();
        }

        @Override
        public Arbitrary<String> values(SpecialValues policy) {
            Arbitrary<String> elements = element.nullable(policy);
            boolean isShort = dimensions == 1 && element.plain() instanceof LeafType leaf && !leaf.hasLongValues();
            Arbitrary<String> large = elements.map(value -> "array_fill(%s, ARRAY[%d])".formatted(value, LARGE));
            boolean isRegular = policy == SpecialValues.FAIL || policy == SpecialValues.KEEP;
            return Arbitraries.frequencyOf(
                    Tuple.of(40, constructors(elements, dimensions)),
                    Tuple.of(10, Arbitraries.just("'{}'::" + sql())),
                    Tuple.of(1, isShort ? large : constructors(elements, dimensions)),
                    Tuple.of(1, constructors(elements, isRegular ? dimensions : dimensions % 3 + 1)),
                    Tuple.of(1, isRegular ? constructors(elements, dimensions) : countingFromZero(elements)));
        }

        private Arbitrary<String> constructors(Arbitrary<String> elements, int depth) {
            Arbitrary<List<Integer>> sizes =
                    Arbitraries.integers().between(1, 3).list().ofSize(depth);
            return sizes.flatMap(lengths -> {
                int count = lengths.stream().reduce(1, (a, b) -> a * b);
                return elements.list().ofSize(count).map(values -> nested(values, lengths) + "::" + sql());
            });
        }

        private static String nested(List<String> values, List<Integer> lengths) {
            int length = lengths.get(0);
            int size = values.size() / length;
            return IntStream.range(0, length)
                    .mapToObj(i -> values.subList(i * size, (i + 1) * size))
                    .map(part -> lengths.size() == 1 ? part.get(0) : nested(part, lengths.subList(1, lengths.size())))
                    .collect(Collectors.joining(", ", "ARRAY[", "]"));
        }

        private Arbitrary<String> countingFromZero(Arbitrary<String> elements) {
            return elements.map(value -> "array_fill(%s, ARRAY[%s], ARRAY[%s])"
                    .formatted(value, "2" + ", 2".repeat(dimensions - 1), "0" + ", 1".repeat(dimensions - 1)));
        }

        @Override
        public Object read(String text) {
            List<@Nullable Object> elements = PostgresText.array(text.substring(text.indexOf('{')), element::read);
            int found = PostgresText.dimensions(text);
            boolean isRegular = text.startsWith("{") && (found == 0 || found == dimensions);
            return isRegular ? elements : new Special(elements);
        }
    }

    /** A composite with the fields {@code f0}, {@code f1} and so on. */
    record Composite(List<SqlType> fields) implements SqlType {
        @Override
        public String sql() {
            return name("composite", definition());
        }

        private String definition() {
            return IntStream.range(0, fields.size())
                    .mapToObj(i -> "f%d %s".formatted(i, fields.get(i).sql()))
                    .collect(Collectors.joining(", "));
        }

        @Override
        public void define(Set<String> statements) {
            fields.forEach(field -> field.define(statements));
            statements.add("CREATE TYPE %s AS (%s)".formatted(sql(), definition()));
        }

        @Override
        public boolean isPart() {
            return fields.stream().allMatch(SqlType::isPart);
        }

        @Override
        public Arbitrary<String> values(SpecialValues policy) {
            return Combinators.combine(
                            fields.stream().map(field -> field.nullable(policy)).toList())
                    .as(values -> "ROW(%s)::%s".formatted(String.join(", ", values), sql()));
        }

        @Override
        public Object read(String text) {
            List<Function<String, Object>> readers = new ArrayList<>();
            fields.forEach(field -> readers.add(field::read));
            return PostgresText.composite(text, readers);
        }
    }

    /** {@code hstore} of the extension. */
    record Hstore() implements SqlType {
        @Override
        public String sql() {
            return "hstore";
        }

        @Override
        public boolean isPart() {
            return true;
        }

        @Override
        public Arbitrary<String> values(SpecialValues policy) {
            Arbitrary<String> texts = Arbitraries.of("''", "'a'", "'NULL'", "'ü \"=>\\'", "', '", "repeat('x', 300)");
            Arbitrary<String> values = Arbitraries.oneOf(texts, Arbitraries.just("NULL"));
            return Combinators.combine(texts, values)
                    .as("hstore(%s, %s)"::formatted)
                    .list()
                    .ofMaxSize(4)
                    .map(entries -> entries.isEmpty() ? "''::hstore" : String.join(" || ", entries));
        }

        @Override
        public Object read(String text) {
            return PostgresText.hstore(text);
        }
    }
}
