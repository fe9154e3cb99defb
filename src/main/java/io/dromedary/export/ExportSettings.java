package io.dromedary.export;

import io.dromedary.dialect.ReaderProfile;
import io.dromedary.dialect.TypePolicies;
import io.dromedary.files.FileLayout;
import io.dromedary.parquet.Codec;
import io.dromedary.staging.ConflictResolution;
import io.dromedary.staging.Location;
import java.util.OptionalLong;

/**
 * How and where tables are written: {@code export_settings} of a specification.
 *
 * @param location where tables are published
 * @param codec how pages are compressed
 * @param chunkSize rows in a chunk; empty: by the size of the table
 * @param conflictResolution what happens when a table's directory is already there
 * @param consistency which point in time chunks are read from
 * @param dictionary whether columns may be dictionary-encoded where that is smaller
 * @param validateExports whether every staged file is read back and counted
 * @param autoCleanupTemp whether the job's directory under {@code .temp} is removed at its end
 * @param archiveCompletedJobs whether {@code .archive/jobs} gets a description of the job
 * @param layout where in the location tables are published, and when
 * @param types what becomes of types and values that have no exact place
 * @param companions what lies beside the data
 * @param fileLayout what rows become
 */
public record ExportSettings(
        Location location,
        Codec codec,
        OptionalLong chunkSize,
        ConflictResolution conflictResolution,
        Consistency consistency,
        boolean dictionary,
        boolean validateExports,
        boolean autoCleanupTemp,
        boolean archiveCompletedJobs,
        PublishLayout layout,
        TypePolicies types,
        CompanionFiles companions,
        FileLayout fileLayout) {

    /** Settings with nothing beside the data, and one Parquet file for each chunk. */
    public ExportSettings(
            Location location,
            Codec codec,
            OptionalLong chunkSize,
            ConflictResolution conflictResolution,
            Consistency consistency,
            boolean dictionary,
            boolean validateExports,
            boolean autoCleanupTemp,
            boolean archiveCompletedJobs,
            PublishLayout layout,
            TypePolicies types) {
        this(
                location,
                codec,
                chunkSize,
                conflictResolution,
                consistency,
                dictionary,
                validateExports,
                autoCleanupTemp,
                archiveCompletedJobs,
                layout,
                types,
                CompanionFiles.NONE,
                FileLayout.DEFAULT);
    }

    /** The name of the manifests. Spark takes every file for data whose name begins with {@code _metadata}. */
    public String manifestName() {
        return layout.isHive() && types.profile() != ReaderProfile.SPARK ? Manifest.HIVE_FILE_NAME : Manifest.FILE_NAME;
    }
}
