package io.dromedary.load.xlsx;

import io.dromedary.load.input.CellErrors;
import io.dromedary.load.input.InputFailures;
import io.dromedary.load.input.RecordText;
import io.dromedary.load.input.SourceFormat;
import io.dromedary.table.FieldBatch;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds the cells of rows. A formula counts as the value that was saved with it, merged cells as their first one, and a
 * cell with an empty text as one without a value. Not thread-safe.
 */
final class RowParser {
    private static final byte[] ROW = ascii("row");
    private static final byte[] C = ascii("c");
    private static final byte[] V = ascii("v");
    private static final byte[] T = ascii("t");
    private static final byte[] PHONETIC = ascii("rPh");
    private static final int COLUMNS_MAX = 16_384;

    private final String name;
    private final Workbook workbook;
    private final CellFormats formats;
    private final SerialDate dates;
    private final CellErrors cellErrors;
    private final Rows rows;
    private final int fieldCount;
    private final XmlScanner scanner;
    private final RecordText record = new RecordText();

    private FieldBatch batch = new FieldBatch();
    private long row;
    private boolean isWanted;
    private boolean hasValue;
    private int column;
    private int style;
    private CellType type = CellType.NUMBER;

    /** Which rows are looked at. */
    record Rows(long first, long last) {
        static Rows from(long first) {
            return new Rows(first, Long.MAX_VALUE);
        }
    }

    /** What the value of a cell is written as. */
    private enum CellType {
        NUMBER,
        SHARED,
        INLINE,
        TEXT,
        BOOLEAN,
        ERROR;

        static CellType of(byte[] bytes, int from, int to) {
            return switch (new String(bytes, from, to - from, StandardCharsets.US_ASCII)) {
                case "s" -> SHARED;
                case "inlineStr" -> INLINE;
                case "b" -> BOOLEAN;
                case "e" -> ERROR;
                case "str", "d" -> TEXT;
                default -> NUMBER;
            };
        }
    }

