package io.dromedary.verify;

import io.dromedary.dialect.RowSummary;
import io.dromedary.dialect.Snapshot;
import io.dromedary.dialect.SummaryQuery;
import io.dromedary.export.Manifest;
import io.dromedary.export.Manifest.ManifestColumn;
import io.dromedary.export.ManifestEvidence;
import io.dromedary.export.ManifestEvidence.EvidenceChunk;
import io.dromedary.export.ManifestReplaced;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.parquet.ParquetFooter;
import io.dromedary.table.ColumnType;
import io.dromedary.verify.Finding.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares one published table with what its SQL returns now, chunk by chunk. For one thread. */
final class TableComparison {
    /** Of a table that differs all over, some places are enough. */
    private static final int DIFFERENCES_MAX = 20;

    private final TableProof proof;
    private final Manifest manifest;
    private final String address;
    private final boolean full;
    private final List<String> notCompared = new ArrayList<>();

    TableComparison(TableProof proof, Manifest manifest, String address, boolean full) {
        this.proof = proof;
        this.manifest = manifest;
        this.address = address;
        this.full = full;
    }

    /** A chunk that differs. */
    private record Differing(EvidenceChunk chunk, List<String> differences) {}

    /** The table with what differs. Chunks are compared in parallel, if the caller's pool has threads to spare. */
    TableProof with(Snapshot snapshot, FileSummaries files) {
        List<EvidenceChunk> chunks = manifest.evidence().chunks();
        if (!files(chunks).allMatch(file -> file.toString().endsWith(".parquet"))) {
            notCompared.add("everything: only Parquet files can be compared");
            return compared(List.of(), false);
        }
        try {
            List<Optional<ColumnType>> types = types();
            List<Differing> differing = chunks.parallelStream()
                    .map(chunk -> new Differing(chunk, differences(List.of(chunk), types, snapshot, files)))
                    .filter(chunk -> !chunk.differences().isEmpty())
                    .toList();
            List<EvidenceChunk> others =
                    differing.stream().map(Differing::chunk).toList();
            // An UPDATE or VACUUM FULL moves rows to other blocks.
            boolean moved = others.size() > 1
                    && differences(others, types, snapshot, files).isEmpty();
            return compared(moved ? List.of() : findings(differing), moved);
        } catch (DromedaryException e) {
            if (e.category() != FailureCategory.CONFIGURATION && e.category() != FailureCategory.DATA) {
                throw e;
            }
            return compared(List.of(found("cannot be compared with %s: %s".formatted(since(), e.getMessage()))), false);
        }
    }

    private List<String> differences(
            List<EvidenceChunk> chunks, List<Optional<ColumnType>> types, Snapshot snapshot, FileSummaries files) {
        String sql = chunks.stream().map(EvidenceChunk::sql).collect(Collectors.joining("\nUNION ALL\n"));
        var query = new SummaryQuery(manifest.tableName(), sql, types, full);
        RowSummary inFiles = files.summarize(query, files(chunks).toList());
        RowSummary inDatabase = snapshot.summarize(query);
        return new SummaryDifferences(columns(), types).between(inFiles, inDatabase);
    }

    private Stream<Path> files(List<EvidenceChunk> chunks) {
        return chunks.stream().flatMap(chunk -> chunk.files().stream()).map(file -> proof.path()
                .resolve(file.file()));
    }

    private List<String> columns() {
        return manifest.columns().stream().map(ManifestColumn::name).toList();
    }

    /** As what columns are compared; empty: not at all. */
    private List<Optional<ColumnType>> types() {
        List<EvidenceChunk> chunks = manifest.evidence().chunks();
        List<Optional<ColumnType>> found =
                ParquetFooter.read(files(chunks).findFirst().orElseThrow()).findTypes();
        Set<String> replaced =
                manifest.replaced().stream().map(ManifestReplaced::column).collect(Collectors.toSet());
        List<Optional<ColumnType>> types = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            String name = columns().get(i);
            if (found.get(i).isEmpty()) {
                notCompared.add(name + ": its type has no canonical form");
            } else if (replaced.contains(name)) {
                notCompared.add(name + ": a policy of the job has replaced some of its values");
            }
            types.add(found.get(i).filter(type -> !replaced.contains(name)));
        }
        return types;
    }

    private TableProof compared(List<Finding> differences, boolean moved) {
        int chunks = manifest.evidence().chunks().size();
        return proof.with(new Comparison(address, full, chunks, moved, notCompared), differences);
    }

    private List<Finding> findings(List<Differing> differing) {
        List<Finding> findings = new ArrayList<>();
        boolean isSplit = manifest.evidence().chunks().size() > 1;
        for (Differing chunk : differing) {
            String place = isSplit ? "chunk %d: ".formatted(chunk.chunk().chunkId()) : "";
            chunk.differences().forEach(difference -> findings.add(found(place + difference)));
        }
        if (findings.size() <= DIFFERENCES_MAX) {
            return findings;
        }
        List<Finding> first = new ArrayList<>(findings.subList(0, DIFFERENCES_MAX));
        first.add(found("there are %,d more differences".formatted(findings.size() - DIFFERENCES_MAX)));
        return first;
    }

    private Finding found(String what) {
        return new Finding(Kind.DIFFERENCE, manifest.tableName(), "differs from " + since() + ": " + what);
    }

    private String since() {
        ManifestEvidence evidence = manifest.evidence();
        return "%s, which may have moved on since snapshot %s of %s"
                .formatted(address, evidence.snapshot(), evidence.snapshotTime());
    }
}
