package io.dromedary.verify;

/**
 * Something that is not as it was published.
 *
 * @param kind what kind of thing
 * @param place the file or field, below the table or location that it belongs to
 * @param what is wrong with it, a sentence about the place without its subject
 */
public record Finding(Kind kind, String place, String what) {

    /** Kinds of findings, and what to do about them. */
    public enum Kind {
        /** A directory with files, but without a manifest. */
        NO_MANIFEST("Restore the manifest from a copy, or remove what is there and export the table again."),
        /** The manifest is no such document. */
        UNREADABLE_MANIFEST("Restore it from a copy, or export the table again."),
        /** The manifest is not the one that was written. */
        CHANGED_MANIFEST("Restore it from a copy, or export the table again."),
        /** The manifest is of a version that did not digest it, or has lost its digest. */
        UNPROVED_MANIFEST("Only the files are proved by it; to prove the manifest too, export the table again."),
        /** A field of the manifest is missing, or is not what it can be. */
        FIELD("Restore the manifest from a copy, or export the table again."),
        /** Two places of the manifest contradict each other. */
        SUM("Restore the manifest from a copy, or export the table again."),
        /** The directory of a table has another name than it was published under. */
        RENAMED("Give it its name back, or export the table again."),
        /** A file of the manifest is not there. */
        MISSING("Restore it from a copy, or export the table again."),
        /** A file that no manifest names. */
        UNNAMED("Move it away."),
        /** A file has another size. */
        SIZE("Restore it from a copy, or export the table again."),
        /** A file has another content. */
        DIGEST("Restore it from a copy, or export the table again."),
        /** A file has other rows than the manifest says. */
        ROWS("Export the table again."),
        /** A file has other columns than the manifest says. */
        SCHEMA("Export the table again."),
        /** A file contradicts itself. */
        CONTENT("Restore it from a copy, or export the table again."),
        /** The database has something else now. */
        DIFFERENCE("To have its present state, export the table again."),
        /** A file or directory cannot be read. */
        UNREADABLE("Make it readable for this user, check the disk, and verify again.");

        private final String cure;

        Kind(String cure) {
            this.cure = cure;
        }

        /** What to do about it, a sentence. */
        public String cure() {
            return cure;
        }
    }

    /** What, where, and what to do, in sentences. */
    public String text() {
        return "%s %s. %s".formatted(place, what, kind.cure());
    }
}
