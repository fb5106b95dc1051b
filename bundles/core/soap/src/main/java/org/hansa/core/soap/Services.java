package org.hansa.core.soap;

import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.plan.Planner;

/**
 * What stands behind the door. Each may be absent for a moment while its bundle is replaced: then
 * it throws {@link org.hansa.core.api.Problem} UNAVAILABLE, so ask anew for each request.
 */
interface Services {

  Gate gate();

  Planner planner();
}
