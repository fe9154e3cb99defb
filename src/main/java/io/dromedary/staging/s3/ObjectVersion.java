package io.dromedary.staging.s3;

import java.time.Instant;

/**
 * An object as it is until somebody writes another one in its place.
 *
 * @param name below the prefix of its location
 * @param bytes its size
 * @param etag another one for each content
 * @param changed when it was written
 */
record ObjectVersion(String name, long bytes, String etag, Instant changed) {}
