/** Real parts and hand-written fakes for tests. */
@NullMarked
package io.dromedary.testing;

import org.jspecify.annotations.NullMarked;
