@NullMarked
package io.dromedary.files;

import org.jspecify.annotations.NullMarked;
