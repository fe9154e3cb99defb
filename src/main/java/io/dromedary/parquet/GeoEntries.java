package io.dromedary.parquet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnVector;
import io.dromedary.table.RowBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the footer says of the columns that are geometries, for whoever reads GeoParquet 1.1: which columns, what is in
 * them, what their coordinates mean. {@code docs/types.md} describes it. Not thread-safe.
 */
final class GeoEntries {
    /** The key of GeoParquet. */
    static final String KEY = "geo";

    /** Our own key: the SRIDs of the columns, which GeoParquet has no place for. */
    static final String SRIDS_KEY = "dromedary.srids";

    private static final String VERSION = "1.1.0";

    /** Longitude and latitude: what GeoParquet takes for granted. */
    private static final int LONGITUDE_LATITUDE = 4326;

    private final List<GeoColumn> columns = new ArrayList<>();

    /** A column that is geometries, with the types of those in the file. */
    private record GeoColumn(int index, String name, ColumnType.Geometry type, GeometryTypes types) {}

    GeoEntries(List<Column> all) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).type() instanceof ColumnType.Geometry type) {
                columns.add(new GeoColumn(i, all.get(i).name(), type, new GeometryTypes()));
            }
        }
    }

    /** Takes note of what is in a batch that is written to the file. */
    void look(RowBatch batch) {
        for (GeoColumn column : columns) {
            column.types().add((ColumnVector.Bytes) batch.columns().get(column.index()));
        }
    }

    /** The entries; none for a table without geometries. */
    Map<String, String> entries() {
        var entries = new HashMap<String, String>();
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        ObjectNode srids = JsonNodeFactory.instance.objectNode();
        for (GeoColumn column : columns) {
            srids.put(column.name(), column.type().srid());
            if (column.types().areAllKnown()) {
                described.set(column.name(), describe(column));
            }
        }
        if (!described.isEmpty()) {
            ObjectNode geo = JsonNodeFactory.instance.objectNode();
            geo.put("version", VERSION);
            geo.put("primary_column", described.fieldNames().next());
            geo.set("columns", described);
            entries.put(KEY, geo.toString());
        }
        if (!srids.isEmpty()) {
            entries.put(SRIDS_KEY, srids.toString());
        }
        return entries;
    }

    private static ObjectNode describe(GeoColumn column) {
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        described.put("encoding", "WKB");
        column.types().names().forEach(described.putArray("geometry_types")::add);
        if (column.type().srid() != LONGITUDE_LATITUDE) {
            described.putNull("crs");
        }
        if (column.type().spherical()) {
            described.put("edges", "spherical");
        }
        return described;
    }
}
