package io.dromedary.load.xlsx;

import io.dromedary.load.input.Blocks;
import io.dromedary.load.input.FieldSource;
import io.dromedary.load.input.SourceFormat;
import io.dromedary.table.FieldBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the rows of one sheet. Unpacking is under its lock; the cells are found by the thread that has asked.
 * Thread-safe.
 */
public final class SheetReader implements FieldSource {
    private final Blocks blocks;
    private final ThreadLocal<RowParser> parsers;
    private final List<String> header = new ArrayList<>();
    private int fieldCount;

    SheetReader(String name, Blocks blocks, Workbook workbook, SourceFormat format) {
        this.blocks = blocks;
        int headerRow = format.headerRow();
        FieldBatch first = blocks.peek();
        var rows = headerRow == 0 ? RowParser.Rows.from(1) : new RowParser.Rows(headerRow, headerRow);
        new RowParser(name, workbook, format, rows, 0).parse(first);
        if (first.rowCount() > 0) {
            fieldCount = first.fieldCount(0);
            for (int i = 0; i < fieldCount && headerRow > 0; i++) {
                header.add(first.text(first.firstField(0) + i));
            }
        }
        var data = RowParser.Rows.from(headerRow + 1);
        parsers = ThreadLocal.withInitial(() -> new RowParser(name, workbook, format, data, fieldCount));
    }

    @Override
    public List<String> header() {
        return List.copyOf(header);
    }

    @Override
    public int fieldCount() {
        return fieldCount;
    }

    @Override
    public boolean next(FieldBatch batch) {
        if (!blocks.cut(batch)) {
            return false;
        }
        parsers.get().parse(batch);
        return true;
    }

    @Override
    public void close() {
        blocks.close();
    }
}
