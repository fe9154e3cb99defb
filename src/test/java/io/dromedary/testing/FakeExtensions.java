package io.dromedary.testing;

/**
 * Types that look to the catalog and on the wire like those of PostGIS and pgvector, on servers without these. Their
 * values are the bytes that the real ones would send: text {@code \x0101000000...}.
 */
public final class FakeExtensions {
    private FakeExtensions() {}

    /** Creates {@code geometry}, {@code geography} and {@code vector} in a schema of their own. */
    public static void create(TestPostgres postgres, String schema) {
        postgres.execute("CREATE SCHEMA " + schema);
        for (String type : new String[] {"geometry", "geography", "vector"}) {
            createType(postgres, schema + "." + type);
        }
        String littleEndian = "get_byte($1, 5) + (get_byte($1, 6) << 8) + (get_byte($1, 7) << 16)";
        postgres.execute(
                "CREATE FUNCTION %s.srid_of(bytea) RETURNS int LANGUAGE sql AS".formatted(schema)
                        + " 'SELECT CASE WHEN get_byte($1, 4) & 32 = 0 THEN 0 ELSE " + littleEndian + " END'",
                "CREATE FUNCTION %1$s.st_srid(%1$s.geometry) RETURNS int LANGUAGE sql".formatted(schema)
                        + " AS 'SELECT %1$s.srid_of($1::bytea)'".formatted(schema),
                "CREATE CAST (%1$s.geography AS %1$s.geometry) WITHOUT FUNCTION".formatted(schema));
    }

    /** The modifier of {@code type(n)} is n + 4, as of {@code varchar}. */
    private static void createType(TestPostgres postgres, String type) {
        String function = "CREATE FUNCTION %1$s_%2$s(%3$s) RETURNS %4$s LANGUAGE internal IMMUTABLE STRICT AS '%5$s'";
        postgres.execute(
                "CREATE TYPE " + type,
                function.formatted(type, "in", "cstring", type, "byteain"),
                function.formatted(type, "out", type, "cstring", "byteaout"),
                function.formatted(type, "send", type, "bytea", "byteasend"),
                function.formatted(type, "typmod_in", "cstring[]", "int", "varchartypmodin"),
                function.formatted(type, "typmod_out", "int", "cstring", "varchartypmodout"),
                ("CREATE TYPE %1$s (INPUT = %1$s_in, OUTPUT = %1$s_out, SEND = %1$s_send,"
                                + " TYPMOD_IN = %1$s_typmod_in, TYPMOD_OUT = %1$s_typmod_out, LIKE = bytea)")
                        .formatted(type),
                "CREATE CAST (%s AS bytea) WITHOUT FUNCTION".formatted(type));
    }
}
