package org.hansa.platform.multicloud;

import org.hansa.platform.multicloud.Placement.Decision;

/**
 * What is decided for an application in its turn.
 *
 * @param yields true if it has no place only because others come first
 */
record Turn(Decision decision, boolean yields) {}
