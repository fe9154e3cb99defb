package io.dromedary.load.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.dromedary.load.input.InputFailures;
import io.dromedary.load.input.InvalidText;
import io.dromedary.load.input.NulBytes;
import io.dromedary.load.input.SourceFormat;
import io.dromedary.load.input.UnknownKeys;
import io.dromedary.table.FieldBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;

/**
 * Finds the fields of objects by their keys. Numbers and what is nested stay the text that the file has. Not
 * thread-safe.
 */
final class JsonRecords {
    private static final int TEXT_MAX = 32 << 20;
    private static final int FIELDS_MAX = 10_000;
    private static final int UNKNOWN = -1;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(TEXT_MAX)
                    .maxNumberLength(TEXT_MAX)
                    .build())
            .build();

    private final String name;
    private final boolean isArray;
    private final boolean isLearning;
    private final SourceFormat format;
    private final Map<String, Integer> fields;

    private FieldBatch batch = new FieldBatch();
    private byte[] bytes = new byte[0];
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private final Utf8Text text = new Utf8Text();

    private JsonRecords(
            String name, boolean isArray, boolean isLearning, SourceFormat format, Map<String, Integer> fields) {
        this.name = name;
        this.isArray = isArray;
        this.isLearning = isLearning;
        this.format = format;
        this.fields = fields;
    }

    /** Adds the keys that it finds to the fields. */
    static JsonRecords learning(String name, boolean isArray, SourceFormat format, Map<String, Integer> fields) {
        return new JsonRecords(name, isArray, true, format, fields);
    }

    /** Knows all fields. */
    static JsonRecords of(String name, boolean isArray, SourceFormat format, Map<String, Integer> fields) {
        return new JsonRecords(name, isArray, false, format, fields);
    }

    /** Adds the objects in the bytes of a batch. */
    void parse(FieldBatch target) {
        batch = target;
        bytes = target.bytes();
        int end = target.size();
        int from = target.sourceOffset() == 0 ? JsonBoundary.behindMark(bytes, end) : 0;
        if (isArray) {
            parseArray(from, end);
        } else {
            parseLines(from, end);
        }
    }

    private void parseLines(int from, int end) {
        int line = 0;
        int start = from;
        while (start < end) {
            int next = start;
            while (next < end && bytes[next] != '\n') {
                next++;
            }
            int to = next;
            while (to > start && JsonBoundary.isBlank(bytes[to - 1])) {
                to--;
            }
            if (to > start) {
                parseRecord(start, to, line);
            }
            line++;
            start = next + 1;
        }
    }

    private void parseArray(int from, int end) {
        int line = 0;
        int at = from;
        boolean isOpen = batch.sourceOffset() > 0;
        while (at < end) {
            byte b = bytes[at];
            if (b == '{') {
                int to = JsonBoundary.endOfObject(bytes, at, end);
                parseRecord(at, to, line);
                for (int i = at; i < to; i++) {
                    line += bytes[i] == '\n' ? 1 : 0;
                }
                at = to;
            } else if (JsonBoundary.isBlank(b) || b == ',' || b == ']' || (b == '[' && !isOpen)) {
                isOpen |= b == '[';
                line += b == '\n' ? 1 : 0;
                at++;
            } else {
                throw InputFailures.damaged(
                        name, "line %,d: an element of the array is no object".formatted(batch.firstLine() + line));
            }
        }
    }

    private void parseRecord(int from, int to, int line) {
        Arrays.fill(ends, 0, Math.min(fields.size(), ends.length), UNKNOWN);
        try (JsonParser parser = FACTORY.createParser(bytes, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                refuse("it is no JSON object. A file has one object in each line, or an array of objects");
            } else {
                readFields(parser, from);
                if (parser.nextToken() != null) {
                    refuse("something stands behind the JSON object");
                }
            }
        } catch (JsonProcessingException e) {
            refuse("it is no JSON object: %s".formatted(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory can be read", e);
        }
        ensureFields();
        for (int i = 0; i < fields.size(); i++) {
            if (ends[i] < 0) {
                batch.missingField(from);
            } else {
                batch.field(starts[i], ends[i]);
            }
        }
        batch.endRow(from, to, line);
    }

    private void refuse(String reason) {
        batch.refuseRow(reason);
    }

    private void ensureFields() {
        if (ends.length < fields.size()) {
            int length = ends.length;
            starts = Arrays.copyOf(starts, fields.size() * 2);
            ends = Arrays.copyOf(ends, fields.size() * 2);
            Arrays.fill(ends, length, ends.length, UNKNOWN);
        }
    }

    private void readFields(JsonParser parser, int from) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            int field = field(key);
            JsonToken token = parser.nextToken();
            if (field == UNKNOWN) {
                parser.skipChildren();
            } else if (ends[field] != UNKNOWN) {
                refuse("the key \"%s\" stands there twice".formatted(key));
                parser.skipChildren();
            } else if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                starts[field] = from + (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                ends[field] = from + (int) parser.currentLocation().getByteOffset();
            } else if (token != JsonToken.VALUE_NULL) {
                put(field, parser.getText());
            }
        }
    }

    private int field(String key) {
        Integer known = fields.get(key);
        if (known != null) {
            return known;
        } else if (isLearning) {
            if (fields.size() == FIELDS_MAX) {
                throw InputFailures.damaged(name, "has objects of more than %,d keys".formatted(FIELDS_MAX));
            }
            fields.put(key, fields.size());
            ensureFields();
            return fields.size() - 1;
        } else if (format.unknownKeys() == UnknownKeys.FAIL) {
            refuse(("the key \"%s\" is not among the fields, which are the keys of the first"
                            + " objects. Name it with columns, or set unknown_keys to ignore")
                    .formatted(key));
        }
        return UNKNOWN;
    }

    private void put(int field, String value) {
        text.clear();
        if (!text.put(value, format.nulBytes() == NulBytes.REMOVE) && format.invalidText() == InvalidText.FAIL) {
            refuse("a text has half of a character that is written as two (\\ud800 to \\udfff)");
        }
        starts[field] = batch.append(text.bytes(), 0, text.size());
        ends[field] = starts[field] + text.size();
    }
}
