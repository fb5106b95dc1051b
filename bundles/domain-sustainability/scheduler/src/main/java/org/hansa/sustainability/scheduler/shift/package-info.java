/**
 * When and where deferrable work is to run, as plain arithmetic over hours: no clock, no state, no
 * OSGi. The scheduler's controllers call it, and tests and benchmarks. What cannot be planned is an
 * empty answer; what makes no sense is an {@link IllegalArgumentException}.
 */
package org.hansa.sustainability.scheduler.shift;
