package io.dromedary.load.parquet;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.jspecify.annotations.Nullable;

/** Puts keys and values together as PostgreSQL's {@code hstore}. */
final class MapConverter extends GroupConverter {
    private final TextTarget target;
    private final Entry entry;
    private final StringBuilder map = new StringBuilder();

    MapConverter(GroupType map, NestedConverters converters, TextTarget target) {
        this.target = target;
        this.entry = new Entry(map.getType(0).asGroupType(), converters);
    }

    /** A key with its value, which may be missing. */
    private final class Entry extends GroupConverter {
        private final Converter[] fields = new Converter[2];
        private final @Nullable String[] texts = new @Nullable String[2];

        Entry(GroupType type, NestedConverters converters) {
            for (int i = 0; i < Math.min(fields.length, type.getFieldCount()); i++) {
                int field = i;
                fields[i] = converters.of(
                        type.getType(i),
                        new TextTarget() {
                            @Override
                            public void put(String text) {
                                texts[field] = text;
                            }

                            @Override
                            public void refuse(String reason) {
                                target.refuse(reason);
                            }
                        },
                        false);
            }
        }

        @Override
        public Converter getConverter(int field) {
            return fields[field];
        }

        @Override
        public void start() {
            texts[0] = null;
            texts[1] = null;
        }

        @Override
        public void end() {
            if (map.length() > 0) {
                map.append(", ");
            }
            String key = texts[0];
            Literals.putQuoted(map, key == null ? "" : key, '\\');
            map.append("=>");
            String value = texts[1];
            if (value == null) {
                map.append("NULL");
            } else {
                Literals.putQuoted(map, value, '\\');
            }
        }
    }

    @Override
    public Converter getConverter(int field) {
        return entry;
    }

    @Override
    public void start() {
        map.setLength(0);
    }

    @Override
    public void end() {
        target.put(map.toString());
    }
}
