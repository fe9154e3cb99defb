package io.dromedary.export;

import io.dromedary.ddl.Engine;
import io.dromedary.ddl.LakeTable;
import io.dromedary.export.Manifest.ManifestFile;
import io.dromedary.staging.StagedFile;
import io.dromedary.staging.StagedFileWriter;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnType.Field;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Stages the {@link CompanionFiles} of a table. */
final class CompanionWriter {
    private final ExportSession session;
    private final StagedTable table;

    CompanionWriter(ExportSession session, StagedTable table) {
        this.session = session;
        this.table = table;
    }

    /**
     * Stages what the job asks for; may be called again for another place.
     *
     * @param path where the table is about to be published
     */
    List<ManifestFile> write(String path) {
        CompanionFiles wanted = session.plan().request().settings().companions();
        List<ManifestFile> files = new ArrayList<>();
        if (wanted.duckDbView()) {
            files.add(write(CompanionFiles.DUCKDB_VIEW, Engine.DUCKDB.createTable(lakeTable(path))));
        }
        if (wanted.success()) {
            files.add(write(CompanionFiles.SUCCESS, ""));
        }
        return files;
    }

    private LakeTable lakeTable(String path) {
        List<Column> columns = table.plan().schema().columns();
        List<Field> fields = columns.stream()
                .map(column -> new Field(column.name(), column.type(), column.nullable()))
                .toList();
        List<Field> partitions = table.plan().layout().tables().partitionBy().stream()
                .map(key -> LakeTable.partition(key.name(), fields))
                .toList();
        return new LakeTable(path.substring(path.lastIndexOf('/') + 1), path, fields, partitions);
    }

    private ManifestFile write(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (StagedFileWriter file = session.staging().create(table.plan().directory(), name)) {
            file.write(bytes, 0, bytes.length);
            StagedFile staged = file.seal();
            return new ManifestFile(name, staged.bytes(), staged.sha256());
        } catch (IOException e) {
            throw new IllegalStateException("A sealed file closes without a failure", e);
        }
    }
}
