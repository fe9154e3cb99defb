package io.dromedary.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileFailureTest {
    @TempDir
    private Path directory;

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsNamedWithTheSpaceThatIsLeft() throws IOException {
        Path file = directory.resolve("part_0001.parquet");
        Files.createSymbolicLink(directory.resolve("part_0001.parquet.part"), Path.of("/dev/full"));
        try (StagedFileWriter out = StagedFileWriter.to(file)) {
            assertFailure(() -> out.write('x'))
                    .hasMessageMatching("\\Q" + file + "\\E: no space left \\([\\d,]+ of [\\d,]+ bytes are free\\); "
                            + "free some or choose another location, then run the export again\\.");
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPlaceWhereNobodyMayWriteIsNamed() {
        // Not even root.
        assertFailure(() -> Versions.open(Path.of("/sys/exports"), "1"))
                .hasMessage("/sys/exports may not be written to by this user; grant it or choose another location.");
    }

    @Test
    void missingPermissionsAreNamedAsTheSystemTellsThem() {
        String message = "/e/t may not be written to by this user; grant it or choose another location.";

        assertThat(FileFailure.of(Path.of("/e/t"), new AccessDeniedException("/e/t")))
                .hasMessage(message);
        assertThat(FileFailure.of(Path.of("/e/t"), new IOException("[13] Permission denied")))
                .hasMessage(message);
    }

    @Test
    void aNameThatIsTooLongIsNamed() {
        Path location = directory.resolve("x".repeat(300));

        assertFailure(() -> Versions.open(location, "1"))
                .hasMessage("%s: the name is too long for this file system.", location);
    }

    @Test
    void anythingElseIsToldAsItIs() {
        assertThat(FileFailure.of(Path.of("/e/t"), new IOException("Stale file handle")))
                .hasMessage("/e/t cannot be written: java.io.IOException: Stale file handle");
    }

    @Test
    void aFileThatIsReplacedIsNoObstacle() throws IOException {
        Path file = Files.writeString(directory.resolve("job.json"), "{}");

        assertThat(FileFailure.of(file, new IOException("No space left on device")))
                .hasMessageContaining("job.json: no space left");
    }

    private static AbstractThrowableAssert<?, ?> assertFailure(ThrowingCallable work) {
        return assertThatThrownBy(work).isInstanceOfSatisfying(DromedaryException.class, e -> assertThat(e.category())
                .isEqualTo(FailureCategory.DESTINATION));
    }
}
