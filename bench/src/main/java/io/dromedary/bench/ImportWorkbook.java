package io.dromedary.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A sheet with the first rows of the CSV file: numbers, dates and booleans as such, names among the shared strings. Texts
 * that are nearly all different stand in their cells: as shared strings they would all be in memory at once.
 */
final class ImportWorkbook {
    /** The CSV file has ten times as many; at scale 1, this is nearly as many as a sheet can have. */
    private static final int PART = 10;

    private static final int ROWS_AT_ONCE = 1000;
    /** A comma with an even number of quotes behind it. */
    private static final Pattern DELIMITER = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

    private ImportWorkbook() {}

    static long rows(ImportFiles files) {
        return files.rows() / PART;
    }

    static Path path(ImportFiles files) {
        return files.whole().resolveSibling("orders.xlsx");
    }

    /** Writes it, unless it is there. */
    static void prepare(ImportFiles files) throws IOException {
        Path path = path(files);
        if (Files.exists(path)) {
            return;
        }
        Console.say("Writing %,d rows to %s", rows(files), path);
        Path unfinished = Path.of(path + ".part");
        try (OutputStream out = Files.newOutputStream(unfinished);
                var workbook = new Workbook(out, "bench", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("orders");
            put(sheet, 0, ImportFiles.HEADER);
            var random = new SplittableRandom(42);
            for (int row = 1; row <= rows(files); row++) {
                put(sheet, row, ImportFiles.line(row - 1, random));
                if (row % ROWS_AT_ONCE == 0) {
                    sheet.flush();
                }
            }
        }
        Files.move(unfinished, path);
    }

    private static void put(Worksheet sheet, int row, String line) {
        String[] fields = DELIMITER.split(line.substring(0, line.length() - 1), -1);
        for (int column = 0; column < fields.length; column++) {
            String field = fields[column];
            boolean isQuoted = field.startsWith("\"");
            put(
                    sheet,
                    row,
                    column,
                    isQuoted ? field.substring(1, field.length() - 1).replace("\"\"", "\"") : field);
        }
    }

    private static void put(Worksheet sheet, int row, int column, String text) {
        if (row == 0 || text.isEmpty()) {
            sheet.value(row, column, text.isEmpty() ? null : text);
            return;
        }
        switch (column) {
            case 0, 1, 4, 5 -> sheet.value(row, column, new BigDecimal(text));
            case 6 -> {
                sheet.value(row, column, LocalDate.parse(text));
                sheet.style(row, column).format("yyyy-mm-dd").set();
            }
            case 8 -> sheet.value(row, column, Boolean.valueOf(text));
            case 3 -> sheet.value(row, column, text);
            default -> sheet.inlineString(row, column, text);
        }
    }
}
