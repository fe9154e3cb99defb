/** Workbooks of Excel (Office Open XML), read in a stream. */
@NullMarked
package io.dromedary.load.xlsx;

import org.jspecify.annotations.NullMarked;
