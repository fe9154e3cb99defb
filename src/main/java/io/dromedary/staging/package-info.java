/** Where finished files wait, unseen, until they are published by a rename. */
@NullMarked
package io.dromedary.staging;

import org.jspecify.annotations.NullMarked;
