/** A bucket as a place where tables are published: parallel uploads, and conditional PUTs instead of renames. */
@NullMarked
package io.dromedary.staging.s3;

import org.jspecify.annotations.NullMarked;
