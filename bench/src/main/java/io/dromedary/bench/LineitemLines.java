package io.dromedary.bench;

import io.trino.tpch.GenerateUtils;
import io.trino.tpch.LineItem;
import io.trino.tpch.LineItemGenerator;
import java.util.Iterator;

/** The rows of TPC-H's lineitem as lines of COPY's text format, with {@code |} between fields. */
final class LineitemLines implements Iterator<String> {
    private final Iterator<LineItem> rows;
    private final StringBuilder line = new StringBuilder();

    LineitemLines(double scale) {
        rows = new LineItemGenerator(scale, 1, 1).iterator();
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public String next() {
        LineItem row = rows.next();
        line.setLength(0);
        line.append(row.getOrderKey()).append('|');
        line.append(row.getPartKey()).append('|');
        line.append(row.getSupplierKey()).append('|');
        line.append(row.getLineNumber()).append('|');
        line.append(row.getQuantity()).append('|');
        hundredths(row.getExtendedPriceInCents());
        hundredths(row.getDiscountPercent());
        hundredths(row.getTaxPercent());
        line.append(row.getReturnFlag()).append('|');
        line.append(row.getStatus()).append('|');
        line.append(GenerateUtils.formatDate(row.getShipDate())).append('|');
        line.append(GenerateUtils.formatDate(row.getCommitDate())).append('|');
        line.append(GenerateUtils.formatDate(row.getReceiptDate())).append('|');
        line.append(row.getShipInstructions()).append('|');
        line.append(row.getShipMode()).append('|');
        return line.append(row.getComment()).append('\n').toString();
    }

    private void hundredths(long value) {
        long fraction = value % 100;
        line.append(value / 100)
                .append(fraction < 10 ? ".0" : ".")
                .append(fraction)
                .append('|');
    }
}
