/** PostgreSQL: catalog, exported snapshots, and binary COPY decoded from the wire. */
@NullMarked
package io.dromedary.dialect.postgresql;

import org.jspecify.annotations.NullMarked;
