package io.dromedary.staging.s3;

import io.dromedary.staging.CommitFormat;
import io.dromedary.staging.s3.ObjectStore.OpenUpload;
import io.dromedary.staging.s3.ObjectStore.StoredObject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Removes what no commit document names: the files that a replacement has left, and those of runs that have failed or
 * are gone. Touches no object without a tag, and none of a run that has a claim on the table.
 */
final class Sweep {
    private final ObjectStore store;
    private final Runs runs;
    private final CommitFormat format;

    Sweep(ObjectStore store, Runs runs, CommitFormat format) {
        this.store = store;
        this.runs = runs;
        this.format = format;
    }

    /** Gives up the uploads of a run to a table. */
    void abortUploads(String table, RunTag run) {
        store.uploads(table).stream().filter(upload -> isOf(upload, run)).forEach(store::abort);
    }

    private static boolean isOf(OpenUpload upload, RunTag run) {
        return RunTag.find(upload.name()).filter(run::equals).isPresent();
    }

    /**
     * Removes what is not named, of a table.
     *
     * <p>The order of the looks is what makes it safe. A run claims before it uploads, and gives its claim back after
     * it has published. An object that is seen first, whose run has no claim afterwards and which the document does not
     * name then, will never be named: its run has published before, and was replaced, or it has failed.
     *
     * @param gone a run whose claim does not count, since it will publish nothing more
     */
    void table(String table, RunTag gone) {
        List<StoredObject> objects = store.list(table);
        Set<RunTag> claims = runs.tags(table);
        claims.remove(gone);
        Set<String> named = new HashSet<>();
        for (String name : format.allNames()) {
            store.find(table + "/" + name)
                    .map(StoredDocument::bytes)
                    .map(format.filesOf())
                    .ifPresent(named::addAll);
        }
        store.delete(objects.stream()
                .map(StoredObject::name)
                .filter(name -> {
                    Optional<RunTag> tag = RunTag.find(name);
                    return tag.isPresent()
                            && !claims.contains(tag.get())
                            && !named.contains(name.substring(table.length() + 1));
                })
                .toList());
    }
}
