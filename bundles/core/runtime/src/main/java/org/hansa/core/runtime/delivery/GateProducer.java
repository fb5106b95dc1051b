package org.hansa.core.runtime.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;

/**
 * Asks the gate about the resource that the exchange names, in the caller's thread. A refusal is
 * the exchange's failure, a {@link Problem}. Who decided on a resource as it then stood does not
 * release what it has become since: uid and generation in the headers must still fit.
 */
final class GateProducer extends DefaultProducer {

  /** Header, set by release: whether what was asked for is so; false if another stands there. */
  static final String DONE = "HansaDone";

  private final Gate gate;
  private final Principal principal;
  private final GateComponent.Verb verb;
  private final String hold;

  GateProducer(
      Endpoint endpoint, Gate gate, Principal principal, GateComponent.Verb verb, String hold) {
    super(endpoint);
    this.gate = gate;
    this.principal = principal;
    this.verb = verb;
    this.hold = hold;
  }

  @Override
  public void process(Exchange exchange) {
    Message message = exchange.getMessage();
    Ref ref = ref(message);
    if (verb == GateComponent.Verb.GET) {
      Optional<Resource> found = gate.view(principal).get(ref);
      message.setBody(found.orElse(null));
      message.setHeader(DONE, found.isPresent());
      found.ifPresent(r -> Parcel.about(r).forEach(message::setHeader));
      return;
    }
    Change change = new Change.Hold(ref, hold, verb == GateComponent.Verb.HOLD);
    String cause = exchange.getFromRouteId() + " on " + ref + seen(message);
    message.setHeader(DONE, submit(ref, change, cause, relied(ref, message)));
  }

  private boolean submit(Ref ref, Change change, String cause, List<Relied> relied) {
    try {
      gate.submit(new Request(principal, "route", cause, List.of(change), relied));
      return true;
    } catch (Problem e) {
      boolean another =
          e.reason() == Problem.Reason.PRECONDITION || e.reason() == Problem.Reason.NOT_FOUND;
      if (another && gate.view(principal).get(ref).map(r -> broken(r, relied)).orElse(true)) {
        return false;
      }
      throw e;
    }
  }

  private static boolean broken(Resource now, List<Relied> relied) {
    return relied.stream()
        .anyMatch(
            r ->
                !r.value()
                    .equals(r.what().equals("/uid") ? now.uid() : Long.toString(now.generation())));
  }

  private static List<Relied> relied(Ref ref, Message message) {
    List<Relied> all = new ArrayList<>();
    Optional.ofNullable(message.getHeader(Parcel.UID))
        .ifPresent(uid -> all.add(Relied.is(ref, "/uid", uid.toString())));
    Optional.ofNullable(message.getHeader(Parcel.GENERATION))
        .ifPresent(g -> all.add(Relied.is(ref, "/generation", g.toString())));
    return all;
  }

  private static String seen(Message message) {
    Object generation = message.getHeader(Parcel.GENERATION);
    return generation == null ? "" : "@" + generation;
  }

  /** The header says it, else the body: a Ref, its text, or the resource itself. */
  private static Ref ref(Message message) {
    Object named = message.getHeader(ChangesConsumer.REF);
    Object found = named == null ? message.getBody() : named;
    if (found instanceof Ref ref) {
      return ref;
    }
    if (found instanceof Resource resource) {
      return resource.ref();
    }
    if (found instanceof String text) {
      return Ref.parse(text.strip());
    }
    throw Problem.invalid(
        "header " + ChangesConsumer.REF,
        found == null ? "" : found.getClass().getName(),
        "a reference",
        "Set it to Kind/tenant/name.");
  }
}
