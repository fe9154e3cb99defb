/** Any database that has a JDBC driver: its catalog, its types, and connections to read with. */
@NullMarked
package io.dromedary.dialect.jdbc;

import org.jspecify.annotations.NullMarked;
