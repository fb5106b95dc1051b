package org.hansa.core.rest;

import java.util.function.Supplier;
import org.hansa.core.api.Pending;

/**
 * What will be answered once a write is done.
 *
 * @param reply waits for it; throws {@link org.hansa.core.api.Problem} if it was refused
 */
record Outcome(Pending pending, Supplier<Reply> reply) {}
