package io.dromedary.cli;

import io.dromedary.dialect.CommitDifference;
import io.dromedary.dialect.TableCommit;
import io.dromedary.table.TableId;
import java.util.List;
import java.util.Objects;

/** Commits, for people. */
final class CommitText {
    private static final String LINE = "%6s  %-27s  %12s  %11s  %11s  %11s  %s%n";

    private CommitText() {}

    /** A line for each. */
    static String list(List<TableCommit> commits) {
        var text = new StringBuilder(
                LINE.formatted("commit", "committed at", "rows", "added", "removed", "changed", "from"));
        for (TableCommit commit : commits) {
            text.append(LINE.formatted(
                    commit.id(),
                    commit.committedAt(),
                    "%,d".formatted(commit.rows()),
                    "%,d".formatted(commit.added()),
                    "%,d".formatted(commit.removed()),
                    "%,d".formatted(commit.changed()),
                    origin(commit)));
        }
        return text.toString();
    }

    private static String origin(TableCommit commit) {
        String source = commit.restored() != null
                ? "commit " + commit.restored()
                : Objects.requireNonNullElse(commit.file(), "the table");
        return commit.message().isEmpty() ? source : source + ": " + commit.message();
    }

    /** All that is known of one. */
    static String of(TableCommit commit) {
        return """
                commit %d, %s by %s
                from %s
                %,d rows: %,d added, %,d removed, %,d changed, %,d unchanged; %,d stored
                """.formatted(
                        commit.id(),
                        commit.committedAt(),
                        commit.committedBy(),
                        origin(commit),
                        commit.rows(),
                        commit.added(),
                        commit.removed(),
                        commit.changed(),
                        commit.unchanged(),
                        commit.stored());
    }

    static String of(TableId table, CommitDifference difference) {
        return "%s: from commit %d to commit %d, %,d rows added, %,d removed, %,d changed"
                .formatted(
                        table,
                        difference.from(),
                        difference.to(),
                        difference.added(),
                        difference.removed(),
                        difference.changed());
    }

    static String restored(TableId table, TableCommit commit, boolean isDryRun) {
        return "%s: commit %d %s the rows of commit %d: %,d rows, %,d added, %,d removed, %,d changed"
                .formatted(
                        table,
                        commit.id(),
                        isDryRun ? "would have" : "has",
                        commit.restored(),
                        commit.rows(),
                        commit.added(),
                        commit.removed(),
                        commit.changed());
    }
}
