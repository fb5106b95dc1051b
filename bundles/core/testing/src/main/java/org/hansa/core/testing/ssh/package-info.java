/** A real SSH server, for the tests of whoever is a client of one. */
package org.hansa.core.testing.ssh;
