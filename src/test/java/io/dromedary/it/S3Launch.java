package io.dromedary.it;

import io.dromedary.testing.TestStore;
import java.nio.file.Path;

/** Options for processes that use a store of the tests. */
final class S3Launch {
    private S3Launch() {}

    static String[] options(TestStore store, Path staging, int megabytes) {
        return new String[] {
            "-Daws.accessKeyId=" + TestStore.ACCESS_KEY,
            "-Daws.secretAccessKey=" + TestStore.SECRET_KEY,
            "-Ddromedary.s3.endpoint=" + store.endpoint(),
            "-Ddromedary.s3.path-style=true",
            "-Ddromedary.s3.staging-directory=" + staging,
            "-Ddromedary.s3.staging-megabytes=" + megabytes
        };
    }
}
