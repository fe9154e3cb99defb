/** Black-box tests: a real PostgreSQL, real files, and nothing but the public face. */
@NullMarked
package io.dromedary.it;

import org.jspecify.annotations.NullMarked;
