/** What the rows of a chunk become on disk: which files, how large, in which directories. */
@NullMarked
package io.dromedary.files;

import org.jspecify.annotations.NullMarked;
