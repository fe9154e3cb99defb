/** What jobs there were and how they go on: kept in a file, or in a database that several machines share. */
@NullMarked
package io.dromedary.ledger;

import org.jspecify.annotations.NullMarked;
