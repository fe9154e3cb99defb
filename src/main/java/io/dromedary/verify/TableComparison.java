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

    private static final int CHUNKS_MAX = 3;

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

    /** The table with what differs. Chunks are compared in parallel, if the caller's pool has threads to spare. */
    TableProof with(Snapshot snapshot, FileSummaries files) {
        List<EvidenceChunk> chunks = evidence().chunks();
        long others = manifest.chunks().size() - files(chunks).count();
        if (others > 0) {
            notCompared.add("%,d files of earlier runs".formatted(others));
        }
        if (!files(chunks).allMatch(file -> file.toString().endsWith(".parquet"))) {
            notCompared.add("everything: only Parquet files can be compared");
            return compared(List.of(), false);
        }
        try {
            List<Optional<ColumnType>> types = types();
            List<EvidenceChunk> differing = groups(chunks).parallelStream()
                    .filter(group -> !differences(group, types, snapshot, files).isEmpty())
                    .flatMap(List::stream)
                    .toList();
            // An UPDATE or VACUUM FULL moves rows to other blocks: what matters is what they come to together.
            List<String> differences = differences(differing, types, snapshot, files);
            return compared(findings(differing, differences), !differing.isEmpty() && differences.isEmpty());
        } catch (DromedaryException e) {
            if (e.category() != FailureCategory.CONFIGURATION && e.category() != FailureCategory.DATA) {
                throw e;
            }
            return compared(List.of(found("cannot be compared: " + e.getMessage())), false);
        }
    }

    /** Each chunk by itself, but those without rows, which may have no files either, together with one that has. */
    private static List<List<EvidenceChunk>> groups(List<EvidenceChunk> chunks) {
        List<List<EvidenceChunk>> groups = new ArrayList<>();
        List<EvidenceChunk> first = new ArrayList<>();
        for (EvidenceChunk chunk : chunks) {
            if (chunk.rows() == 0 || first.stream().allMatch(other -> other.rows() == 0)) {
                first.add(chunk);
            } else {
                groups.add(List.of(chunk));
            }
        }
        groups.add(first);
        return groups;
    }

    /** Of the latest run: the database has moved on since the others. */
    private ManifestEvidence evidence() {
        return manifest.runs().get(manifest.runs().size() - 1).evidence();
    }

    private List<String> differences(
            List<EvidenceChunk> chunks, List<Optional<ColumnType>> types, Snapshot snapshot, FileSummaries files) {
        if (chunks.isEmpty()) {
            return List.of();
        }
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
        List<EvidenceChunk> chunks = evidence().chunks();
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
        ManifestEvidence evidence = evidence();
        var since = new Comparison.Since(evidence.snapshot(), evidence.snapshotTime());
        var comparison = new Comparison(address, since, full, evidence.chunks().size(), moved, notCompared);
        return proof.with(comparison, differences);
    }

    private List<Finding> findings(List<EvidenceChunk> differing, List<String> differences) {
        String place = place(differing);
        List<Finding> findings = new ArrayList<>();
        differences.stream()
                .limit(DIFFERENCES_MAX)
                .forEach(difference -> findings.add(new Finding(Kind.DIFFERENCE, place, "differs: " + difference)));
        if (differences.size() > DIFFERENCES_MAX) {
            String more = "differs in %,d more places".formatted(differences.size() - DIFFERENCES_MAX);
            findings.add(new Finding(Kind.DIFFERENCE, place, more));
        }
        return findings;
    }

    private String place(List<EvidenceChunk> chunks) {
        if (evidence().chunks().size() == 1) {
            return manifest.tableName();
        }
        String first = chunks.stream()
                .limit(CHUNKS_MAX)
                .map(chunk -> "chunk " + chunk.chunkId())
                .collect(Collectors.joining(" with "));
        return chunks.size() > CHUNKS_MAX ? "%s and %,d more".formatted(first, chunks.size() - CHUNKS_MAX) : first;
    }

    private Finding found(String what) {
        return new Finding(Kind.DIFFERENCE, manifest.tableName(), what);
    }
}
