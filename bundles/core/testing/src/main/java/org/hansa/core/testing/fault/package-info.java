/** What a network and a tired server do to a client, on demand and again the same. For tests. */
package org.hansa.core.testing.fault;
