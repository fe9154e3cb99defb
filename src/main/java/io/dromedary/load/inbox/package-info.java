/** Folders that data files arrive in: which are whole, and where they go when they have been dealt with. */
@NullMarked
package io.dromedary.load.inbox;

import org.jspecify.annotations.NullMarked;
