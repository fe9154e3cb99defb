package io.dromedary.cli;

import io.dromedary.staging.TemporaryEntry;
import io.dromedary.verify.Comparison;
import io.dromedary.verify.Finding;
import io.dromedary.verify.LocationProof;
import io.dromedary.verify.TableProof;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was found of a location, for people and for programs. */
final class ProofText {
    private ProofText() {}

    /**
     * A location as a document.
     *
     * @param location its directory
     * @param ok whether nothing was found
     * @param tables in the order of their names
     * @param findings that belong to no table
     * @param temporary what lies in its temporary directory
     */
    record ProofDocument(
            String location,
            boolean ok,
            List<TableDocument> tables,
            List<FindingDocument> findings,
            List<TemporaryDocument> temporary) {}

    /**
     * A table.
     *
     * @param path its directory
     * @param tableName its name; empty if it cannot be read
     * @param ok whether nothing was found
     * @param rows as its manifest says
     * @param files as its manifest says
     * @param bytes as its manifest says
     * @param manifestSha256 what the digest of its manifest is
     * @param findings nothing if it is ok
     * @param comparison with a database; null: none was made
     */
    record TableDocument(
            String path,
            String tableName,
            boolean ok,
            long rows,
            int files,
            long bytes,
            String manifestSha256,
            List<FindingDocument> findings,
            @Nullable Comparison comparison) {}

    /**
     * A finding.
     *
     * @param kind a word
     * @param place where
     * @param what is wrong
     * @param cure what to do
     */
    record FindingDocument(String kind, String place, String what, String cure) {
        static List<FindingDocument> of(List<Finding> findings) {
            return findings.stream()
                    .map(finding -> new FindingDocument(
                            word(finding.kind()),
                            finding.place(),
                            finding.what(),
                            finding.kind().cure()))
                    .toList();
        }
    }

    /**
     * Something temporary.
     *
     * @param path where it lies
     * @param kind a word
     */
    record TemporaryDocument(String path, String kind) {}

    static ProofDocument document(LocationProof proof) {
        return new ProofDocument(
                proof.location().toString(),
                proof.isWhole(),
                proof.tables().stream().map(ProofText::document).toList(),
                FindingDocument.of(proof.findings()),
                proof.temporary().stream()
                        .map(entry -> new TemporaryDocument(entry.path().toString(), word(entry.kind())))
                        .toList());
    }

    private static TableDocument document(TableProof table) {
        return new TableDocument(
                table.path().toString(),
                table.tableName(),
                table.isWhole(),
                table.rows(),
                table.files(),
                table.bytes(),
                table.manifestSha256(),
                FindingDocument.of(table.findings()),
                table.comparison());
    }

    private static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** A line for a table, and one for each of its findings. */
    static String text(TableProof table) {
        String name = table.tableName().isEmpty() ? "?" : table.tableName();
        var text = new StringBuilder("%-7s  %s  %,d rows  %,d file%s  %s  %s%n"
                .formatted(
                        state(table),
                        name,
                        table.rows(),
                        table.files(),
                        table.files() == 1 ? "" : "s",
                        Texts.bytes(table.bytes()),
                        table.path()));
        table.findComparison().ifPresent(comparison -> text.append(text(comparison, table.isWhole())));
        table.findings()
                .forEach(finding -> text.append("  ").append(finding.text()).append(System.lineSeparator()));
        return text.toString();
    }

    private static String state(TableProof table) {
        if (table.isWhole()) {
            return "ok";
        }
        // Only tables that are whole are compared.
        return table.findComparison().isPresent() ? "DIFFERS" : "DAMAGED";
    }

    private static String text(Comparison comparison, boolean same) {
        var text = new StringBuilder();
        if (same) {
            text.append("  the same as %s now: %s of %,d chunk%s%s%n"
                    .formatted(
                            comparison.database(),
                            comparison.full() ? "every value and row" : "counts, nulls, bounds and sums",
                            comparison.chunks(),
                            comparison.chunks() == 1 ? "" : "s",
                            comparison.moved() ? "; rows lie in other chunks there now" : ""));
        } else {
            text.append("  not the same as %s now, which may have moved on since snapshot %s of %s%n"
                    .formatted(
                            comparison.database(),
                            comparison.since().snapshot(),
                            comparison.since().time()));
        }
        comparison.notCompared().forEach(what -> text.append("  not compared: %s%n".formatted(what)));
        return text.toString();
    }

    /** What belongs to no table, and a line for the location. */
    static String summary(LocationProof proof) {
        var text = new StringBuilder();
        proof.findings().forEach(finding -> text.append(finding.text()).append(System.lineSeparator()));
        proof.temporary().forEach(entry -> text.append("note: %s %s%n".formatted(entry.path(), meaning(entry.kind()))));
        long damaged = proof.tables().stream().filter(table -> !table.isWhole()).count();
        int findings = proof.findings().size()
                + proof.tables().stream()
                        .mapToInt(table -> table.findings().size())
                        .sum();
        return text.append("%s: %,d of %,d tables ok, %,d rows, %s, %,d finding%s%n"
                        .formatted(
                                proof.location(),
                                proof.tables().size() - damaged,
                                proof.tables().size(),
                                proof.tables().stream()
                                        .mapToLong(TableProof::rows)
                                        .sum(),
                                Texts.bytes(proof.tables().stream()
                                        .mapToLong(TableProof::bytes)
                                        .sum()),
                                findings,
                                findings == 1 ? "" : "s"))
                .toString();
    }

    private static String meaning(TemporaryEntry.Kind kind) {
        return switch (kind) {
            case RUNNING -> "is a job in progress.";
            case LEFTOVER -> "was left by a job that is gone; the next run with this location removes it.";
            case FOREIGN -> "is nothing of ours and stays.";
        };
    }
}
