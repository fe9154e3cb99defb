/** The rim: the only package that knows Apache Camel. */
@NullMarked
package io.dromedary.camel;

import org.jspecify.annotations.NullMarked;
