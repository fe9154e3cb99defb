/** What holds for the whole project: its architecture and its style. */
@NullMarked
package io.dromedary;

import org.jspecify.annotations.NullMarked;
