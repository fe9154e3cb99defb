package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.DefinedTable;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.ColumnDefinition;
import io.dromedary.table.DefaultValue;
import io.dromedary.table.IndexDefinition;
import io.dromedary.table.SequenceDefinition;
import io.dromedary.table.TypeDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the SQL of a definition can be run although nobody knows who wrote it. Types have to look like types. What an
 * expression calls has to be on a list of functions of PostgreSQL that touch nothing but their arguments; operators and
 * functions of others are not found, since only {@code pg_catalog} is searched while the table is made.
 */
final class HarmlessSql {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s+|(?<text>[eE]'(?:[^'\\\\]|\\\\.|'')*'|'(?:[^']|'')*')"
                    + "|(?<name>[a-zA-Z_][a-zA-Z0-9_]*|\"(?:[^\"]|\"\")+\")"
                    + "|(?<number>[0-9]+(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)"
                    + "|(?<sign>::|\\.|[(),:\\[\\]]|[-+*/<>=~!@#%^&|?]+)",
            Pattern.DOTALL);

    private static final String NAME = "(?:[a-z_][a-z0-9_]*|\"(?:[^\"]|\"\")+\")";
    private static final String FIELDS = "(?:year|month|day|hour|minute|second)";
    private static final String WORDS = "(?:double precision|character varying|bit varying|interval " + FIELDS
            + "(?: to " + FIELDS + ")?|" + NAME + "(?:\\." + NAME + ")?)";
    private static final Pattern TYPE = Pattern.compile(
            WORDS + "(?:\\([-a-zA-Z0-9, ]+\\))?(?: with(?:out)? time zone)?(?:\\[\\])*", Pattern.DOTALL);

    /** Words of the language that a parenthesis may follow. */
    private static final Set<String> WORDS_OF_SQL =
            Set.of(("and or not in any all some array row case when then else between symmetric like "
                            + "ilike similar to is distinct from coalesce nullif greatest least extract overlay "
                            + "position substring trim both leading trailing normalize collate at zone numeric "
                            + "decimal varying character bit varchar bpchar char timestamp timestamptz time timetz "
                            + "interval current_timestamp current_time localtime localtimestamp")
                    .split(" "));

    private static final Set<String> FUNCTIONS =
            Set.of(("now statement_timestamp clock_timestamp transaction_timestamp "
                            + "gen_random_uuid uuidv4 uuidv7 random lower upper initcap length char_length "
                            + "character_length octet_length bit_length btrim ltrim rtrim substr substring left "
                            + "right position overlay strpos starts_with split_part replace translate reverse "
                            + "concat concat_ws lpad rpad ascii chr to_hex md5 sha224 sha256 sha384 sha512 encode "
                            + "decode regexp_replace regexp_like regexp_match normalize like_escape "
                            + "similar_to_escape abs ceil ceiling floor round trunc sign sqrt cbrt power mod div "
                            + "exp ln log date_part date_trunc date_bin age extract make_date make_time "
                            + "make_timestamp make_timestamptz make_interval to_char to_date to_timestamp to_number "
                            + "timezone isfinite justify_days justify_hours to_tsvector setweight array_length "
                            + "array_upper array_lower array_ndims cardinality array_position array_to_string "
                            + "string_to_array array_append array_cat array_remove json_typeof jsonb_typeof "
                            + "json_array_length jsonb_array_length to_json to_jsonb json_build_object "
                            + "jsonb_build_object json_build_array jsonb_build_array json_extract_path_text "
                            + "jsonb_extract_path_text jsonb_path_exists num_nulls num_nonnulls isempty lower_inc "
                            + "upper_inc lower_inf upper_inf int4range int8range numrange tsrange tstzrange "
                            + "daterange family masklen host network broadcast text coalesce")
                    .split(" "));

    private final String what;
    private final boolean isDefault;
    private final List<String> tokens = new ArrayList<>();

    private HarmlessSql(String what, boolean isDefault) {
        this.what = what;
        this.isDefault = isDefault;
    }

    /**
     * Goes through a definition.
     *
     * @throws DromedaryException {@code CONFIGURATION} for what is not known to be harmless
     */
    static void require(DefinedTable table) {
        boolean isTrusted = table.isTrusted();
        for (ColumnDefinition column : table.definition().columns()) {
            String what = "%s: column %s".formatted(table.id(), column.name());
            type(what, column.type());
            if (column.defaultValue() instanceof DefaultValue.Expression value) {
                defaultValue(what, value.sql(), isTrusted);
            } else if (column.defaultValue() instanceof DefaultValue.Generated value) {
                expression(what + ": generated value", value.sql(), isTrusted);
            }
        }
        for (SequenceDefinition sequence : table.definition().sequences()) {
            type("%s: sequence %s".formatted(table.id(), sequence.name()), sequence.type());
        }
        table.definition().types().forEach(type -> type(table, type));
        rules(table);
    }

    private static void rules(DefinedTable table) {
        for (TypeDefinition.Check check : table.definition().checks()) {
            expression("%s: check %s".formatted(table.id(), check.name()), check.sql(), table.isTrusted());
        }
        for (IndexDefinition index : table.definition().indexes()) {
            String what = "%s: index %s".formatted(table.id(), index.name());
            index.keys().forEach(key -> expression(what, key.sql(), table.isTrusted()));
            expression(what, index.predicateSql(), table.isTrusted());
        }
    }

    private static void type(DefinedTable table, TypeDefinition type) {
        String what = "%s: type %s".formatted(table.id(), type.name());
        if (type instanceof TypeDefinition.Composite composite) {
            composite.attributes().forEach(attribute -> type(what + ", " + attribute.name(), attribute.type()));
        } else if (type instanceof TypeDefinition.Domain domain) {
            type(what, domain.base());
            defaultValue(what, domain.defaultSql(), table.isTrusted());
            domain.checks()
                    .forEach(check -> expression(what + ": check " + check.name(), check.sql(), table.isTrusted()));
        }
    }

    private static void type(String what, String sql) {
        if (!TYPE.matcher(sql).matches()) {
            throw DromedaryException.permanent(
                    FailureCategory.DATA,
                    "%s: \"%s\" is no type. No database writes this, so the file was tampered with: do not use it."
                            .formatted(what, sql));
        }
    }

    /** Only a default may take a number of a sequence. */
    private static void defaultValue(String what, String sql, boolean isTrusted) {
        if (!isTrusted) {
            new HarmlessSql(what + ": default", true).walk(sql);
        }
    }

    private static void expression(String what, String sql, boolean isTrusted) {
        if (!isTrusted) {
            new HarmlessSql(what, false).walk(sql);
        }
    }

    private void walk(String sql) {
        Matcher token = TOKEN.matcher(sql);
        int at = 0;
        for (; token.lookingAt(); token.region(at, sql.length())) {
            at = token.end();
            if (token.group("text") != null) {
                requireOneText(sql);
                tokens.add("'");
            } else if (!token.group().isBlank()) {
                next(token.group(), sql);
            }
        }
        if (at < sql.length()) {
            throw refused("has something that is not understood, \"%s\"".formatted(sql));
        }
    }

    /** Texts side by side are one to the server, and what escapes in the first then does in the second. */
    private void requireOneText(String sql) {
        String last = tokens.isEmpty() ? "" : tokens.get(tokens.size() - 1);
        if (last.equals("'") || last.equalsIgnoreCase("e")) {
            throw refused("has texts side by side, \"%s\"".formatted(sql));
        }
    }

    private void next(String token, String sql) {
        if (token.contains("--") || token.contains("/*")) {
            throw refused("has a comment, \"%s\"".formatted(sql));
        }
        if (token.equals("(") && !tokens.isEmpty() && isName(tokens.get(tokens.size() - 1))) {
            requireKnown();
        }
        tokens.add(token);
    }

    private static boolean isName(String token) {
        return token.startsWith("\"") || token.matches("[a-zA-Z_].*");
    }

    /** A parenthesis is about to follow a name: a call, or the modifier of a type. */
    private void requireKnown() {
        int last = tokens.size() - 1;
        int first = last;
        while (first > 1 && tokens.get(first - 1).equals(".")) {
            first -= 2;
        }
        boolean isCast = first > 0 && tokens.get(first - 1).equals("::");
        String called = String.join("", tokens.subList(first, last + 1));
        String plain = tokens.get(last).replace("\"", "");
        boolean isOurs = first == last || (first == last - 2 && called.startsWith("pg_catalog."));
        boolean isWord = called.equals(plain) && WORDS_OF_SQL.contains(plain.toLowerCase(Locale.ROOT));
        if (!isCast && !isWord && !(isOurs && isKnown(plain))) {
            throw refused("calls %s, which is not known to be harmless".formatted(called));
        }
    }

    private boolean isKnown(String function) {
        return FUNCTIONS.contains(function) || (isDefault && function.equals("nextval"));
    }

    private DromedaryException refused(String problem) {
        return DromedaryException.permanent(
                FailureCategory.CONFIGURATION,
                ("%s: the definition in the file %s. Read it with dromedary inspect --ddl; if you trust who wrote the"
                                + " file, set import_settings.table_definition to trusted, or to ignored for types that"
                                + " are found out from the values")
                        .formatted(what, problem));
    }
}
