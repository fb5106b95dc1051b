package org.hansa.core.api.control;

import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;

/**
 * One wanted driver call. The key is the resource's uid under the installation's id, given by the
 * runtime: at most one external object a resource and controller.
 *
 * @param endpoint an Endpoint
 * @param facet for instance {@code workload}
 * @param spec the facet's spec; for APPLY only
 */
public record Call(Ref endpoint, String facet, Verb verb, Doc spec) {

  /**
   * Only APPLY and REMOVE change anything outside. LIST answers for the whole endpoint. METER reads
   * the counters of the resource's workload: what they grew since the last ledger entry becomes the
   * next one, and nothing else is written.
   */
  public enum Verb {
    OBSERVE,
    APPLY,
    REMOVE,
    LIST,
    METER;

    /** True if the call may change the world, so that its intent must be committed before. */
    public boolean hasEffect() {
      return this == APPLY || this == REMOVE;
    }
  }

  public static Call observe(Ref endpoint, String facet) {
    return new Call(endpoint, facet, Verb.OBSERVE, Doc.EMPTY);
  }

  public static Call apply(Ref endpoint, String facet, Record spec) {
    return new Call(endpoint, facet, Verb.APPLY, Doc.of(spec));
  }

  public static Call remove(Ref endpoint, String facet) {
    return new Call(endpoint, facet, Verb.REMOVE, Doc.EMPTY);
  }

  /**
   * Everything of ours that the facet has; the outcome's state is {@code {"objects": [{"uid": ...,
   * "state": {...}}]}}, in order of uid, complete or failed.
   */
  public static Call list(Ref endpoint, String facet) {
    return new Call(endpoint, facet, Verb.LIST, Doc.EMPTY);
  }
}
