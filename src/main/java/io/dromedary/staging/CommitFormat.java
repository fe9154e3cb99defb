package io.dromedary.staging;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What a destination has to know of commit documents, which others make.
 *
 * @param fileName what those that are written are called, in the directory of their table
 * @param allNames what those of other jobs may be called, this one among them
 * @param filesOf which files a document names, by where they lie in their table; none, if it is no such document
 */
public record CommitFormat(String fileName, List<String> allNames, Function<byte[], Set<String>> filesOf) {
    public CommitFormat {
        allNames = List.copyOf(allNames);
    }
}
