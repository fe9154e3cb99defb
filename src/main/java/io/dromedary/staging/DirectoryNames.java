package io.dromedary.staging;

import io.dromedary.table.TableId;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Names directories after tables: {@code schema_table}. Whatever a table is called, its directory is one plain name
 * that every common file system takes, that is not hidden, and that differs from those of the other tables.
 *
 * <p>Characters other than letters, digits and {@code _ . -} are written as {@code %XX} for each of their UTF-8 bytes;
 * so are letters that file names of this machine cannot have. Names that are too long, or that another table of the job
 * would get too, end in a digest of the real name.
 */
public final class DirectoryNames {
    /** 255 bytes are the limit of most file systems; the rest is room for versions and timestamps. */
    private static final int BYTES_MAX = 200;

    private static final int DIGEST_BYTES = 4;

    /** Where the locale is C or POSIX, as under cron, Java can only make files with ASCII names. */
    private static final Charset FILE_NAMES =
            Charset.forName(System.getProperty("sun.jnu.encoding", StandardCharsets.US_ASCII.name()));

    private DirectoryNames() {}

    /** One name for each table, in their order, all different, also where upper and lower case are the same. */
    public static List<String> unique(List<TableId> tables) {
        Map<String, Long> uses =
                tables.stream().collect(Collectors.groupingBy(table -> fold(plain(table)), Collectors.counting()));
        return tables.stream()
                .map(table -> uses.getOrDefault(fold(plain(table)), 0L) == 1
                        ? plain(table)
                        : shortened(plain(table), real(table)))
                .toList();
    }

    /** A name for any text: of a schema, or the value of a partition. */
    public static String plain(String text) {
        String name = escaped(text);
        return name.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX ? shortened(name, text) : name;
    }

    /** Names for tables whose schemas are directories: without the schema, and otherwise as {@link #unique}. */
    public static List<String> uniqueInSchemas(List<TableId> tables) {
        Map<String, Long> uses =
                tables.stream().collect(Collectors.groupingBy(DirectoryNames::foldedInSchema, Collectors.counting()));
        return tables.stream()
                .map(table -> uses.getOrDefault(foldedInSchema(table), 0L) == 1
                        ? plain(table.name())
                        : shortened(plain(table.name()), real(table)))
                .toList();
    }

    private static String foldedInSchema(TableId table) {
        return fold(plain(table.schema()) + "/" + plain(table.name()));
    }

    private static String plain(TableId table) {
        String name = escaped(table.schema()) + "_" + escaped(table.name());
        return name.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX ? shortened(name, real(table)) : name;
    }

    private static String escaped(String name) {
        var escaped = new StringBuilder();
        name.codePoints().forEach(c -> {
            boolean leadingDot = c == '.' && escaped.isEmpty();
            boolean readable =
                    Character.isLetterOrDigit(c) && FILE_NAMES.newEncoder().canEncode(Character.toString(c));
            if ((readable || c == '_' || c == '-' || c == '.') && !leadingDot) {
                escaped.appendCodePoint(c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    escaped.append("%%%02X".formatted(b));
                }
            }
        });
        // Windows drops dots at the end.
        return escaped.toString().replaceFirst("\\.$", "%2E");
    }

    private static String shortened(String name, String real) {
        String digest =
                "~" + FileDigest.sha256(real.getBytes(StandardCharsets.UTF_8)).substring(0, 2 * DIGEST_BYTES);
        int end = name.length();
        while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > BYTES_MAX - digest.length()) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end) + digest;
    }

    /** With a length in front, so that a_b.c and a.b_c differ. */
    private static String real(TableId table) {
        return table.schema().length() + ":" + table;
    }

    /** What a file system may take for the same name: there is more to it than lower case, such as ß and İ. */
    private static String fold(String name) {
        String decomposed = Normalizer.normalize(name, Normalizer.Form.NFD);
        return decomposed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
