/** How values are written, where that is not how the database reads them. */
@NullMarked
package io.dromedary.load.form;

import org.jspecify.annotations.NullMarked;
