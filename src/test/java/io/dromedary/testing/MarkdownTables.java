package io.dromedary.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tables of our documents, for tests that hold them against the code. */
public final class MarkdownTables {
    private MarkdownTables() {}

    /**
     * The rows below a heading, of every table up to the next one, without their headers.
     *
     * @param heading with its number signs, as in the document
     * @return cells, without the backticks of those that are one piece of code
     */
    public static List<List<String>> rows(Path document, String heading) {
        List<String> lines = lines(document);
        int start = lines.indexOf(heading);
        if (start < 0) {
            throw new AssertionError("%s has no heading \"%s\"".formatted(document, heading));
        }
        List<List<String>> rows = new ArrayList<>();
        for (int i = start + 1; i < lines.size() && !lines.get(i).startsWith("#"); i++) {
            // After the rule below the header.
            if (lines.get(i).startsWith("|---")) {
                for (i++; i < lines.size() && lines.get(i).startsWith("|"); i++) {
                    rows.add(cells(lines.get(i)));
                }
            }
        }
        return rows;
    }

    /** The lines of a document. */
    public static List<String> lines(Path document) {
        try {
            return Files.readAllLines(document);
        } catch (IOException e) {
            throw new AssertionError(document + ": " + e.getMessage(), e);
        }
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                .map(String::strip)
                .map(cell -> cell.replaceFirst("^`([^`]*)`$", "$1"))
                .toList();
    }
}
