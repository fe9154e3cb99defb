package io.dromedary.cli;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.load.LoadAdvice;
import io.dromedary.load.LoadReport;
import io.dromedary.load.LoadRequest;
import io.dromedary.load.RowEstimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What an import would do, and what it did, for people and for programs. */
final class LoadText {
    private LoadText() {}

    /**
     * How an import ended.
     *
     * @param rows of all files
     * @param rejected records of all files
     * @param files that are loaded
     * @param failures of those that are not
     */
    record Summary(String name, long rows, long rejected, List<LoadReport> files, List<Failure> failures) {}

    /** Why a file is not loaded. */
    record Failure(String category, String message) {}

    /**
     * A file that would be loaded.
     *
     * @param rows as far as they can be known
     * @param advice which method is recommended for so many
     */
    record PlannedFile(String file, long bytes, RowEstimate rows, LoadAdvice advice) {}

    /** What an import would do. */
    record Plan(
            String name,
            String database,
            String table,
            String mode,
            String atomic,
            String onError,
            List<PlannedFile> files) {}

    static Summary summary(LoadRequest request, List<LoadReport> files, List<DromedaryException> failures) {
        return new Summary(
                request.name(),
                files.stream().mapToLong(LoadReport::rows).sum(),
                files.stream().mapToLong(LoadReport::rejected).sum(),
                files,
                failures.stream()
                        .map(failure -> new Failure(lower(failure.category()), String.valueOf(failure.getMessage())))
                        .toList());
    }

    /** A line for each file, and one for the job. */
    static String text(Summary summary) {
        var text = new StringBuilder();
        summary.files().forEach(file -> text.append(text(file)).append(System.lineSeparator()));
        return text.append("%s: %,d rows of %d file%s%n"
                        .formatted(
                                summary.name(),
                                summary.rows(),
                                summary.files().size(),
                                summary.files().size() == 1 ? "" : "s"))
                .toString();
    }

    static String text(LoadReport report) {
        if (report.findLoadedBefore().isPresent()) {
            return "%s: already loaded into %s on %s, skipping; --force loads it again"
                    .formatted(
                            report.file(),
                            report.table(),
                            report.findLoadedBefore().orElseThrow());
        }
        String rejects = report.findRejects()
                .map(path -> "; %,d records rejected, see %s".formatted(report.rejected(), path))
                .orElse("");
        return "%s: %,d rows into %s in %.1f s%s"
                .formatted(report.file(), report.rows(), report.table(), report.seconds(), rejects);
    }

    /**
     * Looks at the files and asks no database.
     *
     * @throws DromedaryException {@code CONFIGURATION} if a file is not there
     */
    static Plan plan(LoadRequest request) {
        return new Plan(
                request.name(),
                request.database().address(),
                request.table().toString(),
                lower(request.settings().mode()),
                lower(request.settings().atomic()),
                lower(request.settings().onError()),
                request.perFile().stream().map(LoadText::planned).toList());
    }

    static String text(Plan plan) {
        var text = new StringBuilder("%s: %d file%s into %s of %s%nmode %s, atomic %s, on_error %s%n%n"
                .formatted(
                        plan.name(),
                        plan.files().size(),
                        plan.files().size() == 1 ? "" : "s",
                        plan.table(),
                        plan.database(),
                        plan.mode(),
                        plan.atomic(),
                        plan.onError()));
        plan.files()
                .forEach(file -> text.append("  %s, %s, rows: %s%n  %s"
                        .formatted(
                                file.file(),
                                Texts.bytes(file.bytes()),
                                LoadPlanText.rows(file.rows()),
                                LoadPlanText.advice(file.advice()))));
        return text.toString();
    }

    private static PlannedFile planned(LoadRequest request) {
        Path file = request.files().get(0);
        try {
            RowEstimate rows = RowEstimate.of(file, request.settings());
            LoadAdvice advice = LoadAdvice.of(rows).under(request.settings());
            return new PlannedFile(file.toString(), Files.size(file), rows, advice);
        } catch (IOException e) {
            if (e.getCause() instanceof DromedaryException known) {
                throw known;
            }
            throw DromedaryException.permanent(
                    FailureCategory.CONFIGURATION, "%s is no file. Check its name".formatted(file), e);
        }
    }

    /** As a specification writes it. */
    static String lower(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
