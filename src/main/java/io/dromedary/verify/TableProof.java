package io.dromedary.verify;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was found of a published table.
 *
 * @param path its directory
 * @param tableName as its manifest says; empty if that cannot be read
 * @param rows in the files that its manifest names, as it says
 * @param files how many it names
 * @param bytes of these, as it says
 * @param manifestSha256 what its digest is, whatever it says; empty if it has none
 * @param findings nothing if all is well
 * @param comparison with a database; null: none was made
 */
public record TableProof(
        Path path,
        String tableName,
        long rows,
        int files,
        long bytes,
        String manifestSha256,
        List<Finding> findings,
        @Nullable Comparison comparison) {

    public TableProof {
        findings = List.copyOf(findings);
    }

    /** A table that was not compared with a database. */
    TableProof(
            Path path,
            String tableName,
            long rows,
            int files,
            long bytes,
            String manifestSha256,
            List<Finding> findings) {
        this(path, tableName, rows, files, bytes, manifestSha256, findings, null);
    }

    /** The same after a comparison. */
    TableProof with(Comparison made, List<Finding> differences) {
        List<Finding> all =
                Stream.concat(findings.stream(), differences.stream()).toList();
        return new TableProof(path, tableName, rows, files, bytes, manifestSha256, all, made);
    }

    /** Whether nothing was found. */
    public boolean isWhole() {
        return findings.isEmpty();
    }

    /** How it was compared with a database. */
    public Optional<Comparison> findComparison() {
        return Optional.ofNullable(comparison);
    }
}
