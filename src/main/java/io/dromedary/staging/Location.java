package io.dromedary.staging;

import java.nio.file.Path;

/** Where the tables of a job are published; {@link Destination} is what can be done there. Prints as users write it. */
public sealed interface Location {

    /**
     * A directory of this machine.
     *
     * @param path where it is, absolute; it need not be there yet
     */
    record Directory(Path path) implements Location {
        public Directory {
            if (!path.isAbsolute()) {
                throw new IllegalArgumentException("The location must be absolute but is " + path);
            }
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }
}
