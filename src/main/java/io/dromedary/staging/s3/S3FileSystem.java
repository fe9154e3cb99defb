package io.dromedary.staging.s3;

import io.dromedary.staging.CommitFormat;
import io.dromedary.staging.Location;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;

/**
 * A location as a tree of files that can only be read, so that whoever reads files reads them alike wherever they are.
 */
public final class S3FileSystem extends FileSystem {
    private final Location.S3 location;
    private final S3FileSystemProvider provider;

    /**
     * What is published at a location. What jobs in progress have uploaded is not seen in it, nor are pointers to
     * versions that are there.
     */
    public S3FileSystem(Location.S3 location, CommitFormat format) {
        this.location = location;
        var store = new ObjectStore(location);
        this.provider = new S3FileSystemProvider(store, new PublishedObjects(store, format));
    }

    /** All that is at a location, as a source: its failures are {@code SOURCE}. */
    public S3FileSystem(Location.S3 location) {
        this.location = location;
        this.provider = new S3FileSystemProvider(new ObjectStore(location, Access.READ), new EveryObject());
    }

    /** The location itself. */
    public Path root() {
        return new S3Path(this, true, List.of());
    }

    /** Where it is. */
    public Location.S3 location() {
        return location;
    }

    /** {@inheritDoc} Below the location. */
    @Override
    public Path getPath(String first, String... more) {
        return new S3Path(this, true, S3Path.parts(String.join("/", first, String.join("/", more))));
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {
        // The connection is the process's.
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(root());
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher(syntaxAndPattern);
        return path -> matcher.matches(Path.of(path.toString()));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}
