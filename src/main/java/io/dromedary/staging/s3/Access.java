package io.dromedary.staging.s3;

import io.dromedary.failure.FailureCategory;

/** What somebody does at a location, which decides what its failures are and which permissions are needed. */
enum Access {
    READ(FailureCategory.SOURCE, "s3:GetObject and s3:ListBucket"),
    PUBLISH(
            FailureCategory.DESTINATION,
            "s3:ListBucket, s3:ListBucketMultipartUploads, s3:GetObject, s3:PutObject, s3:DeleteObject and "
                    + "s3:AbortMultipartUpload");

    private final FailureCategory category;
    private final String permissions;

    Access(FailureCategory category, String permissions) {
        this.category = category;
        this.permissions = permissions;
    }

    FailureCategory category() {
        return category;
    }

    String permissions() {
        return permissions;
    }
}
