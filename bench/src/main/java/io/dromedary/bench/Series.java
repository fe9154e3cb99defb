package io.dromedary.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The measured runs of one contender on one table, in order. */
final class Series {
    private final String title;
    private final List<RunResult> runs = new ArrayList<>();

    Series(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    void add(RunResult run) {
        runs.add(run);
    }

    int size() {
        return runs.size();
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    /** The middle one of a measure; NaN without runs. */
    double median(ToDoubleFunction<RunResult> measure) {
        return median(runs.stream().map(measure::applyAsDouble).toList()).orElse(Double.NaN);
    }

    double min(ToDoubleFunction<RunResult> measure) {
        return runs.stream().mapToDouble(measure).min().orElse(Double.NaN);
    }

    double max(ToDoubleFunction<RunResult> measure) {
        return runs.stream().mapToDouble(measure).max().orElse(Double.NaN);
    }

    /**
     * How many times longer this took than the other: the median over rounds, because runs of one round have met the
     * same noise. Empty without rounds in common.
     */
    OptionalDouble wallRatioTo(Series other) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(runs.size(), other.runs.size()); i++) {
            ratios.add(runs.get(i).wallSeconds() / other.runs.get(i).wallSeconds());
        }
        return median(ratios);
    }

    private static OptionalDouble median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int size = sorted.size();
        return size == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2);
    }
}
