package io.dromedary.it;

import io.dromedary.dialect.TypePolicies.SpecialValues;
import io.dromedary.testing.MarkdownTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/**
 * A type that is not made of others.
 *
 * @param catalogName {@code pg_type.typname}
 * @param isPart whether it is read as it is inside of others
 * @param edges literals
 * @param other an SQL expression of {@code i} that makes more values; may be empty
 */
record LeafType(String sql, String catalogName, boolean isPart, List<String> edges, String other) implements SqlType {
    /** Stands for the largest values that PostgreSQL has, of 1 GB. */
    static final int LARGE = 1_000_000;

    private static final Set<String> LONG_TEXTS = Set.of("text", "varchar", "json", "bytea", "citext");

    private static final List<LeafType> ALL = Stream.of(readAsTheyAre(), sized(), ruled(), textForms())
            .flatMap(List::stream)
            .toList();

    /** One of every type that a table can have and that is not made of others. */
    static List<LeafType> all() {
        return ALL;
    }

    /** The first with a name in the catalog. */
    static LeafType named(String catalogName) {
        return ALL.stream()
                .filter(type -> type.catalogName().equals(catalogName))
                .findFirst()
                .orElseThrow();
    }

    private static List<LeafType> readAsTheyAre() {
        Map<String, List<String>> more = Map.of(
                "time", List.of("23:59:59.9999994"),
                "timestamp", List.of("2016-12-31 23:59:60", "1883-11-18 12:03:58", "1500-02-28 00:00:00.1"),
                "timestamptz",
                        List.of("2016-12-31 23:59:60Z", "2024-10-27 02:30 Europe/Berlin", "1500-02-28 00:00+15:59"));
        List<LeafType> types = new ArrayList<>();
        // Numbers without a size are what a range of numbers is made of.
        types.add(new LeafType("numeric", "numeric", true, List.of("0", "-0.000012", "1e37", "1.50", "-1e-38"), ""));
        for (GeneratedTypes type : GeneratedTypes.all()) {
            List<String> edges = new ArrayList<>(type.edges());
            edges.addAll(more.getOrDefault(type.catalogName(), List.of()));
            types.add(new LeafType(type.type(), type.catalogName(), true, edges, type.values()));
        }
        return types;
    }

    private static List<LeafType> sized() {
        List<String> nines = List.of("9".repeat(38), "-" + "9".repeat(20) + "." + "9".repeat(18), "0.00");
        List<String> wide = List.of("9".repeat(48) + ".99", "-1.10", "0");
        return List.of(
                new LeafType("numeric", "numeric", true, nines, "i / 7.0"),
                new LeafType(
                        "numeric", "numeric", true, List.of("1e200", "-1e-200", "9".repeat(500)), "i::numeric ^ 5"),
                new LeafType("numeric(50,2)", "numeric", true, wide, "i / 100.0"),
                new LeafType("numeric(3,-2)", "numeric", true, List.of("99900", "-99900", "0"), "i % 999 * 100"),
                new LeafType("numeric(2,5)", "numeric", true, List.of("0.00099", "-0.00099", "0"), "i % 99 * 1e-5"));
    }

    /** Types with a rule of their own that is not to read them as they are. */
    private static List<LeafType> ruled() {
        List<String> unsigned = List.of("0", "1", "2147483647", "2147483648", "4294967295");
        return List.of(
                new LeafType("oid", "oid", true, unsigned, ""),
                new LeafType("xid", "xid", true, unsigned, ""),
                new LeafType("cid", "cid", true, unsigned, ""),
                new LeafType("citext", "citext", true, List.of("", "MiXed ü", "NULL"), ""),
                new LeafType(
                        "interval",
                        "interval",
                        true,
                        intervals(),
                        "make_interval(months => i / 7, days => -i, secs => i / 1e6)"),
                unlike("xid8", "0", "18446744073709551615", "9223372036854775808"),
                unlike("money", "-92233720368547758.08", "92233720368547758.07", "0.01", "0"),
                unlike("\"char\"", "x", "", "\\377"),
                unlike("xml", "<a b=\"c\">ü</a>", "text only", ""),
                unlike("ltree", "Top.Science.Astronomy", ""),
                unlike("pg_lsn", "0/0", "16/B374D848", "FFFFFFFF/FFFFFFFF"),
                unlike("tid", "(0,1)", "(4294967295,65535)"),
                unlike("regclass", "pg_class", "0", "information_schema.tables"),
                unlike("regtype", "integer", "0"),
                unlike("regproc", "now", "0"),
                unlike("regprocedure", "abs(integer)", "0"),
                unlike("regoper", "||/", "0"),
                unlike("regoperator", "+(integer,integer)", "0"),
                unlike("regrole", "postgres", "0"),
                unlike("regnamespace", "pg_catalog", "0"),
                unlike("regconfig", "simple", "0"),
                unlike("regdictionary", "simple", "0"),
                unlike("regcollation", "\"C\"", "0"));
    }

