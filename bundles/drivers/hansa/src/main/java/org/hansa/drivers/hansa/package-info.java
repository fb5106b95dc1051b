/**
 * Uses the sites that a partner's Hansa shares, by the REST door that everybody has there: a
 * workload is an application of ours in the tenant that the partner keeps for us, and what it has
 * used is read from the partner's ledger.
 */
package org.hansa.drivers.hansa;
