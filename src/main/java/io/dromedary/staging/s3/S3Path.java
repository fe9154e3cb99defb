package io.dromedary.staging.s3;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The name of an object, or of what looks like a directory, below a location. Absolute ones print as users write them,
 * {@code s3://bucket/prefix/name}.
 */
final class S3Path implements Path {
    private final S3FileSystem files;
    private final boolean absolute;
    private final List<String> parts;

    S3Path(S3FileSystem files, boolean absolute, List<String> parts) {
        this.files = files;
        this.absolute = absolute;
        this.parts = List.copyOf(parts);
    }

    static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split("/", -1)) {
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        return parts;
    }

    /** Below the location, with slashes; empty for the location itself. */
    String name() {
        return String.join("/", parts);
    }

    @Override
    public FileSystem getFileSystem() {
        return files;
    }

    S3FileSystem files() {
        return files;
    }

    @Override
    public boolean isAbsolute() {
        return absolute;
    }

    @Override
    public @Nullable Path getRoot() {
        return absolute ? new S3Path(files, true, List.of()) : null;
    }

    @Override
    public @Nullable Path getFileName() {
        return parts.isEmpty() ? null : new S3Path(files, false, parts.subList(parts.size() - 1, parts.size()));
    }

    @Override
    public @Nullable Path getParent() {
        return parts.isEmpty() ? null : new S3Path(files, absolute, parts.subList(0, parts.size() - 1));
    }

    @Override
    public int getNameCount() {
        return parts.size();
    }

    @Override
    public Path getName(int index) {
        return subpath(index, index + 1);
    }

    @Override
    public Path subpath(int begin, int end) {
        return new S3Path(files, false, parts.subList(begin, end));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof S3Path path
                && path.absolute == absolute
                && path.parts.size() <= parts.size()
                && parts.subList(0, path.parts.size()).equals(path.parts);
    }

    @Override
    public boolean endsWith(Path other) {
        return other instanceof S3Path path
                && path.parts.size() <= parts.size()
                && parts.subList(parts.size() - path.parts.size(), parts.size()).equals(path.parts)
                && (!path.absolute || equals(path));
    }

    /** {@inheritDoc} Names of objects mean what they say, so there is nothing to do. */
    @Override
    public Path normalize() {
        return this;
    }

    @Override
    public Path resolve(Path other) {
        if (other.isAbsolute()) {
            return other;
        }
        List<String> all = new ArrayList<>(parts);
        all.addAll(parts(other.toString()));
        return new S3Path(files, absolute, all);
    }

    @Override
    public Path resolve(String other) {
        return resolve(new S3Path(files, false, parts(other)));
    }

    @Override
    public Path relativize(Path other) {
        if (!other.startsWith(this)) {
            throw new IllegalArgumentException("%s is not below %s".formatted(other, this));
        }
        return new S3Path(files, false, ((S3Path) other).parts.subList(parts.size(), other.getNameCount()));
    }

    @Override
    public URI toUri() {
        return URI.create(toAbsolutePath().toString());
    }

    @Override
    public Path toAbsolutePath() {
        return absolute ? this : new S3Path(files, true, parts);
    }

    @Override
    public Path toRealPath(LinkOption... options) {
        return toAbsolutePath();
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException("Nothing is told of changes in a bucket");
    }

    @Override
    public int compareTo(Path other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof S3Path path
                && path.files.location().equals(files.location())
                && path.absolute == absolute
                && path.parts.equals(parts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(absolute, parts);
    }

    @Override
    public String toString() {
        if (!absolute) {
            return name();
        }
        return parts.isEmpty() ? files.location().toString() : files.location() + "/" + name();
    }
}
