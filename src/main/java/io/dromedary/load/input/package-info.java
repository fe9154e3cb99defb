/** Stored bytes to plain ones: what a file is, unpacked, within bounds, and as UTF-8. */
@NullMarked
package io.dromedary.load.input;

import org.jspecify.annotations.NullMarked;
