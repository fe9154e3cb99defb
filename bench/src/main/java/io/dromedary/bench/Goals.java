package io.dromedary.bench;

import java.util.ArrayList;
import java.util.List;

/** What the results say of the promises. Ratios of times are medians over rounds, run side by side. */
final class Goals {
    private static final double MEBIBYTE = 1 << 20;

    private final List<Goal> goals = new ArrayList<>();
    private final boolean local;

    private Goals(boolean local) {
        this.local = local;
    }

    /**
     * The goals.
     *
     * @param lineitem the results on lineitem, by growing scale
     * @param others the results on other tables
     * @param local whether the server shares this machine
     */
    static List<Goal> of(List<TableResults> lineitem, List<TableResults> others, boolean local) {
        var goals = new Goals(local);
        List<TableResults> all = new ArrayList<>(lineitem);
        all.addAll(others);
        all.forEach(goals::addSpeed);
        goals.addMemory(all);
        if (!lineitem.isEmpty()) {
            goals.addScale(lineitem);
        }
        return goals.goals;
    }

    private void addSpeed(TableResults results) {
        String table = ", %s, scale %s"
                .formatted(results.table().name(), results.table().scale());
        Series warm = results.of("warm");
        Series duckDb = results.of("duckdb");
        goals.add(Goal.atMost("1. wall, warm / limit" + table, ratio(warm, results.of("limit")), 1.25, " x"));
        goals.add(Goal.atMost("1. wall, warm / DuckDB" + table, ratio(warm, duckDb), 0.8, " x"));
        goals.add(Goal.atMost("1. wall, fresh process / DuckDB" + table, ratio(results.of("cold"), duckDb), 1, " x"));
        double cpu = warm.median(run -> run.clientCpuSeconds() / run.serverCpuSeconds());
        goals.add(Goal.atMost("2. client CPU / server CPU, warm" + table, cpu, 0.6, " x"));
        goals.add(Goal.atLeast("3. wall, portable route / warm" + table, ratio(results.of("portable"), warm), 4, " x"));
    }

    private void addMemory(List<TableResults> all) {
        for (TableResults results : all) {
            double peak = List.of(results.of("warm"), results.of("cold")).stream()
                    .mapToDouble(series -> series.max(RunResult::peakResidentBytes))
                    .filter(bytes -> !Double.isNaN(bytes))
                    .max()
                    .orElse(Double.NaN);
            goals.add(Goal.atMost(
                    "4. peak memory, %s, scale %s"
                            .formatted(results.table().name(), results.table().scale()),
                    peak / MEBIBYTE,
                    512,
                    " MB"));
        }
    }

    private void addScale(List<TableResults> lineitem) {
        TableResults small = lineitem.get(0);
        for (TableResults large : lineitem.subList(1, lineitem.size())) {
            goals.add(Goal.atLeast(
                    "5. rows/s, scale %s / scale %s"
                            .formatted(large.table().scale(), small.table().scale()),
                    large.of("warm").median(RunResult::rowsPerSecond)
                            / small.of("warm").median(RunResult::rowsPerSecond),
                    0.9,
                    " x"));
        }
        goals.add(Goal.atLeast(
                local
                        ? "5. wall, 1 worker / all workers, server on this machine"
                        : "5. wall, 1 worker / all workers, server elsewhere",
                ratio(small.of("one-worker"), small.of("warm")),
                local ? 1.9 : 3,
                " x"));
    }

    private static double ratio(Series one, Series other) {
        return one.wallRatioTo(other).orElse(Double.NaN);
    }
}
