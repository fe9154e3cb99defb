package io.dromedary.staging.s3;

import io.dromedary.staging.CommitFormat;
import io.dromedary.staging.TemporaryEntry.Kind;
import io.dromedary.staging.s3.ObjectStore.Children;
import io.dromedary.staging.s3.ObjectStore.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is published is seen; what jobs in progress have uploaded is not, nor are pointers to versions that are there.
 */
final class PublishedObjects implements SeenObjects {
    private final ObjectStore store;
    private final Runs runs;
    private final CommitFormat format;

    PublishedObjects(ObjectStore store, CommitFormat format) {
        this.store = store;
        this.runs = new Runs(store);
        this.format = format;
    }

    /** Runs are looked at after the objects: they claim a table before they upload to it. */
    @Override
    public List<String> of(Children children) {
        Set<RunTag> running = runs.jobs().stream()
                .filter(job -> runs.kind(job) == Kind.RUNNING)
                .map(RunTag::of)
                .collect(Collectors.toSet());
        List<String> names = new ArrayList<>();
        for (String directory : children.directories()) {
            boolean isHidden = !running.isEmpty()
                    && store.list(directory).stream().allMatch(object -> isOf(running, object.name()));
            if (!isHidden) {
                names.add(directory);
            }
        }
        children.objects().stream()
                .map(StoredObject::name)
                .filter(name -> !isOf(running, name) && !isSoundPointer(name))
                .forEach(names::add);
        return names;
    }

    /** What a run has published is named by a document, whoever looks; what it has not is not seen yet. */
    private boolean isOf(Set<RunTag> running, String name) {
        return RunTag.find(name).filter(running::contains).isPresent() && !isNamed(name);
    }

    private boolean isNamed(String name) {
        for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
            Optional<StoredDocument> commit = findCommit(name.substring(0, slash));
            if (commit.isPresent()) {
                return format.filesOf().apply(commit.get().bytes()).contains(name.substring(slash + 1));
            }
        }
        return false;
    }

    /** The document of a table, whatever it is called; the empty name is the location itself. */
    private Optional<StoredDocument> findCommit(String table) {
        return format.allNames().stream()
                .map(name -> store.find(table.isEmpty() ? name : table + "/" + name))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private boolean isSoundPointer(String name) {
        return CurrentPointer.findTable(name)
                .flatMap(table -> new CurrentPointer(store).findVersion(table))
                .filter(version -> findCommit(version).isPresent())
                .isPresent();
    }

    @Override
    public String version(String directory) {
        // A table that is replaced gets another document.
        return findCommit(directory).map(StoredDocument::etag).orElse("");
    }
}
