/** Text of fields to PostgreSQL's binary form: exactly what its input functions make of it, or left to the server. */
@NullMarked
package io.dromedary.dialect.postgresql.encoding;

import org.jspecify.annotations.NullMarked;
