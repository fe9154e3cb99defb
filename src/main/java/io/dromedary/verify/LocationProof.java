package io.dromedary.verify;

import io.dromedary.staging.TemporaryEntry;
import java.nio.file.Path;
import java.util.List;

/**
 * What was found in a location.
 *
 * @param location where tables are published, or one of them
 * @param tables in the order of their names
 * @param findings that belong to no table
 * @param temporary what lies in its temporary directory; that is no fault
 */
public record LocationProof(
        Path location, List<TableProof> tables, List<Finding> findings, List<TemporaryEntry> temporary) {

    public LocationProof {
        tables = List.copyOf(tables);
        findings = List.copyOf(findings);
        temporary = List.copyOf(temporary);
    }

    /** Whether nothing was found. */
    public boolean isWhole() {
        return findings.isEmpty() && tables.stream().allMatch(TableProof::isWhole);
    }
}
