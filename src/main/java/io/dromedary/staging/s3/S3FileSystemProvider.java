package io.dromedary.staging.s3;

import io.dromedary.failure.DromedaryException;
import io.dromedary.staging.CommitFormat;
import io.dromedary.staging.TemporaryEntry.Kind;
import io.dromedary.staging.s3.ObjectStore.Children;
import io.dromedary.staging.s3.ObjectStore.StoredObject;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads objects as files; failures of the store are {@link IOException}s here. */
final class S3FileSystemProvider extends FileSystemProvider {
    private final ObjectStore store;
    private final Runs runs;
    private final CommitFormat format;

    S3FileSystemProvider(ObjectStore store, CommitFormat format) {
        this.store = store;
        this.runs = new Runs(store);
        this.format = format;
    }

    /** A request to the store. */
    @FunctionalInterface
    private interface Request<T> {
        T run() throws IOException;
    }

    private static <T> T io(Request<T> request) throws IOException {
        try {
            return request.run();
        } catch (DromedaryException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static String name(Path path) {
        return ((S3Path) path).name();
    }

    @Override
    public String getScheme() {
        return "s3";
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        long bytes = io(() -> store.size(name(path)));
        if (bytes < 0) {
            throw new NoSuchFileException(path.toString());
        }
        return new S3Channel(store, name(path), bytes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path path, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        var files = ((S3Path) path).files();
        List<Path> entries = new ArrayList<>();
        for (String name : io(() -> visible(store.children(name(path))))) {
            Path entry = files.getPath(name);
            if (filter.accept(entry)) {
                entries.add(entry);
            }
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return entries.iterator();
            }

            @Override
            public void close() {}
        };
    }

    /** Runs are looked at after the objects: they claim a table before they upload to it. */
    private List<String> visible(Children children) {
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
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        String name = name(path);
        long bytes = name.isEmpty() ? -1 : io(() -> store.size(name));
        boolean isDirectory = bytes < 0 && (name.isEmpty() || io(() -> store.hasAny(name)));
        if (bytes < 0 && !isDirectory) {
            throw new NoSuchFileException(path.toString());
        }
        // A table that is replaced gets another document.
        Object key = isDirectory
                ? io(() -> findCommit(name)).map(StoredDocument::etag).orElse("")
                : name;
        return type.cast(new S3Attributes(isDirectory, Math.max(bytes, 0), key));
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        readAttributes(path, BasicFileAttributes.class);
    }

    @Override
    public boolean isSameFile(Path path, Path other) {
        return path.equals(other);
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void delete(Path path) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) {
        throw new ReadOnlyFileSystemException();
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new ReadOnlyFileSystemException();
    }
}
