package io.dromedary.staging.s3;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What is known of an object as a file.
 *
 * @param isDirectory whether it only looks like one, since others have names below it
 * @param size bytes
 * @param fileKey changes when a published table is replaced
 */
record S3Attributes(boolean isDirectory, long size, Object fileKey) implements BasicFileAttributes {
    private static final FileTime UNKNOWN = FileTime.fromMillis(0);

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
    public FileTime lastModifiedTime() {
        return UNKNOWN;
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
