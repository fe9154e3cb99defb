/** What databases do differently from each other: names, catalog, snapshots, and how rows are read. */
@NullMarked
package io.dromedary.dialect;

import org.jspecify.annotations.NullMarked;
