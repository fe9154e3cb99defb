/** JSON, one object in each line or an array of them. */
@NullMarked
package io.dromedary.load.json;

import org.jspecify.annotations.NullMarked;