    private static List<String> intervals() {
        return List.of(
                "0",
                "1 year 2 mons -3 days 04:05:06.7",
                "-1 mons +3 days -00:00:00.000001",
                "1 day -00:00:01",
                "-1 day 25:00:00",
                "178000000 years",
                "-178000000 years",
                "2147483646 mons 2147483647 days 2562047788:00:54.775807",
                "-2147483647 mons -2147483648 days -2562047788:00:54.775807");
    }

    private static LeafType unlike(String sql, String... edges) {
        return new LeafType(sql, sql.replace("\"", ""), false, List.of(edges), "");
    }

    /** What the document says of every other type that a column can have. */
    private static List<LeafType> textForms() {
        Map<String, List<String>> more = Map.of(
                "timetz", List.of("24:00:00-15:59:59", "00:00+15:59:59"),
                "inet", List.of("192.168.1.5/24", "::1", "0.0.0.0/0"),
                "varbit", List.of("", "00000"),
                "point", List.of("(NaN,Infinity)", "(-0,1e-300)"),
                "tsvector", List.of("", "'it''s':1A,16383"),
                "path", List.of("[(0,0),(1,1)]"));
        return MarkdownTables.rows(Path.of("docs/types.md"), "## Types that go by their text form").stream()
                .filter(row -> !row.get(2).equals("no values of a table")
                        && !row.get(1).startsWith("_"))
                .map(row -> new LeafType(
                        row.get(0),
                        row.get(1),
                        false,
                        Stream.concat(Stream.of(row.get(2)), more.getOrDefault(row.get(1), List.of()).stream())
                                .toList(),
                        ""))
                .toList();
    }

    /** Whether its values decide what becomes of a column of it. */
    boolean isMeasured() {
        return sql.equals("numeric") || sql.equals("numeric(50,2)");
    }

    /** Whether one value may be large, so that there should not be many. */
    boolean hasLongValues() {
        return LONG_TEXTS.contains(catalogName) && !sql.contains("(");
    }

    @Override
    public Arbitrary<String> values(SpecialValues policy) {
        Arbitrary<String> literals = literals(edges);
        Arbitrary<String> others = other.isEmpty()
                ? literals
                : Arbitraries.integers().between(0, 1_000_000).map(i -> "(SELECT %s FROM (VALUES (%d)) AS v(i))::%s"
                        .formatted(other, i, sql));
        List<String> special = SpecialTexts.literals(this, policy);
        return Arbitraries.frequencyOf(
                Tuple.of(60, literals),
                Tuple.of(40, others),
                Tuple.of(6, special.isEmpty() ? literals : literals(special)),
                Tuple.of(1, hasLongValues() ? large() : literals));
    }

    private Arbitrary<String> literals(List<String> texts) {
        return Arbitraries.of(texts).map(text -> "'%s'::%s".formatted(text.replace("'", "''"), sql));
    }

    private Arbitrary<String> large() {
        String text =
                switch (catalogName) {
                    case "json" -> "to_json(repeat('x', %d))";
                    case "bytea" -> "decode(repeat('ff', %d), 'hex')";
                    default -> "repeat('x', %d)::" + sql;
                };
        // As an edge case it would be every other value, and the heap of the tests too small.
        return Arbitraries.just(text.formatted(LARGE)).withoutEdgeCases();
    }

    @Override
    public Object read(String text) {
        return switch (catalogName) {
            case "float4" -> Float.valueOf(text);
            case "float8" -> Double.valueOf(text);
            default -> SpecialTexts.isSpecial(this, text) ? new Special(text) : text;
        };
    }
}