    /** Rows get at least so many fields. */
    RowParser(String name, Workbook workbook, SourceFormat format, Rows rows, int fieldCount) {
        this.name = name;
        this.workbook = workbook;
        this.formats = workbook.formats();
        this.dates = workbook.dates();
        this.cellErrors = format.cellErrors();
        this.rows = rows;
        this.fieldCount = fieldCount;
        this.scanner = new XmlScanner(name);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Adds the rows in the bytes of a batch. */
    void parse(FieldBatch target) {
        batch = target;
        batch.withoutOffsets();
        long before = target.firstLine() - 1;
        row = before;
        scanner.start(target.bytes(), 0, target.size());
        while (scanner.nextTag()) {
            if (scanner.opens(ROW)) {
                startRow();
            }
            if (scanner.closes(ROW)) {
                endRow();
            } else if (isWanted && scanner.opens(C)) {
                startCell();
            }
        }
    }

    private void startRow() {
        row++;
        column = -1;
        record.clear();
        hasValue = false;
        while (scanner.nextAttribute()) {
            if (scanner.isAttribute('r')) {
                row = number();
            }
        }
        isWanted = row >= rows.first() && row <= rows.last();
    }

    private int number() {
        int number = 0;
        int from = scanner.valueStart();
        int to = scanner.valueEnd();
        for (int i = from; i < to; i++) {
            int digit = scanner.bytes()[i] - '0';
            if (digit < 0 || digit > 9 || to - from > 9) {
                throw damaged("has a \"%s\" where a number should be".formatted(scanner.value()));
            }
            number = 10 * number + digit;
        }
        return number;
    }

    private void startCell() {
        column++;
        style = 0;
        type = CellType.NUMBER;
        while (scanner.nextAttribute()) {
            if (scanner.isAttribute('r')) {
                setColumn();
            } else if (scanner.isAttribute('s')) {
                style = number();
            } else if (scanner.isAttribute('t')) {
                type = CellType.of(scanner.bytes(), scanner.valueStart(), scanner.valueEnd());
            }
        }
        if (!scanner.closes(C)) {
            readCell();
        }
    }

    private void setColumn() {
        int number = 0;
        byte[] bytes = scanner.bytes();
        for (int i = scanner.valueStart(); i < scanner.valueEnd() && bytes[i] >= 'A' && number <= COLUMNS_MAX; i++) {
            number = 26 * number + bytes[i] - 'A' + 1;
        }
        if (number < 1 || number > COLUMNS_MAX || number - 1 < record.fieldCount()) {
            throw damaged("has a cell \"%s\" where it cannot be".formatted(scanner.value()));
        }
        column = number - 1;
    }

    /** Up to the end of the cell. */
    private void readCell() {
        while (record.fieldCount() < column) {
            record.missingField();
        }
        int phonetic = 0;
        Optional<String> refusal = Optional.empty();
        while (scanner.nextTag() && !scanner.closes(C)) {
            if (scanner.opens(PHONETIC) && !scanner.closes(PHONETIC)) {
                phonetic++;
            } else if (scanner.closes(PHONETIC)) {
                phonetic = Math.max(0, phonetic - 1);
            } else if (scanner.closes(V) && !scanner.opens(V)) {
                refusal = putValue();
            } else if (scanner.closes(T) && !scanner.opens(T) && phonetic == 0 && type == CellType.INLINE) {
                scanner.putText(record);
            }
        }
        refusal.ifPresent(this::refuse);
        if (record.fieldSize() > 0) {
            record.endField();
            hasValue = true;
        }
    }

    private void refuse(String reason) {
        StringBuilder letters = new StringBuilder();
        for (int i = column + 1; i > 0; i = (i - 1) / 26) {
            letters.insert(0, (char) ('A' + (i - 1) % 26));
        }
        batch.refuseRow("cell %s%d: %s".formatted(letters, row, reason));
    }

    /** Why a value is none. */
    private Optional<String> putValue() {
        switch (type) {
            case SHARED -> workbook.sharedStrings().put(sharedIndex(), record);
            case INLINE -> {}
            case TEXT -> scanner.putText(record);
            case BOOLEAN ->
                record.put(
                        scanner.textEnd() - scanner.textStart() == 1 && scanner.bytes()[scanner.textStart()] == '1'
                                ? "true"
                                : "false");
            case ERROR -> {
                return putError();
            }
            case NUMBER -> {
                return putNumber();
            }
        }
        return Optional.empty();
    }

    private int sharedIndex() {
        int index = 0;
        for (int i = scanner.textStart(); i < scanner.textEnd(); i++) {
            int digit = scanner.bytes()[i] - '0';
            if (digit < 0 || digit > 9 || scanner.textEnd() - scanner.textStart() > 9) {
                throw damaged("row %d has a text without a number".formatted(row));
            }
            index = 10 * index + digit;
        }
        return index;
    }

    private Optional<String> putError() {
        if (cellErrors == CellErrors.MISSING) {
            return Optional.empty();
        }
        int before = record.fieldSize();
        scanner.putText(record);
        return before == record.fieldSize()
                ? Optional.empty()
                : Optional.of("has the error %s. Correct it, or set cell_errors to missing"
                        .formatted(text(scanner.textStart(), scanner.textEnd())));
    }

    private String text(int from, int to) {
        return new String(scanner.bytes(), from, to - from, StandardCharsets.UTF_8);
    }

    private Optional<String> putNumber() {
        int from = scanner.textStart();
        int to = scanner.textEnd();
        NumberKind kind = formats.kind(style);
        if (kind == NumberKind.NUMBER && NumberText.isPlain(scanner.bytes(), from, to)) {
            record.put(scanner.bytes(), from, to);
            return Optional.empty();
        } else if (from == to) {
            return Optional.empty();
        }
        String text = text(from, to).strip();
        Optional<String> number = NumberText.of(text);
        if (number.isEmpty()) {
            record.put(text);
            return Optional.of("\"%s\" is no number".formatted(text));
        } else if (kind == NumberKind.NUMBER) {
            record.put(number.get());
            return Optional.empty();
        }
        Optional<String> refusal = dates.put(Double.parseDouble(text), kind, record);
        if (refusal.isPresent()) {
            record.put(number.get());
        }
        return refusal;
    }

    private void endRow() {
        if (isWanted && hasValue) {
            record.trim(fieldCount);
            while (record.fieldCount() < fieldCount) {
                record.missingField();
            }
            record.endRecord(batch, (int) (row - batch.firstLine()));
        }
        isWanted = false;
    }

    private RuntimeException damaged(String what) {
        return InputFailures.damaged(name, what + ": it is damaged");
    }
}
