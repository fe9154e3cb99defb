@NullMarked
package io.dromedary.ddl;

import org.jspecify.annotations.NullMarked;
