package io.dromedary.testing;

import io.dromedary.dialect.RowSource;
import io.dromedary.dialect.Snapshot;
import io.dromedary.dialect.SourceDatabase;
import io.dromedary.dialect.TableDescription;
import io.dromedary.dialect.TableDescription.Heap;
import io.dromedary.dialect.TableDescription.RefusedColumn;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.TableId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/** A database that has a catalog and no rows, for tests of planning. */
public final class CatalogOnly implements SourceDatabase {
    private static final long BLOCK_BYTES = 8192;

    private final Map<TableId, TableDescription> tables = new LinkedHashMap<>();

    /** Adds a heap table with two columns, {@code id} and {@code name}. */
    public CatalogOnly with(String schema, String name, long rows, long bytes) {
        return with(table(schema, name, rows, bytes));
    }

    /** Adds a table. */
    public CatalogOnly with(TableDescription table) {
        tables.put(table.id(), table);
        return this;
    }

    /** A heap table with two columns, {@code id} and {@code name}. */
    public static TableDescription table(String schema, String name, long rows, long bytes) {
        var id = new TableId(schema, name);
        return new TableDescription(
                new RowSource.Relation(id),
                "table",
                columns(),
                List.of(),
                List.of(
                        new Column("tableoid", new ColumnType.Int64(), false, "oid"),
                        new Column("xmin", new ColumnType.Int64(), false, "xid")),
                OptionalLong.of(rows),
                bytes,
                List.of(new Heap(id, bytes / BLOCK_BYTES, rows, bytes)),
                List.of(),
                "as planned");
    }

    /** The same table with columns that cannot be carried over. */
    public static TableDescription refusing(TableDescription table, RefusedColumn... refused) {
        return new TableDescription(
                table.source(),
                table.kind(),
                table.columns(),
                List.of(refused),
                table.estimatedRows(),
                table.bytes(),
                table.heaps(),
                table.partitions(),
                table.fingerprint());
    }

    /** The same table with other heaps and partitions. */
    public static TableDescription split(TableDescription table, List<Heap> heaps, List<TableId> partitions) {
        return new TableDescription(
                table.source(),
                "partitioned table",
                table.columns(),
                table.refusedColumns(),
                table.estimatedRows(),
                table.bytes(),
                heaps,
                partitions,
                table.fingerprint());
    }

    private static List<Column> columns() {
        return List.of(
                new Column("id", new ColumnType.Int64(), false, "bigint"),
                new Column("name", new ColumnType.Text(ColumnType.TextKind.STRING), true, "text"));
    }

    @Override
    public String serverVersion() {
        return "Catalog 1";
    }

    @Override
    public List<TableId> listTables() {
        return tables.keySet().stream().sorted().toList();
    }

    @Override
    public List<TableDescription> describe(Collection<TableId> wanted) {
        return wanted.stream().map(id -> Objects.requireNonNull(tables.get(id))).toList();
    }

    @Override
    public TableDescription describeQuery(TableId name, String query) {
        return new TableDescription(
                new RowSource.Query(name, query),
                "query",
                columns(),
                List.of(),
                OptionalLong.empty(),
                0,
                List.of(),
                List.of(),
                "");
    }

    @Override
    public Snapshot openSnapshot(List<TableDescription> wanted) {
        throw new AssertionError("Planning opens no snapshot");
    }

    @Override
    public Snapshot openPerChunk(List<TableDescription> wanted) {
        throw new AssertionError("Planning opens no snapshot");
    }

    @Override
    public void close() {}
}
