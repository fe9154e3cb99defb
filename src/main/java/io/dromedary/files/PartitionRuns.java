package io.dromedary.files;

import io.dromedary.table.ColumnVector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds in the texts of partition values where the rows of one partition end and those of the next begin. */
final class PartitionRuns {
    private static final byte[] MISSING = new byte[0];

    private final String table;
    private final List<String> columns;
    private final List<ColumnVector.Bytes> vectors = new ArrayList<>();
    private final int[] values;
    private final byte[][] current;
    private String directory = "";
    private int row;

    PartitionRuns(String table, List<String> columns) {
        this.table = table;
        this.columns = columns;
        values = new int[columns.size()];
        current = new byte[columns.size()][];
    }

    /** Takes the texts of the next rows. */
    void take(List<ColumnVector> texts) {
        vectors.clear();
        texts.forEach(text -> vectors.add((ColumnVector.Bytes) text));
        Arrays.fill(values, 0);
        row = 0;
    }

    /** Goes to the end of the run that begins here, and returns its length; {@link #directory} is its directory. */
    int next(int rows) {
        int start = row;
        if (!isCurrent()) {
            enter();
        }
        do {
            advance();
        } while (row < rows && isCurrent());
        return row - start;
    }

    /** The directory of the run found last, {@code a=1/b=2}. */
    String directory() {
        return directory;
    }

    private boolean isMissing(int key) {
        return vectors.get(key).nullCount() > 0 && vectors.get(key).isNull[row];
    }

    private boolean isCurrent() {
        for (int key = 0; key < current.length; key++) {
            byte[] known = current[key];
            if (isMissing(key)) {
                if (known != MISSING) {
                    return false;
                }
            } else if (known == null || known == MISSING || !isEqual(known, key)) {
                return false;
            }
        }
        return true;
    }

    private boolean isEqual(byte[] known, int key) {
        ColumnVector.Bytes vector = vectors.get(key);
        int start = vector.starts[values[key]];
        return Arrays.equals(known, 0, known.length, vector.data, start, start + vector.lengths[values[key]]);
    }

    private void enter() {
        List<String> path = new ArrayList<>();
        for (int key = 0; key < current.length; key++) {
            ColumnVector.Bytes vector = vectors.get(key);
            int value = values[key];
            Optional<String> text = Optional.empty();
            if (isMissing(key)) {
                current[key] = MISSING;
            } else {
                int start = vector.starts[value];
                current[key] = Arrays.copyOfRange(vector.data, start, start + vector.lengths[value]);
                text = Optional.of(new String(current[key], StandardCharsets.UTF_8));
            }
            path.add(HivePath.of(table, columns.get(key), text));
        }
        directory = String.join("/", path);
    }

    private void advance() {
        for (int key = 0; key < current.length; key++) {
            values[key] += isMissing(key) ? 0 : 1;
        }
        row++;
    }
}
