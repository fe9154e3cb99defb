package io.dromedary.load.xlsx;

import io.dromedary.load.input.InputFailures;
import io.dromedary.load.input.RecordText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Walks through the tags of XML in UTF-8, as far as workbooks use XML: names without their namespaces, no document
 * type, no entities but the five of XML itself. Makes no objects. Not thread-safe.
 */
final class XmlScanner {
    private static final Map<String, Integer> ENTITIES =
            Map.of("lt", (int) '<', "gt", (int) '>', "amp", (int) '&', "quot", (int) '"', "apos", (int) '\'');
    private static final int ENTITY_LENGTH_MAX = 12;
    private static final int ESCAPE_LENGTH = 7;

    private final String name;
    private byte[] bytes = new byte[0];
    private int end;
    private int at;

    private int textStart;
    private int textEnd;
    private int nameStart;
    private int nameEnd;
    private int tagEnd;
    private boolean isEndTag;
    private boolean isEmptyTag;

    private int attributeAt;
    private int attributeStart;
    private int attributeEnd;
    private int valueStart;
    private int valueEnd;

    XmlScanner(String name) {
        this.name = name;
    }

    /** Goes to the start of other bytes. */
    void start(byte[] data, int from, int to) {
        bytes = data;
        at = from;
        end = to;
        textStart = from;
    }

    /** Goes to the next tag of an element; whether there is one. */
    boolean nextTag() {
        textStart = at;
        int open = XmlTags.nextOpening(bytes, at, end);
        while (XmlTags.isSpecial(bytes, open, end)) {
            int behind = XmlTags.behindSpecial(name, bytes, open, end);
            if (behind < 0) {
                throw cutOff();
            }
            open = XmlTags.nextOpening(bytes, behind, end);
        }
        textEnd = open;
        if (open >= end) {
            at = end;
            return false;
        }
        readTag(open);
        return true;
    }

    private void readTag(int open) {
        isEndTag = open + 1 < end && bytes[open + 1] == '/';
        int position = isEndTag ? open + 2 : open + 1;
        nameStart = position;
        while (position < end && !XmlTags.endsName(bytes[position])) {
            if (bytes[position] == ':') {
                nameStart = position + 1;
            }
            position++;
        }
        nameEnd = position;
        attributeAt = position;
        int quote = 0;
        while (position < end && (quote != 0 || bytes[position] != '>')) {
            byte b = bytes[position];
            if (quote == 0) {
                quote = b == '"' || b == '\'' ? b : 0;
            } else if (b == quote) {
                quote = 0;
            }
            position++;
        }
        if (position >= end) {
            throw cutOff();
        }
        isEmptyTag = bytes[position - 1] == '/';
        tagEnd = isEmptyTag ? position - 1 : position;
        at = position + 1;
    }

    private RuntimeException cutOff() {
        return InputFailures.damaged(name, "ends in the middle of a tag: it is damaged");
    }

    /** Whether the tag opens an element of that name. */
    boolean opens(byte[] element) {
        return !isEndTag && isName(element);
    }

    /** Whether the tag closes an element of that name; one without content is closed where it opens. */
    boolean closes(byte[] element) {
        return (isEndTag || isEmptyTag) && isName(element);
    }

    private boolean isName(byte[] element) {
        return nameEnd - nameStart == element.length
                && bytes[nameStart] == element[0]
                && Arrays.equals(bytes, nameStart, nameEnd, element, 0, element.length);
    }

    /** Goes to the next attribute of the tag; whether there is one. */
    boolean nextAttribute() {
        int position = attributeAt;
        while (position < tagEnd && XmlTags.endsName(bytes[position])) {
            position++;
        }
        attributeStart = position;
        while (position < tagEnd && bytes[position] != '=' && !XmlTags.endsName(bytes[position])) {
            position++;
        }
        attributeEnd = position;
        while (position < tagEnd && bytes[position] != '"' && bytes[position] != '\'') {
            position++;
        }
        if (position >= tagEnd) {
            return false;
        }
        byte quote = bytes[position++];
        valueStart = position;
        while (position < tagEnd && bytes[position] != quote) {
            position++;
        }
        valueEnd = position;
        attributeAt = position + 1;
        return true;
    }

