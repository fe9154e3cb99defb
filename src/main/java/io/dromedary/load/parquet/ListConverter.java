package io.dromedary.load.parquet;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Puts the texts of elements together as an array. */
final class ListConverter extends GroupConverter {
    private final TextTarget target;
    private final boolean isNested;
    private final Converter repeated;
    private final StringBuilder array = new StringBuilder();

    /** Lists are written as a group of a repeated group of the element; older writers leave one of them out. */
    ListConverter(GroupType list, NestedConverters converters, TextTarget target, boolean isMultirange) {
        this.target = target;
        Type inner = list.getType(0);
        Direct direct = new Direct();
        if (inner.isPrimitive()) {
            isNested = false;
            repeated = converters.leaf(inner, direct);
        } else if (isElement(inner.asGroupType())) {
            isNested = false;
            repeated = converters.struct(inner.asGroupType(), direct);
        } else {
            Type element = inner.asGroupType().getType(0);
            isNested = NestedConverters.isList(element) || (isMultirange && NestedConverters.isRange(element));
            repeated = new Element(element, converters);
        }
    }

    /** The rules of the format for files of older writers. */
    private static boolean isElement(GroupType inner) {
        return inner.getFieldCount() > 1
                || inner.getName().equals("array")
                || inner.getName().endsWith("_tuple");
    }

    /** An element that cannot be missing. */
    private final class Direct implements TextTarget {
        @Override
        public void put(String text) {
            Literals.putElement(array, text, isNested);
        }

        @Override
        public void refuse(String reason) {
            target.refuse(reason);
        }
    }

    /** The group around an element that may be missing. */
    private final class Element extends GroupConverter implements TextTarget {
        private final Converter element;
        private @Nullable String value;

        Element(Type type, NestedConverters converters) {
            element = converters.of(type, this, false);
        }

        @Override
        public Converter getConverter(int field) {
            return element;
        }

        @Override
        public void start() {
            value = null;
        }

        @Override
        public void end() {
            Literals.putElement(array, value, isNested);
        }

        @Override
        public void put(String text) {
            value = text;
        }

        @Override
        public void refuse(String reason) {
            target.refuse(reason);
        }
    }

    @Override
    public Converter getConverter(int field) {
        return repeated;
    }

    @Override
    public void start() {
        array.setLength(0);
        array.append('{');
    }

    @Override
    public void end() {
        target.put(array.append('}').toString());
    }
}
