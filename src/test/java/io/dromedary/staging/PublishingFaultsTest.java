package io.dromedary.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.staging.FaultyFileOperations.Crash;
import io.dromedary.staging.FaultyFileOperations.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every step of publishing goes wrong once; each time there is a whole version or none. */
class PublishingFaultsTest {
    @TempDir
    private Path directory;

    private static Stream<Arguments> conflicts() {
        return Stream.of(ConflictResolution.values())
                .flatMap(conflict -> Stream.of(Arguments.of(conflict, true), Arguments.of(conflict, false)));
    }

    @ParameterizedTest
    @MethodSource("conflicts")
    void whereNothingIsAFailedStepLeavesAWholeTableOrNone(ConflictResolution conflict, boolean canExchange)
            throws IOException {
        for (int step = 1; ; step++) {
            Path location = directory.resolve("step" + step);
            var files = new FaultyFileOperations(step, Fault.FAILURE, canExchange);

            String failure = publishing(location, conflict, files);

            if (failure.isEmpty() || failure.contains("can be seen")) {
                assertThat(tables(location)).hasSize(1);
                assertThat(Versions.complete(location.resolve(tables(location).get(0))))
                        .isEqualTo("new");
            } else {
                assertThat(failure).contains(location.toString(), "Input/output error");
                assertThat(tables(location)).isEmpty();
            }
            if (!files.wentWrong()) {
                assertThat(step).isGreaterThan(3);
                return;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"FAILURE, true", "FAILURE, false", "FAILURE_FROM_THERE, true", "FAILURE_FROM_THERE, false"})
    void aFailedStepOfAReplacementLeavesTheOldOrTheNew(Fault fault, boolean canExchange) throws IOException {
        for (int step = 1; ; step++) {
            Path location = directory.resolve("step" + step);
            Versions.publish(location, "old", ConflictResolution.OVERWRITE);
            var files = new FaultyFileOperations(step, fault, canExchange);

            String failure = publishing(location, ConflictResolution.OVERWRITE, files);

            boolean isNew = failure.isEmpty() || failure.contains("can be seen");
            assertThat(StagingDirectoryTest.names(location)).as("step %d", step).containsExactly(Versions.TABLE);
            assertThat(Versions.complete(location.resolve(Versions.TABLE))).isEqualTo(isNew ? "new" : "old");
            if (!files.wentWrong()) {
                assertThat(step).isGreaterThan(canExchange ? 4 : 6);
                return;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"CRASH_BEFORE, true", "CRASH_AFTER, true", "CRASH_BEFORE, false", "CRASH_AFTER, false"})
    void afterACrashAtAnyStepOfAReplacementTheNextStartHasTheOldOrTheNew(Fault fault, boolean canExchange)
            throws IOException {
        for (int step = 1; ; step++) {
            Path location = directory.resolve("step" + step);
            Versions.publish(location, "old", ConflictResolution.OVERWRITE);
            var files = new FaultyFileOperations(step, fault, canExchange);

            crash(location, ConflictResolution.OVERWRITE, files);
            StagingDirectory.recover(location);

            assertThat(tables(location)).containsExactly(Versions.TABLE);
            assertThat(Versions.complete(location.resolve(Versions.TABLE))).isIn("old", "new");
            assertThat(location.resolve(".temp")).isEmptyDirectory();
            if (!files.wentWrong()) {
                return;
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterACrashAtAnyStepOfANewTableItIsWholeOrNotThere(ConflictResolution conflict) throws IOException {
        for (int step = 1; ; step++) {
            Path location = directory.resolve("step" + step);
            var files = new FaultyFileOperations(step, Fault.CRASH_AFTER, true);

            crash(location, conflict, files);
            StagingDirectory.recover(location);

            for (String table : tables(location)) {
                assertThat(Versions.complete(location.resolve(table))).isEqualTo("new");
            }
            assertThat(location.resolve(".temp")).isEmptyDirectory();
            if (!files.wentWrong()) {
                assertThat(tables(location)).hasSize(1);
                return;
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CRASH_BEFORE", "CRASH_AFTER"})
    void aRecoveryThatCrashesIsEndedByTheNext(Fault fault) throws IOException {
        boolean wentWrong = true;
        for (int step = 1; wentWrong; step++) {
            Path location = directory.resolve("step" + step);
            Versions.publish(location, "old", ConflictResolution.OVERWRITE);
            // The fifth step moves the old one away: before it come two syncs, a rename that is in vain, and the
            // journal.
            crash(location, ConflictResolution.OVERWRITE, new FaultyFileOperations(5, Fault.CRASH_AFTER, false));
            assertThat(tables(location)).isEmpty();
            var files = new FaultyFileOperations(step, fault, false);
            var recovery = new Replacement(files, location.resolve(".temp/job_new"), location);

            try {
                recovery.recover();
            } catch (Crash e) {
                assertThat(files.wentWrong()).isTrue();
            }
            StagingDirectory.recover(location);

            assertThat(Versions.complete(location.resolve(Versions.TABLE))).isEqualTo("old");
            wentWrong = files.wentWrong();
        }
    }

    @Test
    void aJournalThatWasCutOffChangesNothing() throws IOException {
        Versions.publish(directory, "old", ConflictResolution.OVERWRITE);
        StagingDirectory area = Versions.open(directory, "killed");
        Files.writeString(area.root().resolve(".replacing_1"), "public_");
        area.close();

        StagingDirectory.recover(directory);

        assertThat(Versions.complete(directory.resolve(Versions.TABLE))).isEqualTo("old");
    }

    @Test
    void aFailureSaysWhatWhereAndWhatToDo() {
        var lastSync = new FaultyFileOperations(3, Fault.FAILURE, true);

        assertThatThrownBy(() -> Versions.publish(directory, "new", ConflictResolution.VERSION, lastSync))
                .isInstanceOfSatisfying(
                        DromedaryException.class, e -> assertThat(e.category()).isEqualTo(FailureCategory.DESTINATION))
                .hasMessage(
                        "%s/public_t can be seen, but the disk did not confirm it: Input/output error. "
                                + "Check the disk and export again.",
                        directory);
    }

    /** Publishes as a job does, which discards what is left; the message of the failure, or nothing. */
    private static String publishing(Path location, ConflictResolution conflict, FileOperations files)
            throws IOException {
        try {
            Versions.publish(location, "new", conflict, files);
            return "";
        } catch (DromedaryException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Publishes until the process ends: only the lock is gone then. */
    private static void crash(Path location, ConflictResolution conflict, FaultyFileOperations files)
            throws IOException {
        try (StagingDirectory area = Versions.open(location, "new")) {
            Versions.stage(area, "new");
            new DirectoryPublisher(Versions.CLOCK, Versions.MANIFEST, files, Duration.ZERO)
                    .publish(area, Versions.TABLE, conflict, Versions.commit("new"));
        } catch (Crash e) {
            assertThat(files.wentWrong()).isTrue();
        }
    }

    private static List<String> tables(Path location) throws IOException {
        return StagingDirectoryTest.names(location).stream()
                .filter(name -> !name.startsWith("."))
                .toList();
    }
}
