package org.hansa.core.ssh;

/**
 * What is asked of a port of the other machine's loopback.
 *
 * @param request as UTF-8
 */
public record Question(int port, String request) {}
