/**
 * The forwarder: a process of its own that leads ports to targets while the control plane comes and
 * goes. The driver copies these classes out of the bundle and starts them; they depend on nothing
 * but the JDK. A command that fails gets no answer, a connection that fails is closed.
 */
package org.hansa.drivers.process.forwarder;
