package io.dromedary.export;

import io.dromedary.dialect.SourceDatabase;
import io.dromedary.dialect.TableDescription;
import io.dromedary.table.TableId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Turns the entries of a specification into tables. A table that is named wins over patterns, an earlier pattern over a
 * later one, so that a table can be given settings of its own beside {@code *}.
 */
final class TableSelector {
    private static final String QUERY_SCHEMA = "query";

    private final SourceDatabase source;
    private final List<String> problems;

    TableSelector(SourceDatabase source, List<String> problems) {
        this.source = source;
        this.problems = problems;
    }

    List<SelectedTable> select(List<TableSelection> entries) {
        Map<TableId, TableSelection> chosen = new LinkedHashMap<>();
        for (TableSelection entry : entries) {
            if (!isPattern(entry) && chosen.put(id(entry), entry) != null) {
                problems.add("%s: it is listed twice under tables; keep one.".formatted(id(entry)));
            }
        }
        Map<TableId, TableSelection> ordered = new LinkedHashMap<>();
        List<TableId> listed = entries.stream().anyMatch(TableSelector::isPattern) ? source.listTables() : List.of();
        for (TableSelection entry : entries) {
            if (!isPattern(entry)) {
                ordered.putIfAbsent(id(entry), chosen.getOrDefault(id(entry), entry));
            } else if (entry instanceof TableSelection.Tables pattern) {
                addMatches(pattern, listed, chosen, ordered);
            }
        }
        return describe(ordered);
    }

    private void addMatches(
            TableSelection.Tables pattern,
            List<TableId> listed,
            Map<TableId, TableSelection> named,
            Map<TableId, TableSelection> ordered) {
        List<TableId> matches = listed.stream().filter(matcher(pattern)).toList();
        if (matches.isEmpty()) {
            problems.add("%s.%s: no table matches this pattern.".formatted(pattern.schema(), pattern.table()));
        }
        for (TableId match : matches) {
            if (named.get(match) instanceof TableSelection.Query) {
                problems.add("%s: a query and a table have this name; name the query otherwise.".formatted(match));
            }
            ordered.putIfAbsent(match, named.getOrDefault(match, pattern));
        }
    }

    private List<SelectedTable> describe(Map<TableId, TableSelection> chosen) {
        List<TableId> relations = chosen.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof TableSelection.Tables)
                .map(Map.Entry::getKey)
                .toList();
        Iterator<TableDescription> described =
                (relations.isEmpty() ? List.<TableDescription>of() : source.describe(relations)).iterator();
        List<SelectedTable> selected = new ArrayList<>();
        chosen.forEach((id, entry) -> {
            if (entry instanceof TableSelection.Tables table) {
                selected.add(new SelectedTable(
                        described.next(),
                        table.columns(),
                        table.excludeColumns(),
                        table.systemColumns(),
                        table.where(),
                        table.chunkOverride(),
                        table.layout()));
            } else if (entry instanceof TableSelection.Query query) {
                selected.add(new SelectedTable(
                        source.describeQuery(id, query.sql()),
                        List.of(),
                        List.of(),
                        List.of(),
                        "",
                        query.chunkOverride(),
                        query.layout()));
            }
        });
        return selected;
    }

    private static boolean isPattern(TableSelection entry) {
        return entry instanceof TableSelection.Tables table
                && (hasWildcard(table.schema()) || hasWildcard(table.table()));
    }

    private static boolean hasWildcard(String name) {
        return name.contains("*") || name.contains("?");
    }

    private static TableId id(TableSelection entry) {
        if (entry instanceof TableSelection.Tables table) {
            return new TableId(table.schema(), table.table());
        }
        return new TableId(QUERY_SCHEMA, ((TableSelection.Query) entry).name());
    }

    private static Predicate<TableId> matcher(TableSelection.Tables pattern) {
        Pattern schema = glob(pattern.schema());
        Pattern table = glob(pattern.table());
        List<Pattern> excluded =
                pattern.exclude().stream().map(TableSelector::glob).toList();
        return id -> schema.matcher(id.schema()).matches()
                && table.matcher(id.name()).matches()
                && excluded.stream()
                        .noneMatch(exclude -> exclude.matcher(id.name()).matches()
                                || exclude.matcher(id.toString()).matches());
    }

    private static Pattern glob(String text) {
        String regex = text.codePoints()
                .mapToObj(c -> switch (c) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(c));
                })
                .collect(Collectors.joining());
        return Pattern.compile(regex, Pattern.DOTALL);
    }
}
