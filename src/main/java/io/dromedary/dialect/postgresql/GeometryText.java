package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.EncodedRows;
import io.dromedary.dialect.WriteOptions;
import io.dromedary.dialect.postgresql.TargetCatalog.WireColumn;
import io.dromedary.dialect.postgresql.encoding.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a geometry as PostGIS reads it: WKT gets the SRID that was given for it, unless it has one or the column
 * has. Everything else of it is for the server to judge. Has no state.
 */
final class GeometryText {
    /** Of a larger one, and of a negative one, PostGIS makes another, and only tells so in a notice. */
    static final int SRID_MAX = 998_999;

    private static final Pattern SRID = Pattern.compile("\\s*srid\\s*=\\s*([^;]*);.*", Pattern.CASE_INSENSITIVE);
    private static final int LOOKED_AT = 64;

    private final byte[] prefix;

    private GeometryText(int srid) {
        prefix = srid == WriteOptions.NO_SRID
                ? new byte[0]
                : "SRID=%d;".formatted(srid).getBytes(StandardCharsets.US_ASCII);
    }

    /** For a column of PostGIS; nothing for another. */
    static Optional<GeometryText> of(WireColumn column, WriteOptions options) {
        if (!isGeometry(column)) {
            return Optional.empty();
        }
        boolean hasOwn = GeometryModifier.srid(column.modifier()) != 0;
        return Optional.of(new GeometryText(hasOwn ? WriteOptions.NO_SRID : options.srid()));
    }

    static boolean isGeometry(WireColumn column) {
        return column.baseType().equals("geometry") || column.baseType().equals("geography");
    }

    /** Writes what has to stand before a value; refuses one whose SRID would be replaced in silence. */
    Outcome putPrefix(byte[] bytes, int start, int end, EncodedRows target) {
        int first = start;
        while (first < end && bytes[first] <= ' ' && bytes[first] >= 0) {
            first++;
        }
        boolean isWord = first < end && Character.isLetter(bytes[first]);
        if (!isWord) {
            // Hexadecimal EWKB and GeoJSON, which have an SRID, or else nothing that is right.
            return Outcome.ENCODED;
        }
        String head = new String(bytes, first, Math.min(LOOKED_AT, end - first), StandardCharsets.ISO_8859_1);
        Matcher srid = SRID.matcher(head);
        if (srid.lookingAt()) {
            return isKept(srid.group(1).strip()) ? Outcome.ENCODED : Outcome.INVALID_SRID;
        }
        CopyText.put(prefix, 0, prefix.length, target);
        return Outcome.ENCODED;
    }

    private static boolean isKept(String srid) {
        return srid.matches("\\d{1,6}") && Integer.parseInt(srid) <= SRID_MAX;
    }
}
