package io.dromedary.load;

import io.dromedary.load.input.InputFailures;
import io.dromedary.settings.NearestName;
import java.util.ArrayList;
import java.util.List;

/** Which sheets of a workbook are read. */
final class SheetSelection {
    private SheetSelection() {}

    /** The sheets that are named or numbered, in that order, or all. */
    static List<String> of(String name, List<String> sheets, List<String> wanted) {
        if (wanted.isEmpty()) {
            return sheets;
        }
        List<String> chosen = new ArrayList<>();
        for (String sheet : wanted) {
            int index = sheets.indexOf(sheet);
            if (index < 0 && sheet.matches("\\d{1,5}")) {
                index = Integer.parseInt(sheet) - 1;
            }
            if (index < 0 || index >= sheets.size()) {
                String hint = NearestName.of(sheet, sheets)
                        .map("; did you mean \"%s\"?"::formatted)
                        .orElse("; it has " + String.join(", ", sheets));
                throw InputFailures.unfit(name, "has no sheet \"%s\"%s".formatted(sheet, hint));
            }
            chosen.add(sheets.get(index));
        }
        return chosen;
    }
}
