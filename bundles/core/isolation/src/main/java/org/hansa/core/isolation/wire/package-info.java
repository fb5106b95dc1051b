/**
 * What both sides of an isolated driver share: frames, calls in both directions, and the contract's
 * verbs as data. Broken frames are an {@link java.io.IOException} and end the connection.
 */
package org.hansa.core.isolation.wire;
