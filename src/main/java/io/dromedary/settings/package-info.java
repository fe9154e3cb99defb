/** Typed and checked configuration: documents with places, secrets that cannot be printed. */
@NullMarked
package io.dromedary.settings;

import org.jspecify.annotations.NullMarked;
