package io.dromedary.staging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Writes a file of this machine under a temporary name; sealing syncs it and gives it its own. */
final class LocalFileWriter extends StagedFileWriter {
    private final Path path;
    private final String name;
    private final Path unfinished;
    private final FileChannel channel;
    private final MessageDigest digest;
    private long bytes;
    private boolean sealed;

    LocalFileWriter(Path path, String name) throws IOException {
        this.path = path;
        this.name = name;
        this.unfinished = path.resolveSibling(path.getFileName() + ".part");
        this.digest = FileDigest.sha256();
        this.channel = FileChannel.open(
                unfinished, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        digest.update(buffer, offset, length);
        var rest = ByteBuffer.wrap(buffer, offset, length);
        try {
            while (rest.hasRemaining()) {
                bytes += channel.write(rest);
            }
        } catch (IOException e) {
            throw FileFailure.of(path, e);
        }
    }

    @Override
    public StagedFile seal() {
        try {
            channel.force(true);
            channel.close();
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
            sealed = true;
            return new StagedFile(name, bytes, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw FileFailure.of(path, e);
        }
    }

    @Override
    public void close() throws IOException {
        if (!sealed) {
            channel.close();
            Files.deleteIfExists(unfinished);
        }
    }
}
