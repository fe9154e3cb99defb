package io.dromedary.dialect;

import io.dromedary.table.ColumnType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One statement that summarizes rows, for any database with MD5 and arrays: its only row is an array of texts.
 *
 * <p>The hash of a value is the first half of the MD5 of its canonical form, a number of 64 bits. The hash of a row is
 * that of the MD5s of its values, so that it changes when values of two rows change places. The sums of hashes are
 * modulo 2^64, so that the order of the rows does not matter, and neither does how they are split.
 */
public final class SummarySql {
    private static final BigInteger HASHES = BigInteger.ONE.shiftLeft(Long.SIZE);
    /** Stands for a value that is missing; no MD5 looks so. */
    private static final String MISSING = "'-'";

    private final List<Optional<Forms>> columns;
    private final boolean full;
    private final Syntax syntax;

    /**
     * How a database writes what databases write differently.
     *
     * @param array an array, with {@code %s} where its elements go
     * @param hash the first 16 of the hexadecimal digits {@code %s} as a number
     * @param fence what keeps the values of a subquery from being computed twice
     */
    public record Syntax(String array, String hash, String fence) {}

    /**
     * What is asked of a column, as SQL.
     *
     * @param digest the MD5 of the canonical form of a value, 32 hexadecimal digits; NULL of a missing value
     * @param measures aggregates, without {@link Measure#NULLS} and {@link Measure#HASH}
     */
    public record Forms(String digest, Map<Measure, String> measures) {}

    /** Makes the SQL of a column. */
    @FunctionalInterface
    public interface FormsOfColumn {
        /**
         * Called for each column that is looked at.
         *
         * @param index from zero
         * @param name of the column in the statement
         */
        Forms of(int index, ColumnType type, String name);
    }

    /** A statement about the rows of a query. */
    public SummarySql(SummaryQuery query, Syntax syntax, FormsOfColumn forms) {
        this.columns = IntStream.range(0, query.columns().size())
                .mapToObj(i -> query.columns().get(i).map(type -> forms.of(i, type, name(i))))
                .toList();
        this.full = query.full();
        this.syntax = syntax;
    }

    private static String name(int index) {
        return "c" + (index + 1);
    }

    /** The names that the columns have in the statement: {@code (c1,c2)}. */
    public static String names(int columns) {
        return IntStream.range(0, columns).mapToObj(SummarySql::name).collect(Collectors.joining(",", "(", ")"));
    }

    /** The statement. The SQL that it is about stands on lines of its own. */
    public String of(String sql) {
        String rows = "(\n%s\n) AS r%s".formatted(sql, names(columns.size()));
        List<String> digests = indexes()
                .mapToObj(
                        i -> "%s AS h%d".formatted(columns.get(i).orElseThrow().digest(), i + 1))
                .toList();
        if (full && !digests.isEmpty()) {
            rows = "(SELECT r.*, %s FROM %s%s) AS d".formatted(String.join(", ", digests), rows, syntax.fence);
        }
        String texts = aggregates().stream().map("(%s)::text"::formatted).collect(Collectors.joining(", "));
        return "SELECT %s FROM %s".formatted(syntax.array.formatted(texts), rows);
    }

    private IntStream indexes() {
        return IntStream.range(0, columns.size()).filter(i -> columns.get(i).isPresent());
    }

    private List<String> aggregates() {
        List<String> all = new ArrayList<>(List.of("count(*)"));
        if (full) {
            String hashes = indexes()
                    .mapToObj(i -> "coalesce(h%d,%s)".formatted(i + 1, MISSING))
                    .collect(Collectors.joining(","));
            all.add(hashes.isEmpty() ? "0" : hash("md5(array_to_string(%s,','))".formatted(array(hashes))));
        }
        indexes().forEach(i -> {
            all.add("count(*) - count(%s)".formatted(name(i)));
            all.addAll(new TreeMap<>(columns.get(i).orElseThrow().measures()).values());
            if (full) {
                all.add(hash("h" + (i + 1)));
            }
        });
        return all;
    }

    private String array(String elements) {
        return syntax.array.formatted(elements);
    }

    private String hash(String digest) {
        return "coalesce(sum(%s), 0)".formatted(syntax.hash.formatted(digest));
    }

    /** What the statement has returned. */
    public RowSummary read(@Nullable Object[] texts) {
        int[] next = {0};
        long rows = Long.parseLong(String.valueOf(texts[next[0]++]));
        String hash = full ? hashText(texts[next[0]++]) : "";
        List<ColumnSummary> summaries = new ArrayList<>();
        for (Optional<Forms> forms : columns) {
            var measures = new EnumMap<Measure, String>(Measure.class);
            if (forms.isPresent()) {
                measures.put(Measure.NULLS, String.valueOf(texts[next[0]++]));
                for (Measure measure : new TreeMap<>(forms.get().measures()).keySet()) {
                    Object text = texts[next[0]++];
                    measures.put(measure, text == null ? ColumnSummary.NONE : text.toString());
                }
                if (full) {
                    measures.put(Measure.HASH, hashText(texts[next[0]++]));
                }
            }
            summaries.add(new ColumnSummary(measures));
        }
        return new RowSummary(rows, hash, summaries);
    }

    private static String hashText(@Nullable Object sum) {
        return "%016x".formatted(new BigInteger(String.valueOf(sum)).mod(HASHES));
    }
}
