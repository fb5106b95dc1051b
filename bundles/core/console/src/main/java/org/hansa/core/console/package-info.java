/**
 * What people write and see on a terminal, wherever it stands: documents are read, and resources,
 * plans, entries and reports shown. The shell and the client outside of Karaf each carry it in
 * their own jar and bring the terminal ({@link org.hansa.core.console.Output}). What is wrong with
 * what was written is a Problem with a cure.
 */
package org.hansa.core.console;
