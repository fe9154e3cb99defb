package io.dromedary.staging.s3;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What is known of an object as a file.
 *
 * @param isDirectory whether it only looks like one, since others have names below it
 * @param size bytes
 * @param lastModifiedTime when it was written; of a directory, that is not known
 * @param fileKey changes when the object, or a published table, is replaced
 */
record S3Attributes(boolean isDirectory, long size, FileTime lastModifiedTime, Object fileKey)
        implements BasicFileAttributes {
    private static final FileTime UNKNOWN = FileTime.fromMillis(0);

    static S3Attributes of(ObjectVersion object) {
        return new S3Attributes(false, object.bytes(), FileTime.from(object.changed()), object.etag());
    }

    static S3Attributes ofDirectory(String version) {
        return new S3Attributes(true, 0, UNKNOWN, version);
    }

    @Override
    public boolean isRegularFile() {
        return !isDirectory;
    }

    @Override
    public boolean isSymbolicLink() {
        return false;
    }

    @Override
    public boolean isOther() {
        return false;
    }

    @Override
    public FileTime lastAccessTime() {
        return UNKNOWN;
    }

    @Override
    public FileTime creationTime() {
        return UNKNOWN;
    }
}
