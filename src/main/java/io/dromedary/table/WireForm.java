package io.dromedary.table;

/**
 * In what form a database sends the values of a column, where the column's type does not say it all. Made by a dialect
 * at planning and understood by that dialect alone; immutable.
 */
public interface WireForm {
    /** The one form that the dialect knows for the column's type. */
    WireForm PLAIN = new Plain();

    /** See {@link #PLAIN}. */
    record Plain() implements WireForm {}
}
