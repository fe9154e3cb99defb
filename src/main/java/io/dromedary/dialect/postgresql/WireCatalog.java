package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.TypePolicies.Numerics;
import io.dromedary.dialect.postgresql.WireType.Attribute;
import io.dromedary.table.ColumnType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.core.Oid;

/** What types are made of: arrays, composites, ranges, multiranges, intervals, hstore, and domains over them. */
final class WireCatalog {
    static final WireCatalog EMPTY = new WireCatalog(Map.of(), Map.of(), Numerics.Choice.AUTO, false);

    /** Deeper types go by their text form. */
    private static final int DEPTH_MAX = 12;

    private static final int INFINITE_INTERVALS_SINCE_MAJOR = 17;

    /** The types asked for and all that they are made of. {@code rngmultitypid} is there since PostgreSQL 14. */
    private static final String TYPES = """
            WITH RECURSIVE reached(oid) AS (
                   SELECT unnest(?::bigint[])::oid
                UNION
                   SELECT part.oid
                     FROM reached
                     JOIN pg_type AS t ON t.oid = reached.oid
                    CROSS JOIN LATERAL (
                             SELECT t.typbasetype WHERE t.typtype = 'd'
                          UNION ALL
                             SELECT e.oid FROM pg_type AS e WHERE e.oid = t.typelem AND e.typarray = t.oid
                          UNION ALL
                             SELECT r.rngsubtype FROM pg_range AS r WHERE r.rngtypid = t.oid
                          UNION ALL
                             SELECT r.rngtypid FROM pg_range AS r
                              WHERE (to_jsonb(r) ->> 'rngmultitypid')::oid = t.oid
                          UNION ALL
                             SELECT a.atttypid FROM pg_attribute AS a
                              WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0
                                AND NOT a.attisdropped) AS part(oid))
            SELECT t.oid, t.typtype, t.typname, t.typtypmod, t.typndims, send.proname,
                   coalesce(nullif(t.typbasetype, 0), e.oid, r.rngsubtype, m.rngtypid, 0),
                   n.nspname
              FROM reached
              JOIN pg_type AS t ON t.oid = reached.oid
              JOIN pg_namespace AS n ON n.oid = t.typnamespace
              LEFT JOIN pg_proc AS send ON send.oid = t.typsend
              LEFT JOIN pg_type AS e ON e.oid = t.typelem AND e.typarray = t.oid
              LEFT JOIN pg_range AS r ON r.rngtypid = t.oid
              LEFT JOIN pg_range AS m ON (to_jsonb(m) ->> 'rngmultitypid')::oid = t.oid
            """;

    private static final String ATTRIBUTES = """
            SELECT t.oid, a.attname, a.atttypid, a.atttypmod, a.attndims
              FROM unnest(?::bigint[]) AS wanted(oid)
              JOIN pg_type AS t ON t.oid = wanted.oid::oid AND t.typtype = 'c'
              JOIN pg_attribute AS a ON a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
             ORDER BY t.oid, a.attnum
            """;

    private final Map<Integer, Type> types;
    private final Map<Integer, List<Use>> attributes;

    private final Numerics numerics;
    private final boolean hasInfiniteIntervals;

    private WireCatalog(
            Map<Integer, Type> types,
            Map<Integer, List<Use>> attributes,
            Numerics numerics,
            boolean hasInfiniteIntervals) {
        this.types = types;
        this.attributes = attributes;
        this.numerics = numerics;
        this.hasInfiniteIntervals = hasInfiniteIntervals;
    }

    /**
     * A type.
     *
     * @param modifier of a domain's base
     * @param dimensions of a domain's base
     * @param send the function that makes its binary form
     * @param part of a domain the base, of an array the elements, of a range the bounds, of a multirange the range;
     *     else 0
     * @param schema where it lies
     */
    private record Type(char kind, String name, int modifier, int dimensions, String send, int part, String schema) {
        /** Whether it is a type of an extension, wherever that lies. */
        boolean is(String typeName, String sendName) {
            return name.equals(typeName) && send.equals(sendName);
        }
    }

    /** A type where it is used: for a column, an attribute, or as a part. */
    private record Use(String name, int oid, int modifier, int dimensions) {}

