package io.dromedary.it;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A generated CSV file, mostly right, in all the ways that CSV can be written.
 *
 * @param text of the file
 * @param columns that its rows were made with
 * @param delimiter between fields
 * @param escape before quotes in quoted fields
 * @param nullText what stands for nothing
 */
record CsvFile(String text, int columns, char delimiter, char escape, String nullText) {
    private static final List<String> PIECES = List.of(
            "a", "b c", " ", "é", "漢", "ß", "1", "\\", "\\N", "'", "#", "x\ty", "long enough to cross words", "");
    private static final List<String> QUOTED_ONLY = List.of("\n", "\r\n", "\r", "\\.\n");
    private static final List<String> NOISE = List.of("\"", ",", "\n", "\r", "\\", "\"\"", ";", "\\\"");
    private static final List<String> LINE_ENDS = List.of("\n", "\r\n", "\r");

    /** The same file for the same seed. */
    static CsvFile of(long seed) {
        var random = new SplittableRandom(seed);
        char delimiter = ",;|\t".charAt(random.nextInt(4));
        char escape = random.nextInt(4) == 0 ? '\\' : '"';
        int columns = 1 + random.nextInt(3);
        String nullText = random.nextInt(3) == 0 ? "\\N" : "";
        String lineEnd = LINE_ENDS.get(random.nextInt(3));
        var text = new StringBuilder();
        int rows = random.nextInt(6);
        for (int row = 0; row < rows; row++) {
            List<String> fields = new ArrayList<>();
            for (int i = 0; i < columns; i++) {
                fields.add(field(random, delimiter, escape));
            }
            text.append(String.join(Character.toString(delimiter), fields));
            text.append(row + 1 < rows || random.nextInt(3) > 0 ? lineEnd : "");
        }
        if (random.nextInt(3) == 0) {
            text.insert(random.nextInt(text.length() + 1), any(NOISE, random));
        }
        return new CsvFile(text.toString(), columns, delimiter, escape, nullText);
    }

    private static String field(SplittableRandom random, char delimiter, char escape) {
        var content = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            content.append(any(PIECES, random));
        }
        return switch (random.nextInt(6)) {
            case 0, 1 -> content.toString();
            case 2 -> "";
            case 3 -> content + quoted(any(PIECES, random), random, delimiter, escape) + any(PIECES, random);
            default -> quoted(content.toString(), random, delimiter, escape);
        };
    }

    private static String quoted(String content, SplittableRandom random, char delimiter, char escape) {
        String more =
                switch (random.nextInt(4)) {
                    case 0 -> any(QUOTED_ONLY, random);
                    case 1 -> escape + "\"";
                    case 2 -> Character.toString(delimiter);
                    default -> "";
                };
        return '"' + (escape == '\\' ? content.replace("\\", "\\\\") : content) + more + '"';
    }

    private static String any(List<String> choices, SplittableRandom random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
