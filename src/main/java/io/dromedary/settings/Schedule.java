package io.dromedary.settings;

import java.time.Duration;
import java.time.ZoneId;

/** When a server runs a job by itself: {@code schedule} of a specification. */
public sealed interface Schedule {

    /**
     * At the times of a Quartz cron expression.
     *
     * @param expression six or seven fields, seconds first; five fields of Unix cron are accepted by the reader
     * @param timezone where its hours are
     */
    record Cron(String expression, ZoneId timezone) implements Schedule {}

    /**
     * Again and again.
     *
     * @param period from start to start
     */
    record Every(Duration period) implements Schedule {}
}
