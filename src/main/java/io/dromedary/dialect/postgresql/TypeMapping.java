package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.TypePolicies;
import io.dromedary.dialect.TypePolicies.UnknownTypes;
import io.dromedary.table.ColumnType;
import io.dromedary.table.Conversion;
import io.dromedary.table.Conversion.Fidelity;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postgresql.core.Oid;

/** As what the types of PostgreSQL are carried over: each has a rule of its own or goes by its text form. */
final class TypeMapping {
    static final ColumnType STRING = new ColumnType.Text(ColumnType.TextKind.STRING);
    static final String AS_TEXT = "%s::text";
    static final Mapped TEXT_FORM = new Mapped(STRING, Fidelity.TEXT_FORM, AS_TEXT);

    private static final int MONEY_DIGITS = 19;
    static final int XID = 28;
    static final int CID = 29;
    private static final int XID8 = 5069;

    private static final Map<Integer, ColumnType> PLAIN = Map.ofEntries(
            Map.entry(Oid.BOOL, new ColumnType.Bool()),
            Map.entry(Oid.INT2, new ColumnType.Int32(Short.SIZE)),
            Map.entry(Oid.INT4, new ColumnType.Int32(Integer.SIZE)),
            Map.entry(Oid.INT8, new ColumnType.Int64()),
            Map.entry(Oid.FLOAT4, new ColumnType.Float32()),
            Map.entry(Oid.FLOAT8, new ColumnType.Float64()),
            Map.entry(Oid.TEXT, STRING),
            Map.entry(Oid.VARCHAR, STRING),
            Map.entry(Oid.BPCHAR, STRING),
            Map.entry(Oid.NAME, STRING),
            Map.entry(Oid.JSON, new ColumnType.Text(ColumnType.TextKind.JSON)),
            Map.entry(Oid.JSONB, new ColumnType.Text(ColumnType.TextKind.JSON)),
            Map.entry(Oid.BYTEA, new ColumnType.Binary()),
            Map.entry(Oid.DATE, new ColumnType.Date()),
            Map.entry(Oid.TIME, new ColumnType.Time()),
            Map.entry(Oid.TIMESTAMP, new ColumnType.Timestamp(false)),
            Map.entry(Oid.TIMESTAMPTZ, new ColumnType.Timestamp(true)),
            Map.entry(Oid.UUID, new ColumnType.Uuid()));

    private static final Mapped UNSIGNED = new Mapped(new ColumnType.Int64(), Fidelity.WIDENED, "%s::text::int8");
    private static final Map<Integer, Mapped> NUMBERS = Map.of(
            Oid.OID,
            new Mapped(new ColumnType.Int64(), Fidelity.WIDENED, "%s::int8"),
            XID,
            UNSIGNED,
            CID,
            UNSIGNED,
            XID8,
            new Mapped(new ColumnType.Decimal(20, 0), Fidelity.WIDENED, "%s::text::numeric"));

    /** Types that are texts themselves. By name, since extensions get their OIDs as they come. */
    private static final Set<String> STRINGS = Set.of("char", "xml", "citext", "ltree");

    /** Types whose text form is the most that can be said of them elsewhere. */
    private static final Set<String> NAMES_OF_OBJECTS = Set.of(
            "regproc",
            "regprocedure",
            "regoper",
            "regoperator",
            "regclass",
            "regcollation",
            "regtype",
            "regrole",
            "regnamespace",
            "regconfig",
            "regdictionary",
            "pg_lsn",
            "tid");

    private final TypePolicies policies;
    private final SpecialMapping specials;
    private final NumericMapping numerics;
    private final TextMapping texts;
    private final int moneyScale;
    private final WireCatalog wires;

    /**
     * A mapping.
     *
     * @param encoding of the database
     * @param moneyScale digits behind the point of {@code money}
     */
    TypeMapping(TypePolicies policies, String encoding, int moneyScale) {
        this(
                policies,
                new TextMapping(policies.invalidText(), encoding.equals(TextMapping.UNVERIFIED_ENCODING)),
                moneyScale,
                WireCatalog.EMPTY);
    }

    private TypeMapping(TypePolicies policies, TextMapping texts, int moneyScale, WireCatalog wires) {
        this.policies = policies;
        this.specials = new SpecialMapping(policies.specialValues());
        this.numerics = new NumericMapping(policies.numerics(), specials);
        this.texts = texts;
        this.moneyScale = moneyScale;
        this.wires = wires;
    }

