/**
 * The shell door: commands in the scopes {@code hansa}, {@code store}, {@code driver} and {@code
 * extension}, the login realm for SSH, and the guard that gives accounts these commands and nothing
 * else of Karaf's shell. Karaf calls it; it calls the gate, the planner and the store. Every
 * failure is one line with a cure, and a status that stops a batch.
 */
package org.hansa.core.shell;
