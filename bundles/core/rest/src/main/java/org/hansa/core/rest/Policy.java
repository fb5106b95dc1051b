package org.hansa.core.rest;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the operator has set, as what keeps to it.
 *
 * @param access takes the lines of the access log; empty if none is written
 */
record Policy(
    Watchers.Limits watchers,
    Sessions sessions,
    Hosts hosts,
    Rates rates,
    Optional<Consumer<String>> access) {}
