package io.dromedary.it;

import io.dromedary.dialect.TypePolicies.SpecialValues;
import io.dromedary.it.GeneratedTable.Settings;
import io.dromedary.it.GeneratedTable.TableColumn;
import io.dromedary.parquet.Codec;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generates tables: a few columns of any type, and a few rows, so that what fails is soon small. */
final class TableArbitrary {
    private static final int COLUMNS_MAX = 12;
    private static final int ROWS_MAX = 25;
    private static final int DEPTH = 2;
    private static final int DIMENSIONS_MAX = 3;

    private static final List<LeafType> PARTS =
            LeafType.all().stream().filter(LeafType::isPart).toList();

    private TableArbitrary() {}

    static Arbitrary<GeneratedTable> tables() {
        return settings().flatMap(settings -> columns(settings.specialValues())
                .list()
                .ofMinSize(1)
                .ofMaxSize(COLUMNS_MAX)
                .map(columns -> new GeneratedTable(columns, settings)));
    }

    private static Arbitrary<Settings> settings() {
        return Combinators.combine(
                        Arbitraries.of(SpecialValues.class),
                        Arbitraries.of("auto", "auto", "auto", "text"),
                        Arbitraries.of(Codec.Kind.class),
                        Arbitraries.of(true, false),
                        Arbitraries.of(1_000_000, 1, 10, 100),
                        Arbitraries.of(1, 1, 2, 40))
                .as(Settings::new);
    }

    private static Arbitrary<TableColumn> columns(SpecialValues policy) {
        Arbitrary<SqlType> leaves = Arbitraries.of(LeafType.all()).map(type -> type);
        Arbitrary<SqlType> types = Arbitraries.frequencyOf(Tuple.of(1, leaves), Tuple.of(1, nested(DEPTH)));
        return types.flatMap(type -> Arbitraries.of(true, true, false).flatMap(nullable -> {
            Arbitrary<String> values = nullable ? type.nullable(policy) : type.values(policy);
            return values.list().ofMinSize(1).ofMaxSize(ROWS_MAX).map(list -> new TableColumn(type, nullable, list));
        }));
    }

    /** A type that may be made of others. */
    private static Arbitrary<SqlType> nested(int depth) {
        Arbitrary<SqlType> parts = Arbitraries.of(PARTS).map(type -> type);
        if (depth == 0) {
            Arbitrary<SqlType> leaves = Arbitraries.of(LeafType.all()).map(type -> type);
            return Arbitraries.frequencyOf(Tuple.of(15, parts), Tuple.of(1, leaves));
        }
        Arbitrary<SqlType> part = Arbitraries.lazy(() -> nested(depth - 1));
        Arbitrary<RangeType> ranges = Arbitraries.of(RangeType.all());
        return Arbitraries.frequencyOf(
                Tuple.of(1, parts),
                Tuple.of(4, arrays(part)),
                Tuple.of(3, part.list().ofMinSize(1).ofMaxSize(3).map(SqlType.Composite::new)),
                Tuple.of(1, ranges.map(range -> range)),
                Tuple.of(1, ranges.map(RangeType.Multirange::new)),
                Tuple.of(1, part.map(SqlType.Domain::new)),
                Tuple.of(1, Arbitraries.just(new SqlType.Hstore())));
    }

    /** There are no arrays of arrays but those of several dimensions. */
    private static Arbitrary<SqlType> arrays(Arbitrary<SqlType> elements) {
        Arbitrary<Integer> dimensions = Arbitraries.integers().between(1, DIMENSIONS_MAX);
        return Combinators.combine(elements, dimensions)
                .as((element, count) ->
                        element.plain() instanceof SqlType.ArrayOf ? element : new SqlType.ArrayOf(element, count));
    }
}
