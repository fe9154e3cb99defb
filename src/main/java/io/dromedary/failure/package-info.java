/** What goes wrong: one exception with a category, so that retry, exit code and HTTP status are decided once. */
@NullMarked
package io.dromedary.failure;

import org.jspecify.annotations.NullMarked;
