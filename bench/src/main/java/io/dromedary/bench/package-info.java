/** Measures exports side by side with what limits them and with their rivals. Not part of the product. */
@NullMarked
package io.dromedary.bench;

import org.jspecify.annotations.NullMarked;