    /** Whether the attribute has a name of one letter, without a namespace. */
    boolean isAttribute(char letter) {
        return attributeEnd - attributeStart == 1 && bytes[attributeStart] == letter;
    }

    /** The attribute's name, with its prefix. */
    String attributeName() {
        return new String(bytes, attributeStart, attributeEnd - attributeStart, StandardCharsets.UTF_8);
    }

    /** The attribute's value. */
    String value() {
        var text = new RecordText();
        decode(valueStart, valueEnd, text);
        text.endField();
        return text.text(0);
    }

    /** Where the attribute's value starts, as it is written. */
    int valueStart() {
        return valueStart;
    }

    /** Where the attribute's value ends. */
    int valueEnd() {
        return valueEnd;
    }

    /** Where the text before the tag starts, as it is written. */
    int textStart() {
        return textStart;
    }

    /** Where the text before the tag ends. */
    int textEnd() {
        return textEnd;
    }

    /** What all positions are in. */
    byte[] bytes() {
        return bytes;
    }

    /** Adds the text before the tag. */
    void putText(RecordText target) {
        int from = textStart;
        int open = XmlTags.nextOpening(bytes, from, textEnd);
        while (open < textEnd) {
            decode(from, open, target);
            int behind = XmlTags.behindSpecial(name, bytes, open, textEnd);
            int content = XmlTags.contentOfText(bytes, open, textEnd);
            if (content >= 0) {
                target.put(bytes, content, XmlTags.endOfText(behind));
            }
            from = behind;
            open = XmlTags.nextOpening(bytes, from, textEnd);
        }
        decode(from, textEnd, target);
    }

    private void decode(int from, int to, RecordText target) {
        int plain = from;
        int position = from;
        while (position < to) {
            byte b = bytes[position];
            if (b == '&') {
                target.put(bytes, plain, position);
                position = decodeEntity(position, to, target);
                plain = position;
            } else if (b == '\r') {
                // As XML says: every end of a line is one line feed.
                target.put(bytes, plain, position++);
                if (position == to || bytes[position] != '\n') {
                    target.put('\n');
                }
                plain = position;
            } else if (b == '_' && isEscape(position, to)) {
                target.put(bytes, plain, position);
                target.putCharacter(hex(position + 2, position + 6));
                position += ESCAPE_LENGTH;
                plain = position;
            } else {
                position++;
            }
        }
        target.put(bytes, plain, to);
    }

    private int decodeEntity(int from, int to, RecordText target) {
        int close = from;
        while (close < to && close - from < ENTITY_LENGTH_MAX && bytes[close] != ';') {
            close++;
        }
        String entity = new String(bytes, from + 1, Math.max(0, close - from - 1), StandardCharsets.ISO_8859_1);
        Integer known = ENTITIES.get(entity);
        int character = known != null ? known : reference(entity);
        if (close >= to || bytes[close] != ';' || character < 0) {
            throw InputFailures.damaged(name, "has the entity \"&%s\", which XML does not know".formatted(entity));
        }
        target.putCharacter(character);
        return close + 1;
    }

    private static int reference(String entity) {
        try {
            int character = entity.startsWith("#x")
                    ? Integer.parseInt(entity.substring(2), 16)
                    : entity.startsWith("#") ? Integer.parseInt(entity.substring(1)) : -1;
            boolean isSurrogate = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
            return Character.isValidCodePoint(character) && !isSurrogate ? character : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Excel writes what XML has no place for, such as a tab, as {@code _x0009_}. */
    private boolean isEscape(int from, int to) {
        return to - from >= ESCAPE_LENGTH
                && bytes[from + 1] == 'x'
                && bytes[from + ESCAPE_LENGTH - 1] == '_'
                && hex(from + 2, from + 6) >= 0;
    }

    /** A number; -1 if it is none, or half a character. */
    private int hex(int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            number = number << 4 | digit;
        }
        return number >= Character.MIN_SURROGATE && number <= Character.MAX_SURROGATE ? -1 : number;
    }
}
