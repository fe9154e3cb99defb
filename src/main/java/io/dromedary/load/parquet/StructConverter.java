package io.dromedary.load.parquet;

import java.util.Arrays;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.jspecify.annotations.Nullable;

/** Puts the texts of fields together: a composite, or what we have written a range or an interval as. */
final class StructConverter extends GroupConverter {
    private final TextTarget target;
    private final Form form;
    private final Converter[] fields;
    private final @Nullable String[] texts;

    /** What the fields are parts of. */
    enum Form {
        COMPOSITE,
        RANGE,
        INTERVAL
    }

    StructConverter(GroupType type, NestedConverters converters, TextTarget target, Form form) {
        this.target = target;
        this.form = form;
        int count = type.getFieldCount();
        this.fields = new Converter[count];
        this.texts = new @Nullable String[count];
        for (int i = 0; i < count; i++) {
            fields[i] = converters.of(type.getType(i), new Field(i), false);
        }
    }

    /** Where the text of a field goes. */
    private final class Field implements TextTarget {
        private final int number;

        Field(int number) {
            this.number = number;
        }

        @Override
        public void put(String text) {
            texts[number] = text;
        }

        @Override
        public void refuse(String reason) {
            target.refuse(reason);
        }
    }

    @Override
    public Converter getConverter(int field) {
        return fields[field];
    }

    @Override
    public void start() {
        Arrays.fill(texts, null);
    }

    @Override
    public void end() {
        target.put(
                switch (form) {
                    case COMPOSITE -> composite();
                    case RANGE -> range();
                    case INTERVAL -> TimeText.interval(number(0), number(1), number(2));
                });
    }

    private long number(int field) {
        String text = texts[field];
        return text == null ? 0 : Long.parseLong(text);
    }

    private String composite() {
        var text = new StringBuilder("(");
        for (int i = 0; i < texts.length; i++) {
            if (i > 0) {
                text.append(',');
            }
            Literals.putField(text, texts[i]);
        }
        return text.append(')').toString();
    }

    private String range() {
        if (isTrue(4)) {
            return "empty";
        }
        var text = new StringBuilder(isTrue(2) ? "[" : "(");
        Literals.putBound(text, texts[0]);
        text.append(',');
        Literals.putBound(text, texts[1]);
        return text.append(isTrue(3) ? ']' : ')').toString();
    }

    private boolean isTrue(int field) {
        return "true".equals(texts[field]);
    }
}
