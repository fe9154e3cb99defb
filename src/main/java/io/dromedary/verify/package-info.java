/** Proves that what was published is there, whole and unchanged. Needs no database. */
@NullMarked
package io.dromedary.verify;

import org.jspecify.annotations.NullMarked;
