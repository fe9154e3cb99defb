package io.dromedary.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured on one table. */
final class TableResults {
    private final BenchTable table;
    private final Map<String, Series> series = new LinkedHashMap<>();
    private final Map<String, String> missing = new LinkedHashMap<>();

    TableResults(BenchTable table) {
        this.table = table;
    }

    BenchTable table() {
        return table;
    }

    /** The runs of a contender; they are shown in the order in which they were asked for first. */
    Series of(String contender, String title) {
        return series.computeIfAbsent(contender, name -> new Series(title));
    }

    /** The runs of a contender; without runs if it did not take part. */
    Series of(String contender) {
        return series.getOrDefault(contender, new Series(contender));
    }

    /** Notes why a contender did not run. */
    void miss(String title, String why) {
        missing.put(title, why);
    }

    List<Series> all() {
        return series.values().stream().filter(runs -> !runs.isEmpty()).toList();
    }

    /** Why contenders did not run, by title. */
    Map<String, String> missing() {
        return missing;
    }
}
