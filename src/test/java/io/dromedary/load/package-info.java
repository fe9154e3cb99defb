/** Tests beside the classes of imports. */
@NullMarked
package io.dromedary.load;

import org.jspecify.annotations.NullMarked;
