package io.dromedary.bench;

import java.util.Locale;

/**
 * A ratio or an amount that was promised.
 *
 * @param what it says
 * @param value measured
 * @param bound promised
 * @param atMost whether the bound is the most, else it is the least
 * @param unit behind the numbers
 */
record Goal(String what, double value, double bound, boolean atMost, String unit) {

    static Goal atMost(String what, double value, double bound, String unit) {
        return new Goal(what, value, bound, true, unit);
    }

    static Goal atLeast(String what, double value, double bound, String unit) {
        return new Goal(what, value, bound, false, unit);
    }

    /** {@code pass}, {@code MISS}, or {@code not measured}. */
    String verdict() {
        if (Double.isNaN(value)) {
            return "not measured";
        }
        return (atMost ? value <= bound : value >= bound) ? "pass" : "MISS";
    }

    String measured() {
        return Double.isNaN(value) ? "-" : number(value) + unit;
    }

    String promised() {
        return (atMost ? "at most " : "at least ") + number(bound) + unit;
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, number >= 100 ? "%.0f" : "%.2f", number);
    }
}
