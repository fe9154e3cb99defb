/** Imports: files to rows of a table, whole or not at all. */
@NullMarked
package io.dromedary.load;

import org.jspecify.annotations.NullMarked;
