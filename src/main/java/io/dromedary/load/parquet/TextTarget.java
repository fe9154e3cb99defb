package io.dromedary.load.parquet;

import org.apache.parquet.io.api.Binary;

/** Where the text of a value goes. */
interface TextTarget {

    /** A value. */
    void put(String text);

    /** A value that is UTF-8 already. */
    default void put(Binary utf8) {
        put(utf8.toStringUsingUTF8());
    }

    /** A value that has no text form. */
    void refuse(String reason);
}
