/** One export from request to manifest: plan, session, chunks, staged tables, publication. */
@NullMarked
package io.dromedary.export;

import org.jspecify.annotations.NullMarked;
