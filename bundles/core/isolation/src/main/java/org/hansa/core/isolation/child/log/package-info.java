/**
 * Where an isolated driver's log lines go: to standard error, one line each with its level first,
 * which the parent reads. Only the child loads this.
 */
package org.hansa.core.isolation.child.log;
