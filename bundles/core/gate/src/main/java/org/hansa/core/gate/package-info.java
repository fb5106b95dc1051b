/**
 * The gate, implemented: decisions as a pure function over snapshots, committed with their audit
 * entry in one transaction of the store. Doors, runtime and planner call it as {@link
 * org.hansa.core.api.gate.Gate}. It fails by {@link org.hansa.core.api.Problem}; while the root key
 * is not right it refuses everything with UNAVAILABLE.
 */
package org.hansa.core.gate;
