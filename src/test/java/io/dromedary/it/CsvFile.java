package io.dromedary.it;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A generated CSV file, mostly right, in all the ways that CSV can be written.
 *
 * @param text of the file
 * @param form that it is written in
 */
record CsvFile(String text, Form form) {
    /**
     * What files of one kind have in common.
     *
     * @param columns that rows are made with
     * @param delimiter between fields
     * @param quote around fields
     * @param escape before quotes in quoted fields
     * @param nullText what stands for nothing
     */
    record Form(int columns, char delimiter, char quote, char escape, String nullText) {
        static Form of(SplittableRandom random) {
            char delimiter = ",;|\t".charAt(random.nextInt(4));
            char quote = random.nextInt(5) == 0 ? '\'' : '"';
            char escape = random.nextInt(4) == 0 ? '\\' : quote;
            int columns = 1 + random.nextInt(3);
            return new Form(columns, delimiter, quote, escape, random.nextInt(3) == 0 ? "\\N" : "");
        }
    }

    private static final List<String> PIECES = List.of(
            "a", "b c", " ", "é", "漢", "ß", "1", "\\", "\\N", "'", "#", "x\ty", "long enough to cross words", "");
    private static final List<String> QUOTED_ONLY = List.of("\n", "\r\n", "\r", "\\.\n");
    private static final List<String> NOISE = List.of("\"", ",", "\n", "\r", "\\", "\"\"", ";", "\\\"");
    private static final List<String> LINE_ENDS = List.of("\n", "\r\n", "\r");

    /** A file in a form. */
    static CsvFile of(SplittableRandom random, Form form) {
        String lineEnd = LINE_ENDS.get(random.nextInt(3));
        var text = new StringBuilder();
        int rows = random.nextInt(6);
        for (int row = 0; row < rows; row++) {
            List<String> fields = new ArrayList<>();
            for (int i = 0; i < form.columns; i++) {
                fields.add(field(random, form));
            }
            text.append(String.join(Character.toString(form.delimiter), fields));
            text.append(row + 1 < rows || random.nextInt(3) > 0 ? lineEnd : "");
        }
        if (random.nextInt(3) == 0) {
            text.insert(random.nextInt(text.length() + 1), any(NOISE, random));
        }
        return new CsvFile(text.toString(), form);
    }

    private static String field(SplittableRandom random, Form form) {
        var content = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            content.append(any(PIECES, random));
        }
        return switch (random.nextInt(6)) {
            case 0, 1 -> content.toString();
            case 2 -> "";
            case 3 -> content + quoted(any(PIECES, random), random, form) + any(PIECES, random);
            default -> quoted(content.toString(), random, form);
        };
    }

    private static String quoted(String content, SplittableRandom random, Form form) {
        String more =
                switch (random.nextInt(4)) {
                    case 0 -> any(QUOTED_ONLY, random);
                    case 1 -> "" + form.escape + form.quote;
                    case 2 -> Character.toString(form.delimiter);
                    default -> "";
                };
        return form.quote + (form.escape == '\\' ? content.replace("\\", "\\\\") : content) + more + form.quote;
    }

    private static String any(List<String> choices, SplittableRandom random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
