package io.dromedary.verify;

import io.dromedary.ddl.LakeTable;
import io.dromedary.export.JsonFiles;
import io.dromedary.export.Manifest;
import io.dromedary.export.Manifest.ManifestChunk;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.parquet.ParquetFooter;
import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnType.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tables of a location as engines see them. Directories of one table that differ in the values of their partitions
 * only, {@code dt=2026-11-21} and {@code dt=2026-11-22}, are one.
 */
public final class PublishedTables {
    private static final Pattern TABLE = Pattern.compile("^(system|schema|table)=");

    private PublishedTables() {}

    /**
     * All of them, in the order of their directories.
     *
     * @param root where the engine finds the location
     * @throws DromedaryException {@code DATA}, if a manifest or footer cannot be read
     */
    public static Collection<LakeTable> in(PublishedLocation location, String root) {
        Map<Path, LakeTable> tables = new LinkedHashMap<>();
        for (PublishedDirectory directory : location.directories()) {
            Manifest manifest = JsonFiles.readManifest(directory.manifest());
            Path file = directory
                    .path()
                    .resolve(manifest.chunks().stream()
                            .map(ManifestChunk::file)
                            .filter(name -> name.endsWith(".parquet"))
                            .findFirst()
                            .orElseThrow(() -> refused(directory.path(), "has no Parquet files")));
            tables.computeIfAbsent(base(file), path -> table(location, root, path, file));
        }
        return tables.values();
    }

    /** The directory of the table: above those of its partitions. */
    private static Path base(Path file) {
        Path base = file.resolveSibling("");
        while (isPartition(base)) {
            base = base.resolveSibling("");
        }
        return base;
    }

    /** {@code system=}, {@code schema=} and {@code table=} say which table it is. */
    private static boolean isPartition(Path directory) {
        String name = String.valueOf(directory.getFileName());
        return name.indexOf('=') > 0 && !TABLE.matcher(name).find();
    }

    private static LakeTable table(PublishedLocation location, String root, Path base, Path file) {
        List<Field> columns = columns(file);
        List<Field> partitions = new ArrayList<>();
        for (Path part : base.relativize(file.resolveSibling(""))) {
            String name = part.toString();
            if (name.indexOf('=') > 0) {
                partitions.add(LakeTable.partition(name.substring(0, name.indexOf('=')), columns));
            }
        }
        Path below = location.path().relativize(base);
        String place = below.toString().isEmpty()
                ? root
                : root + "/" + below.toString().replace('\\', '/');
        return new LakeTable(name(location.path(), base), place, columns, partitions);
    }

    /** Of {@code system=shop/table=orders}, {@code shop_orders}. */
    private static String name(Path location, Path base) {
        Path below = location.relativize(base);
        Path named = below.toString().isEmpty() ? base.getFileName() : below;
        List<String> parts = new ArrayList<>();
        named.forEach(part -> parts.add(TABLE.matcher(part.toString()).replaceFirst("")));
        return parts.stream().collect(Collectors.joining("_"));
    }

    private static List<Field> columns(Path file) {
        ParquetFooter footer = ParquetFooter.read(file);
        List<Optional<ColumnType>> types = footer.findTypes();
        List<Field> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            ParquetFooter.FileColumn column = footer.columns().get(i);
            ColumnType type = types.get(i)
                    .orElseThrow(() -> refused(
                            file,
                            "has column %s of type %s, which is unknown".formatted(column.name(), column.type())));
            columns.add(new Field(column.name(), type, column.nullable()));
        }
        return columns;
    }

    private static DromedaryException refused(Path path, String what) {
        return DromedaryException.permanent(
                FailureCategory.DATA, "%s %s; leave it out of LOCATION.".formatted(path, what));
    }
}
