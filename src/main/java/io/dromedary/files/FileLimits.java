package io.dromedary.files;

import io.dromedary.table.TableFileWriter;

/**
 * Where files are cut. Of a limit of size a file has between 90 and 110 percent, but for the last one: when a file is
 * nearly full, the rows that follow are held until they are enough for a file of their own. If they end before, they
 * are the end of this one, so that there is no file of a few rows behind it.
 *
 * @param rowsMax 0: any number
 * @param bytesMax 0: any number; goes before {@code rowsMax}
 */
record FileLimits(long rowsMax, long bytesMax) {
    private static final double NEARLY_FULL = 0.95;
    /** Less than the ten percent, since sizes in memory are guesses. */
    private static final double OWN_FILE = 0.07;

    /** What to do after rows were appended. */
    enum Cut {
        /** Nothing. */
        GO_ON,
        /** Let held rows go into the file. */
        FLUSH,
        /** End the file; held rows begin the next one. */
        BEFORE_HELD,
        /** End the file with all rows. */
        HERE
    }

    static FileLimits of(FileLayout layout) {
        return new FileLimits(layout.bytesMax() > 0 ? 0 : layout.rowsMax(), layout.bytesMax());
    }

    /** The most rows to append at once. */
    int rowsMax(TableFileWriter file, int rows) {
        return rowsMax == 0 ? rows : (int) Math.min(rows, rowsMax - file.fileRows() - file.heldRows());
    }

    Cut after(TableFileWriter file) {
        if (rowsMax > 0) {
            return file.fileRows() + file.heldRows() == rowsMax ? Cut.HERE : Cut.GO_ON;
        } else if (bytesMax == 0 || file.heldRows() == 0) {
            return Cut.GO_ON;
        } else if (file.fileBytes() < bytesMax * NEARLY_FULL) {
            return file.fileBytes() + file.heldBytes() >= bytesMax ? Cut.FLUSH : Cut.GO_ON;
        }
        double enough = Math.min(bytesMax * OWN_FILE, file.heldBytesMax() / 2.0);
        return file.heldBytes() >= enough ? Cut.BEFORE_HELD : Cut.GO_ON;
    }
}
