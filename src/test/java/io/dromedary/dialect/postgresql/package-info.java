/** Reading a real PostgreSQL. */
@NullMarked
package io.dromedary.dialect.postgresql;

import org.jspecify.annotations.NullMarked;
