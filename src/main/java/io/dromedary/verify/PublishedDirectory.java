package io.dromedary.verify;

import io.dromedary.export.Manifest;
import io.dromedary.verify.Finding.Kind;
import io.dromedary.verify.ManifestDocument.NamedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a published table, held against its manifest.
 *
 * @param path where it lies
 * @param name where it lies below the place that is looked at, with slashes, as its manifest should say; empty if any
 *     will do
 */
public record PublishedDirectory(Path path, Optional<String> name) {
    /** An empty file that tells other tools that a directory is whole. */
    private static final String SUCCESS = "_SUCCESS";

    /** How often a table may be replaced while it is read. */
    private static final int ATTEMPTS = 3;

    /** Whether a directory is one. */
    static boolean isOne(Path directory) {
        return Manifest.FILE_NAMES.stream()
                .anyMatch(manifest -> Files.exists(directory.resolve(manifest), LinkOption.NOFOLLOW_LINKS));
    }

    /** Its manifest. */
    Path manifest() {
        return path.resolve(manifestName());
    }

    /** The name of its manifest; where there are two, the other one is a file that nobody names. */
    private String manifestName() {
        return Manifest.FILE_NAMES.stream()
                .filter(manifest -> Files.exists(path.resolve(manifest), LinkOption.NOFOLLOW_LINKS))
                .findFirst()
                .orElse(Manifest.FILE_NAME);
    }

    /**
     * Looks at everything in it. Files are read in parallel, if the caller's pool has threads to spare.
     *
     * @param comparison what a whole table is compared with; null: nothing
     */
    TableProof prove(@Nullable SourceComparison comparison) {
        for (int attempt = 1; ; attempt++) {
            Object before = identity();
            TableProof proof = proveOnce(comparison);
            // A job may have put a new export in its place, or may just be about to.
            if (proof.isWhole() || attempt == ATTEMPTS || Objects.equals(before, identity())) {
                return proof;
            }
        }
    }

    private @Nullable Object identity() {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    private TableProof proveOnce(@Nullable SourceComparison comparison) {
        List<Finding> findings = new ArrayList<>();
        String manifestName = manifestName();
        try {
            Optional<ManifestDocument> manifest =
                    ManifestDocument.read(manifestName, Files.readAllBytes(path.resolve(manifestName)), findings::add);
            if (manifest.isPresent()) {
                TableProof proof = prove(manifest.get(), findings);
                // No SQL is run but that of a manifest that is as it was written.
                return proof.isWhole() && comparison != null
                        ? comparison.compare(proof, manifest.get().manifest())
                        : proof;
            }
        } catch (NoSuchFileException e) {
            findings.add(new Finding(Kind.NO_MANIFEST, manifestName, "is not there"));
        } catch (IOException e) {
            findings.add(new Finding(Kind.UNREADABLE, manifestName, "cannot be read: " + e));
        }
        return new TableProof(path, "", 0, 0, 0, "", findings);
    }

    private TableProof prove(ManifestDocument manifest, List<Finding> findings) {
        String told = manifest.text("partition_path").replaceFirst("/$", "");
        name.filter(real -> !isSame(real, told))
                .ifPresent(real -> findings.add(new Finding(
                        Kind.RENAMED,
                        manifest.name(),
                        "says that this table was published as %s, not as %s"
                                .formatted(manifest.text("export_path"), real))));
        List<NamedFile> files = manifest.files();
        List<NamedFile> all = new ArrayList<>(files);
        all.addAll(manifest.otherFiles());
        findings.addAll(all.parallelStream()
                .flatMap(file -> FileCheck.findings(path, file).stream())
                .toList());
        findings.addAll(unnamed(manifest.name(), all));
        return new TableProof(
                path,
                manifest.text("table_name"),
                files.stream().mapToLong(NamedFile::rows).sum(),
                files.size(),
                files.stream().mapToLong(NamedFile::bytes).sum(),
                manifest.sha256(),
                findings);
    }

    /** Whoever looks into a part of a location, or at one from above, sees a shorter or longer path. */
    private static boolean isSame(String real, String told) {
        return ("/" + real).endsWith("/" + told) || ("/" + told).endsWith("/" + real);
    }

    private List<Finding> unnamed(String manifestName, List<NamedFile> files) {
        Set<Path> named = new HashSet<>(Set.of(path.resolve(manifestName)));
        files.forEach(file -> named.add(path.resolve(file.name())));
        List<Finding> findings = new ArrayList<>();
        collectUnnamed(path, named, findings);
        return findings;
    }

    private void collectUnnamed(Path directory, Set<Path> named, List<Finding> findings) {
        List<Path> entries;
        try (Stream<Path> all = Files.list(directory)) {
            entries = all.sorted().toList();
        } catch (IOException e) {
            findings.add(new Finding(Kind.UNREADABLE, below(directory), "cannot be read: " + e));
            return;
        }
        if (entries.isEmpty()) {
            findings.add(new Finding(Kind.UNNAMED, below(directory), "is an empty directory"));
        }
        for (Path entry : entries) {
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                collectUnnamed(entry, named, findings);
            } else if (!named.contains(entry) && !isSuccess(entry)) {
                findings.add(new Finding(Kind.UNNAMED, below(entry), "is named by no manifest"));
            }
        }
    }

    private boolean isSuccess(Path entry) {
        return entry.equals(path.resolve(SUCCESS)) && Files.isRegularFile(entry) && isEmpty(entry);
    }

    private static boolean isEmpty(Path file) {
        try {
            return Files.size(file) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private String below(Path entry) {
        return path.relativize(entry).toString().replace('\\', '/');
    }
}
