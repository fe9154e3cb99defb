package io.dromedary.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.dromedary.export.JobArchive;
import io.dromedary.export.JobReport;
import io.dromedary.export.PublishedTable;

/** How a job ended, for people and for programs. */
final class ReportText {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .registerModule(new Jdk8Module())
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    private ReportText() {}

    /** A line for each published table, and one for the job. */
    static String summary(JobReport report) {
        var text = new StringBuilder();
        int width = report.published().stream()
                .mapToInt(table -> table.table().id().toString().length())
                .max()
                .orElse(0);
        for (PublishedTable table : report.published()) {
            text.append(("%-" + width + "s  %,12d rows  %9s  %4d file%s  %6.1f s  %s%n")
                    .formatted(
                            table.table().id(),
                            table.table().rows(),
                            Texts.bytes(table.table().bytes()),
                            table.table().files().size(),
                            table.table().files().size() == 1 ? " " : "s",
                            table.table().seconds(),
                            table.path()));
        }
        report.skipped().forEach(table -> text.append(table.text()).append(System.lineSeparator()));
        text.append("%s: %d of %d tables, %,d rows, %s in %.1f s (%,.0f rows/s)%n"
                .formatted(
                        report.plan().request().name(),
                        report.published().size(),
                        report.plan().tables().size(),
                        report.rows(),
                        Texts.bytes(report.bytes()),
                        report.seconds(),
                        report.rows() / Math.max(report.seconds(), 0.001)));
        return text.toString();
    }

    /** The same document as in the archive, on one line. */
    static String json(JobReport report) {
        return json((Object) JobArchive.of(report));
    }

    /** Any document, on one line. */
    static String json(Object document) {
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Every document of ours can be written", e);
        }
    }
}
