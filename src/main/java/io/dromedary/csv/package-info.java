/** Rows as CSV (RFC 4180), each value as PostgreSQL prints it. */
@NullMarked
package io.dromedary.csv;

import org.jspecify.annotations.NullMarked;
