package io.dromedary.load.xlsx;

import io.dromedary.load.input.InputFailures;

/** What of XML can be told from its tags alone. */
final class XmlTags {
    private static final byte[] COMMENT = {'<', '!', '-', '-'};
    private static final byte[] COMMENT_END = {'-', '-', '>'};
    private static final byte[] CDATA = {'<', '!', '[', 'C', 'D', 'A', 'T', 'A', '['};
    private static final byte[] CDATA_END = {']', ']', '>'};
    private static final byte[] INSTRUCTION_END = {'?', '>'};

    private XmlTags() {}

    /** The next opening of a tag; {@code end} if there is none. */
    static int nextOpening(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != '<') {
            at++;
        }
        return at;
    }

    /** Whether what opens there is no tag of an element. */
    static boolean isSpecial(byte[] bytes, int at, int end) {
        return at + 1 < end && (bytes[at + 1] == '!' || bytes[at + 1] == '?');
    }

    /**
     * Behind a comment, an instruction or text that is marked as such; -1 if the bytes end before.
     *
     * @throws io.dromedary.failure.DromedaryException {@code DATA} for a document type, which is how XML makes readers
     *     open other files and build endless texts
     */
    static int behindSpecial(String name, byte[] bytes, int at, int end) {
        if (bytes[at + 1] == '?') {
            return behind(bytes, at + 2, end, INSTRUCTION_END);
        } else if (starts(bytes, at, end, COMMENT)) {
            return behind(bytes, at + COMMENT.length, end, COMMENT_END);
        } else if (starts(bytes, at, end, CDATA)) {
            return behind(bytes, at + CDATA.length, end, CDATA_END);
        } else if (end - at < CDATA.length) {
            return -1;
        }
        throw InputFailures.damaged(
                name,
                "declares a document type or entities, which no workbook has; files do that are made"
                        + " to attack who reads them. Nothing was read");
    }

    private static boolean starts(byte[] bytes, int at, int end, byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (at + i >= end || bytes[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static int behind(byte[] bytes, int from, int end, byte[] text) {
        for (int i = from; i + text.length <= end; i++) {
            if (starts(bytes, i, end, text)) {
                return i + text.length;
            }
        }
        return -1;
    }

    /** Whether text marked as such starts there, and where its content starts then; -1 if not. */
    static int contentOfText(byte[] bytes, int at, int end) {
        return starts(bytes, at, end, CDATA) ? at + CDATA.length : -1;
    }

    /** Where the content of text marked as such ends that ends there. */
    static int endOfText(int behind) {
        return behind - CDATA_END.length;
    }

    /** Whether a byte ends a name. */
    static boolean endsName(byte b) {
        return b == ' ' || b == '>' || b == '/' || b == '\t' || b == '\n' || b == '\r';
    }
}
