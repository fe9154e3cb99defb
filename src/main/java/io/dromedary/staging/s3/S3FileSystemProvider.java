package io.dromedary.staging.s3;

import io.dromedary.failure.DromedaryException;
import java.io.IOException;
import java.io.InputStream;
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
import org.jspecify.annotations.Nullable;

/** Reads objects as files; failures of the store are {@link IOException}s here. */
final class S3FileSystemProvider extends FileSystemProvider {
    private final ObjectStore store;
    private final ObjectReads reads;
    private final SeenObjects seen;

    S3FileSystemProvider(ObjectStore store, SeenObjects seen) {
        this.store = store;
        this.reads = new ObjectReads(store);
        this.seen = seen;
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
        return new S3Channel(store, name(path), existing(path).bytes());
    }

    /** {@inheritDoc} Of one version of the object, whatever becomes of it meanwhile. */
    @Override
    public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
        return new ObjectInput(reads, existing(path));
    }

    private ObjectVersion existing(Path path) throws IOException {
        return io(() -> reads.find(name(path))).orElseThrow(() -> new NoSuchFileException(path.toString()));
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path path, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        var files = ((S3Path) path).files();
        List<Path> entries = new ArrayList<>();
        for (String name : io(() -> seen.of(store.children(name(path))))) {
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

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        String name = name(path);
        Optional<ObjectVersion> object = name.isEmpty() ? Optional.empty() : io(() -> reads.find(name));
        if (object.isPresent()) {
            return type.cast(S3Attributes.of(object.get()));
        } else if (!name.isEmpty() && !io(() -> store.hasAny(name))) {
            throw new NoSuchFileException(path.toString());
        }
        return type.cast(S3Attributes.ofDirectory(io(() -> seen.version(name))));
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
