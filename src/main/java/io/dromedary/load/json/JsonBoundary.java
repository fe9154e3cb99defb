package io.dromedary.load.json;

import io.dromedary.load.input.Blocks;
import io.dromedary.load.input.InputFailures;

/** Finds where lines end, or in a file that starts with a bracket, the elements of an array. */
final class JsonBoundary implements Blocks.Boundary {
    private final String name;
    private boolean isStarted;
    private boolean isArray;
    private boolean isClosed;
    private int lines;

    private int at;
    private int depth;
    private int lastEnd;
    private int lastLines;

    JsonBoundary(String name) {
        this.name = name;
    }

    /** Whether the file is an array; known behind the first block. */
    boolean isArray() {
        return isArray;
    }

    @Override
    public int scan(byte[] bytes, int length, boolean isLast) {
        int from = 0;
        if (!isStarted) {
            from = start(bytes, length);
            if (!isStarted) {
                return isLast ? length : 0;
            }
        }
        return isArray ? scanArray(bytes, from, length, isLast) : scanLines(bytes, length, isLast);
    }

    private int start(byte[] bytes, int length) {
        int position = behindMark(bytes, length);
        while (position < length && isBlank(bytes[position])) {
            position++;
        }
        if (position < length) {
            isStarted = true;
            isArray = bytes[position] == '[';
        }
        return position + 1;
    }

    static int behindMark(byte[] bytes, int length) {
        boolean isMarked = length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        return isMarked ? 3 : 0;
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private int scanLines(byte[] bytes, int length, boolean isLast) {
        int end = isLast ? length : 0;
        lines = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                lines++;
                end = isLast ? length : i + 1;
            }
        }
        return end;
    }

    private int scanArray(byte[] bytes, int from, int length, boolean isLast) {
        at = from;
        depth = 0;
        lastEnd = 0;
        lastLines = 0;
        lines = 0;
        boolean wasClosed = isClosed;
        while (at < length) {
            step(bytes, length);
        }
        if (isLast && !isClosed) {
            throw InputFailures.damaged(name, "the array is not closed: the file was cut off. Get the whole file");
        }
        boolean takesAll = isLast || isClosed;
        // A scan that found no end is made again from the start, with more bytes.
        if (!takesAll && lastEnd == 0) {
            isClosed = wasClosed;
            isStarted = from == 0;
            lines = 0;
            return 0;
        }
        lines = takesAll ? lines : lastLines;
        return takesAll ? length : lastEnd;
    }

    private void step(byte[] bytes, int length) {
        byte b = bytes[at];
        if (isClosed && !isBlank(b)) {
            throw InputFailures.damaged(name, "something stands behind the end of the array");
        } else if (b == '\n') {
            lines++;
        } else if (b == '"') {
            at = endOfText(bytes, at, length);
            return;
        } else if (b == '{' || b == '[') {
            depth++;
        } else if (b == '}' || b == ']') {
            isClosed = depth == 0 && b == ']';
            depth = Math.max(0, depth - 1);
            if (depth == 0) {
                lastEnd = at + 1;
                lastLines = lines;
            }
        }
        at++;
    }

    /** Behind the quote that closes a text; {@code length} if none does. */
    static int endOfText(byte[] bytes, int open, int length) {
        int position = open + 1;
        while (position < length && bytes[position] != '"') {
            position += bytes[position] == '\\' ? 2 : 1;
        }
        return Math.min(position + 1, length);
    }

    /** Behind the end of the object that opens there; {@code length} if it is not closed. */
    static int endOfObject(byte[] bytes, int open, int length) {
        int position = open;
        int depth = 0;
        while (position < length) {
            byte b = bytes[position];
            if (b == '"') {
                position = endOfText(bytes, position, length);
                continue;
            }
            position++;
            if (b == '{' || b == '[') {
                depth++;
            } else if ((b == '}' || b == ']') && --depth == 0) {
                return position;
            }
        }
        return length;
    }

    @Override
    public int lines() {
        return lines;
    }
}
