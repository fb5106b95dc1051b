/**
 * The embedded store: SQLite with one group-commit writer, and snapshots that share structure.
 * Nothing is exported; core uses it as the services Store, Blobs and Readiness. It fails as those
 * contracts say, and then nothing of the transaction is written.
 */
package org.hansa.core.store;
