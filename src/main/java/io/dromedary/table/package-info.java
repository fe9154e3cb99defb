/** The vocabulary: tables, columns, their types, slices of them, and the typed vectors that their values travel in. */
@NullMarked
package io.dromedary.table;

import org.jspecify.annotations.NullMarked;
