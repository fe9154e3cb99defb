package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Values are accepted, and become, what PostgreSQL's input functions make of their text: thousands of texts that are
 * right, nearly right and wrong for each type.
 */
class TextAgainstInputFunctionsIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();
    private static final int TEXTS = 1500;
    private static final String NOISE = "0123456789.-+:eE TZxX_aNn,/\t";

    @TempDir
    private Path directory;

    @BeforeAll
    static void createFunction() {
        DATABASE.execute("ALTER DATABASE %s SET timezone TO 'UTC'".formatted(DATABASE.database()));
        DATABASE.execute("""
                CREATE FUNCTION input(value text, type text) RETURNS text LANGUAGE plpgsql SET timezone TO 'UTC' AS $$
                DECLARE result text;
                BEGIN
                    EXECUTE format('SELECT (%L::%s)::text', value, type) INTO result;
                    RETURN result;
                EXCEPTION WHEN OTHERS THEN
                    RETURN 'refused';
                END $$
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    smallint                 | 0;32767;-32768;32768;+7; 12 ;007;-0;0x1F;1_000;;-
                    integer                  | 2147483647;-2147483648;2147483648;99999999999;1.0;1e3;12
                    bigint                   | 9223372036854775807;-9223372036854775808;9223372036854775808
                    bigint                   | 00000000000000000000001
                    numeric                  | 1.50;-0.00;.5;5.;1e5;1e400;NaN;Infinity;0000.1000
                    numeric                  | 12345678901234567890.123456789;+1;1,000
                    numeric(6,2)             | 1234.567;9999.995;9999.994;10000;-0.005;0.004;99999;1e3;NaN
                    numeric(6,2)             | 000000001.00
                    numeric(2,4)             | 0.001;0.0099;0.01;0.00995;1;0
                    numeric(3,-2)            | 123;99999;50;49;1234567;0.5
                    real                     | 0.1;1e-45;1e-46;3.4028235e38;3.5e38;16777217;1.17549435e-38;NaN;-inf
                    real                     | 0x1p3;-0;7.038531e-26
                    double precision         | 0.1;1e400;4.9e-324;1e-400;0.30000000000000004;123456789012345678
                    double precision         | 1.7976931348623157e308;.5;-0;1e22;9007199254740993
                    boolean                  | t;true;TRUE;tr; yes ;y;no;of;o;on;off;1;0;10;n;truee;''
                    date                     | 2024-02-29;1900-02-29;2000-02-29;0001-01-01;0000-01-01;2024-13-01
                    date                     | 2024-1-2;20240229;Jan 8 1999;1/2/2024;infinity;5874897-12-31
                    date                     | 44-03-15 BC;epoch;abc;2024-04-31
                    time                     | 12:34;12:34:56;12:34:56.789012;24:00;24:00:01;23:59:60
                    time                     | 12:34:56.1234567;040506;4:05 PM;allballs;12:60
                    timestamp                | 2024-02-29 12:34:56;2024-02-29T12:34:56.789;2024-02-29
                    timestamp                | 2024-02-29 24:00;1999-01-08 04:05:06 -8:00;2024-02-30 00:00;infinity
                    timestamp                | 2024-02-29 12:34:56Z;0099-12-31 23:59:59.999999
                    timestamp(0)             | 2024-02-29 12:34:56.5;2024-02-29 12:34:56.499999;1999-12-31 23:59:59.5
                    timestamp with time zone | 2024-02-29 12:34:56+02;2024-02-29 12:34:56-0330;2024-02-29T00:00:00.5Z
                    timestamp with time zone | 2024-02-29 12:34:56+05:30;2024-02-29 12:34:56 Europe/Berlin
                    timestamp with time zone | 2024-02-29 12:34:56+15:59;2024-02-29 12:34:56+16;0001-01-01 00:00+14
                    uuid                     | a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11;A0EEBC999C0B4EF8BB6D6BB9BD380A11
                    uuid                     | {a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}
                    uuid                     | a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1g
                    uuid                     | a0eebc999-c0b-4ef8-bb6d-6bb9bd380a11
                    bytea                    | \\x;\\x0aFF;\\x0;\\xzz;abc;\\000a;\\\\x
                    character varying(3)     | abc;abcd;abc  ;äöü;äöüß;a
                    character(3)             | abc;a;abcd;abc   ;äöü
                    jsonb                    | {};[1, 2];{"a": 1e5};{a};null;"x";;1
                    interval                 | 1 day;P1Y;1:00;abc
                    """)
    void acceptsWhatTheServerAccepts(String type, String examples) throws IOException {
        var csv = new StringBuilder("id,value\n");
        var expected = new StringBuilder();
        List<String> seeds = List.of(examples.split(";", -1));
        var random = new SplittableRandom(type.hashCode());
        for (int i = 0; i < TEXTS; i++) {
            String text = i < seeds.size() ? seeds.get(i) : changed(seeds.get(random.nextInt(seeds.size())), random);
            csv.append("%d,\"%s\"%n".formatted(i, text.replace("\"", "\"\"")));
            expected.append(expected.isEmpty() ? "" : ",").append("(%d, '%s')".formatted(i, text.replace("'", "''")));
        }
        DATABASE.execute(
                "DROP TABLE IF EXISTS loaded, texts",
                "CREATE TABLE loaded (id int, value %s)".formatted(type),
                "CREATE TABLE texts (id int, value text)",
                "INSERT INTO texts VALUES " + expected);
        Path file = Files.writeString(directory.resolve("texts.csv"), csv);

        var outcome = Cli.run(
                "load",
                file,
                "--into",
                "loaded",
                "--set",
                "import_settings.on_error=reject",
                "--database",
                "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(DATABASE.port(), DATABASE.database()));

        assertThat(outcome.err()).isEmpty();
        assertThat(differences(type))
                .as("texts that %s takes in another way", type)
                .isEmpty();
    }

    /** A cast cuts off what is too long, an input function does not, so lengths are looked at here. */
    private static String differences(String type) {
        String name = type.replaceAll("^(character.*)\\(.*", "$1");
        boolean isLimited = !name.equals(type);
        String wanted = isLimited
                ? "CASE WHEN length(rtrim(t.value, ' ')) > 3 THEN 'refused'"
                        + " ELSE rtrim(input(left(t.value, 3), '%s')) END".formatted(type)
                : "input(t.value, '%s')".formatted(type);
        return DATABASE.queryText("""
                SELECT coalesce(string_agg(format('%%L: ours is %%s, theirs %%s', text, ours, theirs), E'\\n'), '')
                  FROM (SELECT t.value AS text, coalesce(%s, 'refused') AS ours, %s AS theirs
                          FROM texts AS t LEFT JOIN loaded AS l USING (id)) AS compared
                 WHERE ours <> theirs
                """.formatted(isLimited ? "rtrim(l.value::text)" : "l.value::text", wanted));
    }

    private static String changed(String text, SplittableRandom random) {
        var changed = new StringBuilder(text);
        int place = random.nextInt(text.length() + 1);
        char noise = NOISE.charAt(random.nextInt(NOISE.length()));
        switch (random.nextInt(3)) {
            case 0 -> changed.insert(place, noise);
            case 1 -> changed.replace(Math.max(0, place - 1), place, Character.toString(noise));
            default -> changed.delete(Math.max(0, place - 1), place);
        }
        return changed.toString();
    }
}
