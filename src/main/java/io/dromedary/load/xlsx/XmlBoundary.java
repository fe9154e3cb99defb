package io.dromedary.load.xlsx;

import io.dromedary.load.input.Blocks;

/** Finds where elements of one name end. Exact, as no attribute may hold the opening of a tag. */
final class XmlBoundary implements Blocks.Boundary {
    private final String name;
    private final byte[] element;
    private int lines;

    /** For the elements of a name, whatever the prefix of their namespace. */
    XmlBoundary(String name, byte[] element) {
        this.name = name;
        this.element = element;
    }

    @Override
    public int scan(byte[] bytes, int length, boolean isLast) {
        int lastEnd = 0;
        int starts = 0;
        lines = 0;
        int at = XmlTags.nextOpening(bytes, 0, length);
        while (at < length) {
            if (XmlTags.isSpecial(bytes, at, length)) {
                at = XmlTags.behindSpecial(name, bytes, at, length);
                if (at < 0) {
                    break;
                }
            } else {
                boolean isEnd = at + 1 < length && bytes[at + 1] == '/';
                int nameEnd = endOfMatch(bytes, isEnd ? at + 2 : at + 1, length);
                if (nameEnd > 0 && isEnd) {
                    int close = nameEnd;
                    while (close < length && bytes[close] != '>') {
                        close++;
                    }
                    if (close < length) {
                        lastEnd = close + 1;
                        lines = starts;
                    }
                } else if (nameEnd > 0) {
                    starts++;
                }
                at++;
            }
            at = XmlTags.nextOpening(bytes, at, length);
        }
        if (isLast) {
            lines = starts;
        }
        return isLast ? length : lastEnd;
    }

    /** Where the name that starts there ends, if it is the element's; 0 if not. */
    private int endOfMatch(byte[] bytes, int from, int length) {
        int at = from;
        int start = from;
        while (at < length && !XmlTags.endsName(bytes[at])) {
            if (bytes[at] == ':') {
                start = at + 1;
            }
            at++;
        }
        if (at == length || at - start != element.length) {
            return 0;
        }
        for (int i = 0; i < element.length; i++) {
            if (bytes[start + i] != element[i]) {
                return 0;
            }
        }
        return at;
    }

    @Override
    public int lines() {
        return lines;
    }
}
