package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.RowArrangement.PartitionKey;
import io.dromedary.dialect.RowArrangement.SortKey;
import io.dromedary.dialect.RowArrangement.Transform;
import io.dromedary.dialect.RowQuery;
import io.dromedary.table.ChunkBounds;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The SQL that brings the rows of a partition together. Partition values are compared as the texts that name the
 * partitions, byte by byte: whatever a collation takes for equal are still two partitions, each in one place.
 */
final class ArrangementSql {
    private static final String BYTEWISE = "(%s)::text COLLATE \"C\"";
    private static final int HASH_MASK = Integer.MAX_VALUE;

    private final RowQuery query;

    private ArrangementSql(RowQuery query) {
        this.query = query;
    }

    /** The expressions to select behind the columns. */
    static List<String> partitionValues(RowQuery query) {
        var sql = new ArrangementSql(query);
        return query.arrangement().partitionBy().stream()
                .map(sql::partitionValue)
                .toList();
    }

    private String partitionValue(PartitionKey key) {
        if (key instanceof PartitionKey.OfExpression expression) {
            String what = "%s: partition_by %s".formatted(query.source().id(), expression.name());
            // Inside of coalesce the server refuses what would make several rows of one.
            return "coalesce((\n%s\n)::text COLLATE \"C\", NULL)"
                    .formatted(AuthorSql.requireSelfContained(what, expression.sql()));
        }
        var column = (PartitionKey.OfColumn) key;
        return BYTEWISE.formatted(part(Quote.name(column.column()), column.transform()));
    }

    private static String part(String column, Transform transform) {
        return switch (transform) {
            case IDENTITY -> column;
            case YEAR -> "extract(year FROM %s)".formatted(column);
            case MONTH -> "to_char(%s, 'YYYY-MM')".formatted(column);
            case DAY -> column + "::date";
            case HOUR -> "to_char(%s, 'YYYY-MM-DD-HH24')".formatted(column);
        };
    }

    /** The condition that a row belongs to a share, by a digest of its partition values. */
    static String condition(RowQuery query, ChunkBounds.Share share) {
        String values = String.join(", chr(1), ", partitionValues(query));
        return "(hashtextextended(concat(%s), 0) & %d) %% %d = %d"
                .formatted(values, HASH_MASK, share.count(), share.number() - 1);
    }

    /** Stands behind the conditions; empty: in any order. */
    static String orderBy(RowQuery query) {
        List<String> keys = new ArrayList<>();
        int columns = query.schema().columns().size();
        for (int i = 1; i <= query.arrangement().partitionBy().size(); i++) {
            keys.add(Integer.toString(columns + i));
        }
        query.arrangement().sortBy().forEach(key -> keys.add(sortKey(query, key)));
        return keys.isEmpty() ? "" : keys.stream().collect(Collectors.joining(", ", " ORDER BY ", ""));
    }

    private static String sortKey(RowQuery query, SortKey key) {
        String name = Quote.name(key.column());
        Column column = query.schema().columns().stream()
                .filter(other -> other.name().equals(key.column()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No column %s to sort by".formatted(name)));
        boolean isNumber = column.sourceType().startsWith("numeric");
        String value = column.type() instanceof ColumnType.Text && !isNumber ? BYTEWISE.formatted(name) : name;
        return "%s %s NULLS %s"
                .formatted(value, key.descending() ? "DESC" : "ASC", key.nullsFirst() ? "FIRST" : "LAST");
    }
}
