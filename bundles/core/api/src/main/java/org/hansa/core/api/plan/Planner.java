package org.hansa.core.api.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Argument;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Says what a change would do, and does what it said. The same controllers run in both; see {@link
 * Plan}. Thread-safe.
 */
@ProviderType
public interface Planner {

  /**
   * Runs the controllers on a fork until they rest.
   *
   * @param changes what the user wants: Put and Delete
   * @throws org.hansa.core.api.Problem as the gate would
   */
  Plan.Status plan(Principal principal, List<Change> changes);

  /**
   * What the controllers would do, as things are now, of all that the principal may read: what is
   * to be repaired, and what would move.
   *
   * @throws org.hansa.core.api.Problem TOO_LARGE if that is too much for one plan
   */
  default Plan.Status planAll(Principal principal) {
    throw new org.hansa.core.api.Problem(
        org.hansa.core.api.Problem.Reason.UNAVAILABLE,
        "this planner plans no more than it is given",
        "Name a document.");
  }

  /** As {@link #plan}, kept as a Plan resource of the tenant, to be applied later by name. */
  Resource store(Principal principal, String door, String cause, Ref plan, List<Change> changes);

  /**
   * Commits a stored plan: in one transaction the preconditions are checked, the user's changes are
   * made and all decisions of the plan that needed no driver's answer (placements, reservations).
   *
   * @throws org.hansa.core.api.Problem PRECONDITION naming what no longer holds
   */
  Resource apply(Principal principal, String door, String cause, Ref plan);

  /** Plans and commits at once: nothing can come between. */
  Plan.Status apply(Principal principal, String door, String cause, List<Change> changes);

  /** Why a resource and what it owns stand where they do, or what refuses them, now. */
  List<Plan.Reason> explain(Principal principal, Ref ref);

  /**
   * What a function answers; text from a driver comes as {@link
   * org.hansa.core.api.control.Function.Text}.
   *
   * @param arguments checked by what the function says of them
   */
  org.hansa.core.api.Doc ask(
      Principal principal, Ref ref, String function, Map<String, String> arguments);

  /** The functions that are installed, by kind and name. */
  List<Described> functions();

  /**
   * A function, as it says of itself.
   *
   * @param answer the record that its answer is written from
   * @param follows true if its answers go on
   */
  record Described(
      String kind,
      String name,
      String about,
      List<Argument> arguments,
      Optional<Class<? extends Record>> answer,
      boolean follows) {}
}
