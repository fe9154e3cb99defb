/** What published tables are to engines that query files: the statements that make them known there. */
@NullMarked
package io.dromedary.ddl;

import org.jspecify.annotations.NullMarked;
