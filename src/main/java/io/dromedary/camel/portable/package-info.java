/** What {@code portable.camel.yaml} refers to: rows of JDBC as records of Avro, in batches. */
@NullMarked
package io.dromedary.camel.portable;

import org.jspecify.annotations.NullMarked;