    /** The catalog of types; {@code numerics} is for numbers without a size that are parts of values. */
    static WireCatalog load(Connection connection, Collection<Integer> oids, Numerics numerics) throws SQLException {
        var types = new HashMap<Integer, Type>();
        try (PreparedStatement statement = connection.prepareStatement(TYPES)) {
            statement.setArray(1, oidArray(connection, oids));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String send = row.getString(6);
                    var type = new Type(
                            row.getString(2).charAt(0),
                            row.getString(3),
                            row.getInt(4),
                            row.getInt(5),
                            send == null ? "" : send,
                            (int) row.getLong(7),
                            row.getString(8));
                    types.put((int) row.getLong(1), type);
                }
            }
        }
        boolean hasInfiniteIntervals =
                connection.getMetaData().getDatabaseMajorVersion() >= INFINITE_INTERVALS_SINCE_MAJOR;
        return new WireCatalog(types, attributes(connection, types.keySet()), numerics, hasInfiniteIntervals);
    }

    private static Map<Integer, List<Use>> attributes(Connection connection, Collection<Integer> oids)
            throws SQLException {
        var attributes = new HashMap<Integer, List<Use>>();
        try (PreparedStatement statement = connection.prepareStatement(ATTRIBUTES)) {
            statement.setArray(1, oidArray(connection, oids));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    attributes
                            .computeIfAbsent((int) row.getLong(1), oid -> new ArrayList<>())
                            .add(new Use(row.getString(2), (int) row.getLong(3), row.getInt(4), row.getInt(5)));
                }
            }
        }
        return attributes;
    }

    private static java.sql.Array oidArray(Connection connection, Collection<Integer> oids) throws SQLException {
        return connection.createArrayOf(
                "bigint", oids.stream().map(Integer::toUnsignedLong).toArray());
    }

    /**
     * The form of a column's type, if it is made of others all of which have a binary form that is understood; else
     * empty.
     */
    Optional<WireType> find(SourceType type) {
        Optional<WireType> geometry = findGeometry(type);
        return geometry.isPresent()
                ? geometry
                : find(new Use("", type.oid(), type.modifier(), type.dimensions()), 0)
                        .filter(WireCatalog::isMade);
    }

    /** Only of whole columns: a file says of columns alone that they are geometries. */
    private Optional<WireType> findGeometry(SourceType source) {
        Type type = types.get(source.oid());
        if (type == null) {
            return Optional.empty();
        } else if (type.is("geometry", "geometry_send")) {
            return Optional.of(GeometryModifier.geometry(source.modifier(), false, type.schema()));
        } else if (type.is("geography", "geography_send")) {
            return Optional.of(GeometryModifier.geometry(source.modifier(), true, type.schema()));
        }
        return Optional.empty();
    }

    private static boolean isMade(WireType type) {
        return !(type instanceof WireType.Scalar
                || type instanceof WireType.Unsigned
                || type instanceof WireType.NumericText
                || type instanceof WireType.NumericDouble);
    }

    private Optional<WireType> find(Use use, int depth) {
        Type type = types.get(use.oid());
        if (type == null || depth > DEPTH_MAX) {
            return Optional.empty();
        }
        var part = new Use(use.name(), type.part(), use.modifier(), 0);
        return switch (type.kind()) {
            case 'c' -> findComposite(use.oid(), depth);
            case 'd' -> find(new Use("", type.part(), type.modifier(), type.dimensions()), depth + 1);
            case 'r' -> find(part, depth + 1).map(WireType.Range::new);
            case 'm' -> find(part, depth + 1).map(range -> new WireType.Multirange((WireType.Range) range));
            default ->
                type.part() == 0
                        ? findBase(type, use)
                        : find(part, depth + 1)
                                .map(element ->
                                        new WireType.Array(type.part(), element, Math.max(1, use.dimensions())));
        };
    }

    private Optional<WireType> findComposite(int oid, int depth) {
        List<Attribute> found = new ArrayList<>();
        for (Use use : attributes.getOrDefault(oid, List.of())) {
            Optional<WireType> type = find(use, depth + 1);
            if (type.isEmpty()) {
                return Optional.empty();
            }
            found.add(new Attribute(use.name(), use.oid(), type.get()));
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(new WireType.Composite(found));
    }

    private Optional<WireType> findBase(Type type, Use use) {
        if (type.is("hstore", "hstore_send")) {
            return Optional.of(new WireType.Hstore());
        } else if (type.is("citext", "citextsend")) {
            return Optional.of(new WireType.Scalar(TypeMapping.STRING));
        } else if (type.is("vector", "vector_send")) {
            return Optional.of(new WireType.Vector());
        }
        return switch (use.oid()) {
            case Oid.INTERVAL -> Optional.of(new WireType.Interval(hasInfiniteIntervals));
            case Oid.OID, TypeMapping.XID, TypeMapping.CID -> Optional.of(new WireType.Unsigned());
            default -> findScalar(type, use);
        };
    }

    /** What would have to be converted before it is sent cannot be a part. */
    private Optional<WireType> findScalar(Type type, Use use) {
        if (type.kind() == 'e') {
            return Optional.of(new WireType.Scalar(new ColumnType.Text(ColumnType.TextKind.ENUM)));
        } else if (use.oid() == Oid.NUMERIC) {
            return Optional.of(NumericMapping.part(use.modifier(), numerics));
        }
        return TypeMapping.findPlain(use.oid()).map(WireType.Scalar::new);
    }
}
