package io.dromedary.staging;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The names that a table may get, in the order in which they are tried. */
public final class NameCandidates {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private NameCandidates() {}

    /** {@code name}, {@code name_v2}, {@code name_v3} ... */
    public static Stream<String> versions(String name) {
        return Stream.concat(Stream.of(name), IntStream.iterate(2, i -> i + 1).mapToObj(i -> name + "_v" + i));
    }

    /** {@code name_<day>}, {@code name_<day>_<second>}, and that with {@code _2}, {@code _3} ... */
    public static Stream<String> timestamps(String name, Instant now) {
        String second = name + "_" + SECOND.format(now);
        return Stream.concat(
                Stream.of(name + "_" + DAY.format(now), second),
                IntStream.iterate(2, i -> i + 1).mapToObj(i -> second + "_" + i));
    }
}
