package org.hansa.core.runtime.delivery;

import java.util.concurrent.Executor;
import org.hansa.core.api.gate.Gate;

/**
 * What routes stand on besides steps: the gate that they ask, the cursors of those that follow, and
 * threads of their own, since a partner's route may wait outside.
 */
public record Outlets(Gate gate, Cursors cursors, Executor executor) {}
