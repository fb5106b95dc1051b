package org.hansa.core.api.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;

/**
 * One wanted driver call. The key is the resource's uid under the installation's id, given by the
 * runtime: at most one external object a resource and controller.
 *
 * @param endpoint an Endpoint
 * @param facet for instance {@code workload}
 * @param spec the facet's spec, for APPLY; for a REMOVE that sweeps, what is swept; else empty
 */
public record Call(Ref endpoint, String facet, Verb verb, Doc spec) {

  private static final String UID = "uid";
  private static final String OF = "of";

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

  /**
   * Removes an object that the endpoint should not have, on the endpoint's own behalf.
   *
   * @param uid the object's key
   * @param of the resource of that uid, if there is one, which has its object elsewhere. What holds
   *     it back holds this back too; and this is done only while the resource is as the step saw it
   */
  public static Call sweep(Ref endpoint, String facet, String uid, Optional<Ref> of) {
    ObjectNode spec = JsonNodeFactory.instance.objectNode().put(UID, uid);
    of.ifPresent(ref -> spec.put(OF, ref.toString()));
    return new Call(endpoint, facet, Verb.REMOVE, Doc.of(spec));
  }

  /** The key of what is swept; empty if this does not sweep. */
  public Optional<String> swept() {
    return verb == Verb.REMOVE ? spec.at("/" + UID).map(JsonNode::asText) : Optional.empty();
  }

  /** The resource that has left behind what is swept. */
  public Optional<Ref> leftBy() {
    return swept().flatMap(uid -> spec.at("/" + OF)).map(JsonNode::asText).map(Ref::parse);
  }
}
