package io.dromedary.parquet;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How pages are compressed, and how hard.
 *
 * @param kind the method
 * @param level 1 (fast) to 22 (small) for zstd, 1 to 9 for gzip, 0 for the others
 */
public record Codec(Kind kind, int level) {
    public static final Codec SNAPPY = new Codec(Kind.SNAPPY, 0);
    public static final Codec NONE = new Codec(Kind.NONE, 0);
    private static final Pattern SYNTAX = Pattern.compile("(snappy|gzip|zstd|none)(?::(\\d{1,2}))?");

    /** The methods. */
    public enum Kind {
        NONE(0, 0),
        SNAPPY(0, 0),
        GZIP(6, 9),
        ZSTD(3, 22);

        private final int levelDefault;
        private final int levelMax;

        Kind(int levelDefault, int levelMax) {
            this.levelDefault = levelDefault;
            this.levelMax = levelMax;
        }
    }

    public Codec {
        if (level < 0 || level > kind.levelMax || (level == 0 && kind.levelMax > 0)) {
            throw new IllegalArgumentException("%s has no level %d".formatted(kind, level));
        }
    }

    /** The codec written as in a specification, {@code zstd} or {@code zstd:9}; empty if there is no such codec. */
    public static Optional<Codec> parse(String text) {
        var matcher = SYNTAX.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Kind kind = Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
        int level = matcher.group(2) == null ? kind.levelDefault : Integer.parseInt(matcher.group(2));
        boolean plain = kind.levelMax == 0 && matcher.group(2) != null;
        return plain || level > kind.levelMax || (level == 0 && kind.levelMax > 0)
                ? Optional.empty()
                : Optional.of(new Codec(kind, level));
    }

    /** As in a specification: {@code snappy}, {@code zstd:3}. */
    @Override
    public String toString() {
        String name = kind.name().toLowerCase(Locale.ROOT);
        return level == 0 ? name : name + ":" + level;
    }
}
