package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.RowQuery;
import io.dromedary.dialect.RowSource;
import io.dromedary.table.ChunkBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The SQL that reads the rows of a {@link RowQuery}. What its author wrote stands on lines of its own. */
final class CopySql {
    private CopySql() {}

    static String of(RowQuery query) {
        String columns = Stream.concat(Stream.of(columns(query)), ArrangementSql.partitionValues(query).stream())
                .collect(Collectors.joining(","));
        return "COPY (SELECT %s FROM %s%s%s) TO STDOUT (FORMAT binary)"
                .formatted(columns, from(query), where(query), ArrangementSql.orderBy(query));
    }

    /** The rows by themselves: those columns that are in files, in any order. */
    static String select(RowQuery query) {
        return "SELECT %s FROM %s%s".formatted(columns(query), from(query), where(query));
    }

    private static String columns(RowQuery query) {
        return query.schema().columns().stream()
                .map(column -> column.conversion().of(Quote.name(column.name())))
                .collect(Collectors.joining(","));
    }

    /** Which rows, as it can stand behind FROM; empty: all. */
    static String where(RowQuery query) {
        var conditions = new ArrayList<String>();
        if (query.bounds() instanceof ChunkBounds.Blocks blocks) {
            conditions.addAll(ofBlocks(blocks));
        } else if (query.bounds() instanceof ChunkBounds.Share share) {
            conditions.add(ArrangementSql.condition(query, share));
        }
        query.findWhere()
                .ifPresent(where -> conditions.add(parenthesised(query.source().id() + ": where_clause", where)));
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    private static String from(RowQuery query) {
        if (query.bounds() instanceof ChunkBounds.Blocks blocks) {
            return "ONLY " + Quote.table(blocks.heap());
        } else if (query.bounds() instanceof ChunkBounds.Partition partition) {
            return Quote.table(partition.partition());
        }
        return from(query.source());
    }

    /** The whole of it, as it can stand behind FROM. */
    static String from(RowSource source) {
        if (source instanceof RowSource.Query query) {
            return parenthesised(query.id() + ": query", query.sql()) + " AS q";
        }
        return Quote.table(source.id());
    }

    private static List<String> ofBlocks(ChunkBounds.Blocks blocks) {
        var conditions = new ArrayList<String>();
        conditions.add("ctid >= '(%d,0)'::tid".formatted(blocks.firstBlock()));
        blocks.endBlock().ifPresent(end -> conditions.add("ctid < '(%d,0)'::tid".formatted(end)));
        return conditions;
    }

    private static String parenthesised(String what, String sql) {
        return "(\n" + AuthorSql.requireSelfContained(what, sql) + "\n)";
    }
}
