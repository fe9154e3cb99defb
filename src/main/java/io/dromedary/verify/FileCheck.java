package io.dromedary.verify;

import io.dromedary.csv.CsvRowCount;
import io.dromedary.failure.DromedaryException;
import io.dromedary.parquet.ParquetCheck;
import io.dromedary.parquet.ParquetFooter;
import io.dromedary.parquet.ParquetFooter.FileColumn;
import io.dromedary.staging.FileDigest;
import io.dromedary.verify.Finding.Kind;
import io.dromedary.verify.ManifestDocument.NamedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Holds one file against what its manifest says of it. For one file and one thread. */
final class FileCheck {
    /** Of a file that is damaged all over, some places are enough. */
    private static final int PROBLEMS_MAX = 5;

    private final Path path;
    private final NamedFile named;
    private final List<Finding> findings = new ArrayList<>();

    private FileCheck(Path directory, NamedFile named) {
        this.path = directory.resolve(named.name());
        this.named = named;
    }

    /** What is wrong with a file of a table. */
    static List<Finding> findings(Path directory, NamedFile named) {
        var check = new FileCheck(directory, named);
        try {
            check.checkAll();
        } catch (NoSuchFileException e) {
            check.add(Kind.MISSING, "is not there");
        } catch (IOException e) {
            check.add(Kind.UNREADABLE, "cannot be read: " + e);
        }
        return check.findings;
    }

    private void checkAll() throws IOException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            add(Kind.MISSING, "is not there: it is no plain file");
            return;
        } else if (attributes.size() != named.bytes()) {
            add(Kind.SIZE, "has %,d bytes, not %,d".formatted(attributes.size(), named.bytes()));
        } else if (!FileDigest.sha256(path).equals(named.sha256())) {
            add(Kind.DIGEST, "has another content than was written: its SHA-256 is not that of the manifest");
        }
        if (named.name().endsWith(".parquet")) {
            checkParquet();
        } else if (named.isCsv()) {
            checkCsv();
        }
    }

    private void checkCsv() {
        try (InputStream in = Files.newInputStream(path)) {
            long rows = CsvRowCount.of(in, named.name(), named.csvHeader());
            if (rows != named.rows()) {
                add(Kind.ROWS, "has %,d rows, not %,d".formatted(rows, named.rows()));
            }
        } catch (IOException e) {
            add(Kind.CONTENT, "cannot be read as CSV: " + e.getMessage());
        }
    }

    private void checkParquet() throws IOException {
        ParquetFooter footer;
        try {
            footer = ParquetFooter.read(path);
        } catch (DromedaryException e) {
            String message = String.valueOf(e.getMessage()).replace(path + " ", "");
            // The cure is that of the finding.
            add(Kind.CONTENT, message.replace(ParquetFooter.CURE, ""));
            return;
        }
        if (footer.rowCount() != named.rows()) {
            add(Kind.ROWS, "has %,d rows, not %,d".formatted(footer.rowCount(), named.rows()));
        }
        checkSchema(footer.columns());
        List<String> problems;
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            problems = ParquetCheck.problems(footer, channel);
        }
        problems.stream().limit(PROBLEMS_MAX).forEach(problem -> add(Kind.CONTENT, "contradicts itself: " + problem));
        if (problems.size() > PROBLEMS_MAX) {
            add(Kind.CONTENT, "contradicts itself in %,d more places".formatted(problems.size() - PROBLEMS_MAX));
        }
    }

    private void checkSchema(List<FileColumn> found) {
        List<FileColumn> columns = named.columns();
        if (found.size() != columns.size()) {
            add(Kind.SCHEMA, "has %,d columns, not %,d".formatted(found.size(), columns.size()));
            return;
        }
        for (int i = 0; i < found.size(); i++) {
            if (!found.get(i).equals(columns.get(i))) {
                add(Kind.SCHEMA, "has column %s, not %s".formatted(text(found.get(i)), text(columns.get(i))));
            }
        }
    }

    private static String text(FileColumn column) {
        return column.name() + " " + column.type() + (column.nullable() ? "" : " not null");
    }

    private void add(Kind kind, String what) {
        findings.add(new Finding(kind, named.name(), what));
    }
}
