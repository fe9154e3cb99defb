package io.dromedary.load.parquet;

import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Gives the text of each value of a leaf to a target. */
final class LeafConverter extends PrimitiveConverter {
    private final LeafText text;
    private final TextTarget target;

    LeafConverter(LeafText text, TextTarget target) {
        this.text = text;
        this.target = target;
    }

    @Override
    public void addBoolean(boolean value) {
        target.put(value ? "true" : "false");
    }

    @Override
    public void addInt(int value) {
        text.put(value, target);
    }

    @Override
    public void addLong(long value) {
        text.put(value, target);
    }

    @Override
    public void addFloat(float value) {
        target.put(isShort(value) ? Long.toString((long) value) : Float.toString(value));
    }

    @Override
    public void addDouble(double value) {
        target.put(isShort(value) ? Long.toString((long) value) : Double.toString(value));
    }

    /** Whole numbers of so few digits need no exponent; zero has a sign. */
    private static boolean isShort(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e7 && value != 0;
    }

    @Override
    public void addBinary(Binary value) {
        text.put(value, target);
    }
}
