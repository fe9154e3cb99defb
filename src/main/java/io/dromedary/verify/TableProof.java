package io.dromedary.verify;

import java.nio.file.Path;
import java.util.List;

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
 */
public record TableProof(
        Path path, String tableName, long rows, int files, long bytes, String manifestSha256, List<Finding> findings) {

    public TableProof {
        findings = List.copyOf(findings);
    }

    /** Whether nothing was found. */
    public boolean isWhole() {
        return findings.isEmpty();
    }
}
