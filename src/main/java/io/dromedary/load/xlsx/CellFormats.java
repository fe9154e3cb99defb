package io.dromedary.load.xlsx;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the numbers of cells stand for, by the number of their style. */
record CellFormats(List<NumberKind> kinds) {
    private static final byte[] NUM_FMT = "numFmt".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CELL_XFS = "cellXfs".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] XF = "xf".getBytes(StandardCharsets.US_ASCII);

    CellFormats {
        kinds = List.copyOf(kinds);
    }

    /** Reads the styles of a workbook. */
    static CellFormats read(XmlScanner styles) {
        Map<Integer, NumberKind> custom = new HashMap<>();
        List<NumberKind> kinds = new ArrayList<>();
        boolean isInside = false;
        while (styles.nextTag()) {
            if (styles.opens(NUM_FMT)) {
                Map<String, String> attributes = Workbook.attributes(styles);
                custom.put(
                        number(attributes.getOrDefault("numFmtId", "")),
                        NumberKind.ofCode(attributes.getOrDefault("formatCode", "")));
            } else if (styles.closes(CELL_XFS)) {
                isInside = false;
            } else if (styles.opens(CELL_XFS)) {
                isInside = true;
            } else if (isInside && styles.opens(XF)) {
                int format = number(Workbook.attributes(styles).getOrDefault("numFmtId", "0"));
                kinds.add(custom.getOrDefault(format, NumberKind.ofNumber(format)));
            }
        }
        return new CellFormats(kinds);
    }

    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    }

    /** Of a style. */
    NumberKind kind(int style) {
        return style >= 0 && style < kinds.size() ? kinds.get(style) : NumberKind.NUMBER;
    }
}
