/** Which process does something, so that others can tell whether it still runs. */
@NullMarked
package io.dromedary.process;

import org.jspecify.annotations.NullMarked;
