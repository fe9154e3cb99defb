package io.dromedary.load;

import static java.util.stream.Collectors.joining;

import io.dromedary.failure.DromedaryException;
import io.dromedary.load.input.InputFailures;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out how a text file separates its fields, from its first block. Only that every record has as many fields
 * counts, not what they look like. What fits in one way only is taken; where two ways give different rows the file is
 * refused, since a wrong guess would load them.
 */
final class CsvSniffer {
    private static final int[] DELIMITERS = {',', ';', '\t', '|'};
    private static final int[] QUOTES = {'"', '\''};

    private final String name;
    private final CsvFormat open;
    private final byte[] bytes;
    private final boolean isWhole;
    private final int fieldsWanted;

    private CsvSniffer(String name, CsvFormat open, byte[] bytes, boolean isWhole) {
        this.name = name;
        this.open = open;
        this.bytes = bytes;
        this.isWhole = isWhole;
        this.fieldsWanted = open.delimiter() == CsvFormat.AUTO ? 2 : 1;
    }

    /**
     * The format with everything that was left open.
     *
     * @param open what is given, and {@link CsvFormat#AUTO}
     * @param first the first bytes of the file, as UTF-8
     * @param isWhole whether these are all
     * @throws DromedaryException {@code CONFIGURATION} if it is not certain
     */
    static CsvGuess sniff(String name, CsvFormat open, byte[] first, boolean isWhole) {
        return new CsvSniffer(name, open, first, isWhole).guess();
    }

    private CsvGuess guess() {
        List<List<CsvReading>> splitting = new ArrayList<>();
        for (int delimiter : open.delimiter() == CsvFormat.AUTO ? DELIMITERS : new int[] {open.delimiter()}) {
            List<CsvReading> readings = plausible(delimiter);
            boolean areQuotes = areQuotes(readings);
            if (readings.stream().anyMatch(reading -> isMeant(reading, areQuotes) && reading.splitsAll(fieldsWanted))) {
                splitting.add(readings);
            }
        }
        if (splitting.isEmpty()) {
            return new CsvGuess(
                    open.standardWhereOpen(), "the standard, since nothing separates fields in all records");
        } else if (splitting.size() > 1) {
            String found = splitting.stream()
                    .map(readings -> CsvFormat.shown(readings.get(0).format().delimiter()))
                    .collect(joining(" and "));
            throw uncertain("%s stand in every record".formatted(found), "delimiter");
        }
        return settle(splitting.get(0));
    }

    /** How the file may be meant if that is the delimiter; the likeliest first. */
    private List<CsvReading> plausible(int delimiter) {
        List<CsvReading> readings = new ArrayList<>();
        if (open.quote() != CsvFormat.AUTO) {
            readings.add(read(delimiter, open.quote(), open.escape()));
            return readings;
        }
        for (int quote : QUOTES) {
            List<CsvReading> all = new ArrayList<>();
            for (int escape : escapes(quote)) {
                all.add(read(delimiter, quote, escape));
            }
            boolean isAnyStrict = all.stream().anyMatch(CsvReading::isStrict);
            // Apostrophes are everywhere; that they are quotes takes more.
            all.removeIf(reading -> quote == '"' ? isAnyStrict && !reading.isStrict() : !reading.isQuoted());
            readings.addAll(all);
        }
        readings.add(read(delimiter, CsvFormat.NONE, CsvFormat.NONE));
        return readings;
    }

    /** Whether what could be quotes of the standard stands around fields only. */
    private static boolean areQuotes(List<CsvReading> readings) {
        return readings.stream().anyMatch(reading -> reading.format().quote() == '"' && reading.isQuoted());
    }

    /** Whether a reading does not take for characters what can be quotes. */
    private static boolean isMeant(CsvReading reading, boolean areQuotes) {
        return !areQuotes || reading.format().quote() != CsvFormat.NONE;
    }

    private int[] escapes(int quote) {
        if (open.escape() != CsvFormat.AUTO) {
            return new int[] {open.escape()};
        }
        for (int i = 1; i < bytes.length; i++) {
            if (bytes[i - 1] == '\\' && (bytes[i] == quote || bytes[i] == '\\')) {
                return new int[] {quote, '\\'};
            }
        }
        return new int[] {quote};
    }

    private CsvReading read(int delimiter, int quote, int escape) {
        var format = new CsvFormat(delimiter, quote, escape, open.comment(), open.hasHeader(), open.nullText());
        return CsvReading.of(format, bytes, isWhole);
    }

    private CsvGuess settle(List<CsvReading> readings) {
        List<CsvReading> consistent = readings.stream()
                .filter(reading -> reading.isConsistent(fieldsWanted))
                .toList();
        boolean areQuotes = areQuotes(consistent);
        CsvFormat likeliest = readings.get(0).format();
        if (consistent.isEmpty()) {
            CsvReading any = readings.stream()
                    .filter(reading -> reading.splitsAll(fieldsWanted))
                    .findFirst()
                    .orElseThrow();
            String found = "with %s the records have %d to %d fields"
                    .formatted(CsvFormat.shown(likeliest.delimiter()), any.fieldsMin(), any.fieldsMax());
            if (likeliest.delimiter() != ',') {
                throw uncertain(found, "delimiter");
            }
            return new CsvGuess(open.standardWhereOpen(), "the standard; " + found);
        }
        CsvReading first = consistent.get(0);
        if (!isMeant(first, areQuotes(readings))) {
            throw uncertain("with quotes the records differ in their number of fields", "quote");
        }
        for (CsvReading other : consistent) {
            if (isMeant(other, areQuotes) && !first.isSameAs(other)) {
                throw uncertain(
                        "the quote may be %s or %s".formatted(shownQuote(first.format()), shownQuote(other.format())),
                        "quote");
            }
        }
        return new CsvGuess(
                first.format(),
                "all %,d records of %s have %d field%s"
                        .formatted(
                                first.hashes().size(),
                                isWhole ? "the file" : "its first %,d bytes".formatted(bytes.length),
                                first.fieldsMin(),
                                first.fieldsMin() == 1 ? "" : "s"));
    }

    private static String shownQuote(CsvFormat format) {
        String quote = CsvFormat.shown(format.quote());
        return format.escape() == '\\' ? quote + " with \\ before it" : quote;
    }

    private DromedaryException uncertain(String found, String key) {
        return InputFailures.unfit(
                name, "it is not certain how its fields are separated: %s. Say it with csv.%s".formatted(found, key));
    }
}
