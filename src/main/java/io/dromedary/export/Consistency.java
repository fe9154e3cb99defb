package io.dromedary.export;

/** Which point in time the chunks of a job are read from. */
public enum Consistency {
    /** All tables of the job from one snapshot; the job fails if the server refuses one. */
    SNAPSHOT,
    /** Each chunk from its own; the spelled-out way to ask for less. */
    NONE
}
