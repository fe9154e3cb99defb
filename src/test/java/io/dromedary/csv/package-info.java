@NullMarked
package io.dromedary.csv;

import org.jspecify.annotations.NullMarked;
