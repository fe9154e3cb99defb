package io.dromedary.export;

import io.dromedary.staging.Destination;
import io.dromedary.staging.StagingArea;

/**
 * Where the tables of a session go.
 *
 * @param destination where they are published
 * @param area where their files wait until then
 */
record StagingPlace(Destination destination, StagingArea area) {}
