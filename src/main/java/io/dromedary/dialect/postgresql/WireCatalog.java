package io.dromedary.dialect.postgresql;

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
    static final WireCatalog EMPTY = new WireCatalog(Map.of(), Map.of());

    /** Deeper types go by their text form. */
    private static final int DEPTH_MAX = 12;

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
                   coalesce(nullif(t.typbasetype, 0), e.oid, r.rngsubtype, m.rngtypid, 0)
              FROM reached
              JOIN pg_type AS t ON t.oid = reached.oid
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

    private WireCatalog(Map<Integer, Type> types, Map<Integer, List<Use>> attributes) {
        this.types = types;
        this.attributes = attributes;
    }

    /**
     * A type.
     *
     * @param modifier of a domain's base
     * @param dimensions of a domain's base
     * @param send the function that makes its binary form
     * @param part of a domain the base, of an array the elements, of a range the bounds, of a multirange the range;
     *     else 0
     */
    private record Type(char kind, String name, int modifier, int dimensions, String send, int part) {}

    /** A type where it is used: for a column, an attribute, or as a part. */
    private record Use(String name, int oid, int modifier, int dimensions) {}

    static WireCatalog load(Connection connection, Collection<Integer> oids) throws SQLException {
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
                            (int) row.getLong(7));
                    types.put((int) row.getLong(1), type);
                }
            }
        }
        return new WireCatalog(types, attributes(connection, types.keySet()));
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
        return find(new Use("", type.oid(), type.modifier(), type.dimensions()), 0)
                .filter(found -> isMade(found));
    }

    private static boolean isMade(WireType type) {
        return !(type instanceof WireType.Scalar
                || type instanceof WireType.Unsigned
                || type instanceof WireType.NumericText);
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

    private static Optional<WireType> findBase(Type type, Use use) {
        if (type.name().equals("hstore") && type.send().equals("hstore_send")) {
            return Optional.of(new WireType.Hstore());
        } else if (type.name().equals("citext") && type.send().equals("citextsend")) {
            return Optional.of(new WireType.Scalar(TypeMapping.STRING));
        }
        return switch (use.oid()) {
            case Oid.INTERVAL -> Optional.of(new WireType.Interval());
            case Oid.OID, TypeMapping.XID, TypeMapping.CID -> Optional.of(new WireType.Unsigned());
            default -> findScalar(type, use);
        };
    }

    /** What would have to be converted before it is sent cannot be a part. */
    private static Optional<WireType> findScalar(Type type, Use use) {
        if (type.kind() == 'e') {
            return Optional.of(new WireType.Scalar(new ColumnType.Text(ColumnType.TextKind.ENUM)));
        } else if (use.oid() == Oid.NUMERIC) {
            Optional<ColumnType.Decimal> decimal = NumericMapping.findDecimal(use.modifier());
            return Optional.of(decimal.isPresent() ? new WireType.Scalar(decimal.get()) : new WireType.NumericText());
        }
        return TypeMapping.findPlain(use.oid()).map(WireType.Scalar::new);
    }
}
