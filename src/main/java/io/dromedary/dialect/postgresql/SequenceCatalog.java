package io.dromedary.dialect.postgresql;

import io.dromedary.table.QualifiedName;
import io.dromedary.table.SequenceDefinition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sequences behind the columns of tables. */
final class SequenceCatalog {
    /** {@code pg_sequences} shows a last value only to those who may read the sequence. */
    private static final String SEQUENCES = """
            SELECT DISTINCT used.relation, used.number, used.is_identity, n.nspname, s.relname,
                   format_type(q.seqtypid, NULL), q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcache,
                   q.seqcycle, v.last_value, coalesce(owner.attname, '')
              FROM unnest(?::bigint[]) AS wanted(oid)
             CROSS JOIN LATERAL (
                       SELECT d.refobjid, d.refobjsubid, d.objid, true
                         FROM pg_depend AS d
                        WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
                          AND d.refobjid = wanted.oid::oid AND d.deptype = 'i' AND d.refobjsubid > 0
                    UNION ALL
                       SELECT a.adrelid, a.adnum, d.refobjid, false
                         FROM pg_attrdef AS a
                         JOIN pg_depend AS d ON d.classid = 'pg_attrdef'::regclass AND d.objid = a.oid
                              AND d.refclassid = 'pg_class'::regclass
                        WHERE a.adrelid = wanted.oid::oid
                   ) AS used(relation, number, sequence, is_identity)
              JOIN pg_class AS s ON s.oid = used.sequence AND s.relkind = 'S'
              JOIN pg_namespace AS n ON n.oid = s.relnamespace
              JOIN pg_sequence AS q ON q.seqrelid = s.oid
              LEFT JOIN pg_sequences AS v ON v.schemaname = n.nspname AND v.sequencename = s.relname
              LEFT JOIN pg_depend AS o ON o.classid = 'pg_class'::regclass AND o.objid = s.oid
                    AND o.refclassid = 'pg_class'::regclass AND o.refobjid = used.relation AND o.deptype IN ('a', 'i')
              LEFT JOIN pg_attribute AS owner ON owner.attrelid = o.refobjid AND owner.attnum = o.refobjsubid
             ORDER BY n.nspname, s.relname
            """;

    private record Place(long relation, int number) {}

    private final Map<Place, SequenceDefinition> identities = new HashMap<>();
    private final Map<Place, List<SequenceDefinition>> defaults = new HashMap<>();

    private SequenceCatalog() {}

    static SequenceCatalog read(Connection connection, List<Long> relations) throws SQLException {
        var catalog = new SequenceCatalog();
        try (PreparedStatement statement = connection.prepareStatement(SEQUENCES)) {
            statement.setArray(1, connection.createArrayOf("bigint", relations.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    catalog.add(row);
                }
            }
        }
        return catalog;
    }

    private void add(ResultSet row) throws SQLException {
        var place = new Place(row.getLong(1), row.getInt(2));
        if (row.getBoolean(3)) {
            identities.put(place, sequence(row));
        } else {
            defaults.computeIfAbsent(place, key -> new ArrayList<>()).add(sequence(row));
        }
    }

    private static SequenceDefinition sequence(ResultSet row) throws SQLException {
        long last = row.getLong(13);
        @Nullable Long lastValue = row.wasNull() ? null : last;
        return new SequenceDefinition(
                new QualifiedName(row.getString(4), row.getString(5)),
                row.getString(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10),
                row.getLong(11),
                row.getBoolean(12),
                lastValue,
                row.getString(14));
    }

    /** Numbers an identity column. */
    Optional<SequenceDefinition> findIdentity(long relation, int number) {
        return Optional.ofNullable(identities.get(new Place(relation, number)));
    }

    /** What the default of a column takes numbers from. */
    List<SequenceDefinition> ofDefault(long relation, int number) {
        return defaults.getOrDefault(new Place(relation, number), List.of());
    }

    /** The same sequence where its owner is not. */
    static SequenceDefinition unowned(SequenceDefinition of) {
        return new SequenceDefinition(
                of.name(),
                of.type(),
                of.start(),
                of.increment(),
                of.min(),
                of.max(),
                of.cache(),
                of.cycle(),
                of.lastValue(),
                "");
    }
}
