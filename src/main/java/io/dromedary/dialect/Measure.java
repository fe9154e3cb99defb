package io.dromedary.dialect;

/** What the values of a column come to. Which of them a type has says {@code docs/verify.md}. */
public enum Measure {
    /** How many values are missing. */
    NULLS("nulls"),
    /** The least value; of text, of its first characters, by its bytes. */
    MINIMUM("minimum"),
    /** The greatest value. */
    MAXIMUM("maximum"),
    /** The sum of the values as numbers: of days, of microseconds, of true values, of the lengths of texts in bytes. */
    SUM("sum"),
    /** The sum of the hashes of all values. */
    HASH("hash");

    private final String label;

    Measure(String label) {
        this.label = label;
    }

    /** For people. */
    public String label() {
        return label;
    }
}
