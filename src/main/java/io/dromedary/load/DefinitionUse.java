package io.dromedary.load;

/** What becomes of the definition that a file has of its table, if there is no table. */
public enum DefinitionUse {
    /** The table is made by it, if all that it calls is known to be harmless. */
    CHECKED,
    /** The table is made by it, whatever it calls: each expression is still one expression. */
    TRUSTED,
    /** The types are found out from the values, as with any other file. */
    IGNORED
}