    /** A mapping for the database of a connection. */
    static TypeMapping of(Connection connection, TypePolicies policies) throws SQLException {
        String sql = "SELECT current_setting('server_encoding'), scale(0::money::numeric)";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new TypeMapping(policies, row.getString(1), row.getInt(2));
        }
    }

    /** The same, for columns whose types may be made of others. */
    TypeMapping with(Connection connection, List<CatalogColumn> columns) throws SQLException {
        List<Integer> oids = columns.stream()
                .map(CatalogColumn::type)
                .filter(type -> type.kind() != 'e' && type.oid() != Oid.NUMERIC && !PLAIN.containsKey(type.oid()))
                .map(SourceType::oid)
                .distinct()
                .toList();
        return oids.isEmpty()
                ? this
                : new TypeMapping(policies, texts, moneyScale, WireCatalog.load(connection, oids, policies.numerics()));
    }

    TypePolicies policies() {
        return policies;
    }

    SpecialMapping specials() {
        return specials;
    }

    TextMapping texts() {
        return texts;
    }

    /** As what a column is carried over. */
    record Mapped(ColumnType type, Conversion conversion) {
        Mapped(ColumnType type, Fidelity fidelity, String expression) {
            this(type, new Conversion(fidelity, expression));
        }
    }

    /** Whether a value may be missing, where the database says so of the column itself. */
    boolean isNullable(boolean inDatabase, Mapped mapped) {
        return inDatabase || specials.mayBecomeNull(mapped);
    }

    /** As what a type is carried over; empty: see {@link #reason}. */
    Optional<Mapped> find(SourceType type) {
        return findAny(type)
                .map(mapped -> policies.profile().reads(mapped.type()) ? mapped : TEXT_FORM)
                .map(mapped -> texts.map(type, mapped));
    }

    private Optional<Mapped> findAny(SourceType type) {
        if (type.kind() == 'e') {
            return Optional.of(new Mapped(new ColumnType.Text(ColumnType.TextKind.ENUM), Conversion.NONE));
        } else if (type.oid() == Oid.NUMERIC) {
            return Optional.of(numerics.map(type.modifier()));
        }
        ColumnType plain = PLAIN.get(type.oid());
        return plain == null ? findMade(type) : Optional.of(specials.map(SpecialMapping.plain(plain)));
    }

    /** Of a type that is read as it is, by its OID. */
    static Optional<ColumnType> findPlain(int oid) {
        return Optional.ofNullable(PLAIN.get(oid));
    }

    private Optional<Mapped> findMade(SourceType type) {
        Optional<Mapped> made = wires.find(type)
                .filter(wire -> !texts.isUnverifiedIn(wire.type()))
                .map(wire -> specials.map(SpecialMapping.plain(wire)));
        return made.isPresent() ? made : findConverted(type);
    }

    private Optional<Mapped> findConverted(SourceType type) {
        if (NUMBERS.containsKey(type.oid())) {
            return Optional.ofNullable(NUMBERS.get(type.oid()));
        } else if (type.oid() == Oid.MONEY) {
            var decimal = new ColumnType.Decimal(MONEY_DIGITS, moneyScale);
            return Optional.of(new Mapped(decimal, Fidelity.EXACT, "%s::numeric"));
        } else if (STRINGS.contains(type.name())) {
            return Optional.of(new Mapped(STRING, Fidelity.EXACT, AS_TEXT));
        } else if (NAMES_OF_OBJECTS.contains(type.name()) || policies.unknownTypes() == UnknownTypes.TEXT) {
            return Optional.of(textForm(type));
        }
        return Optional.empty();
    }

    /** The cast of {@code inet} to text adds a netmask that PostgreSQL does not print. */
    private static Mapped textForm(SourceType type) {
        return type.oid() == Oid.INET ? new Mapped(STRING, Fidelity.TEXT_FORM, "textin(inet_out(%s))") : TEXT_FORM;
    }

    /** Why a type is refused and what to do. */
    static String reason(SourceType type) {
        return "%s has no exact Parquet type and unknown_types is fail; exclude the column, cast it in a query,"
                        .formatted(type.text())
                + " or choose unknown_types: text";
    }
}
