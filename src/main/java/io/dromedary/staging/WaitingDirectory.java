package io.dromedary.staging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory that has all its files, and waits for its commit document.
 *
 * @param path where it is
 * @param commitFile the name of the document
 * @param files what makes it durable
 */
record WaitingDirectory(Path path, String commitFile, FileOperations files) {

    /** Writes the document last; then all of the directory is durable. */
    void complete(byte[] document) throws IOException {
        try (StagedFileWriter out = StagedFileWriter.to(path.resolve(commitFile))) {
            out.write(document, 0, document.length);
            out.seal();
        }
        List<Path> directories;
        try (Stream<Path> all = Files.walk(path)) {
            directories = all.filter(Files::isDirectory).toList();
        }
        for (Path directory : directories) {
            files.sync(directory);
        }
    }
}
