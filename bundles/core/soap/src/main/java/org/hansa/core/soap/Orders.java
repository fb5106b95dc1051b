package org.hansa.core.soap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.facade.Asked;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;

/** The operations. What is asked has been found to fit the contract. */
final class Orders {

  static final String KIND = "Application";
  static final String DOOR = "soap";
  private static final String DEPLOYED = "deployed";
  private static final long NOTHING = 0;
  private static final int PAGE = 50;

  /** How often a deletion is asked anew for what controllers have written meanwhile. */
  private static final int TRIES = 20;

  private final Services services;

  Orders(Services services) {
    this.services = services;
  }

  JsonNode answer(Operation operation, Element ask, Asked asked) {
    return switch (operation) {
      case ORDER -> put(ask, asked, NOTHING);
      case CHANGE -> put(ask, asked, Long.parseLong(ask.value("expectedRevision").strip()));
      case CANCEL -> cancel(ask, asked);
      case DESCRIBE -> describe(ask, asked.principal());
      case LIST -> list(ask, asked.principal());
    };
  }

  private ObjectNode put(Element ask, Asked asked, long revision) {
    Draft draft = draft(ask);
    List<Change> changes = List.of(new Change.Put(draft, Optional.of(revision)));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    if (ask.flag("planOnly")) {
      return answer.set("plan", Answers.plan(services.planner().plan(asked.principal(), changes)));
    }
    ObjectNode plan =
        Answers.plan(services.planner().apply(asked.principal(), DOOR, cause(asked), changes));
    answer.set("order", Answers.order(read(asked.principal(), draft.ref())));
    return answer.set("plan", plan);
  }

  private Draft draft(Element ask) {
    Gate.Descriptor kind =
        services
            .gate()
            .kind(KIND)
            .orElseThrow(
                () ->
                    new Problem(
                        Problem.Reason.UNAVAILABLE,
                        "applications are not known here now",
                        "Try again shortly, or have the orchestration layer installed."));
    JsonNode spec =
        NativeForm.of(ask.child("application").orElseThrow(), Json.read(kind.specSchema()));
    Map<String, String> labels = new HashMap<>();
    ask.child("labels")
        .map(NativeForm::texts)
        .ifPresent(
            all -> all.properties().forEach(l -> labels.put(l.getKey(), l.getValue().asText())));
    return new Draft(ref(ask), labels, Optional.empty(), Set.of(), Doc.of(spec));
  }

  /** Of this order and no later one of its name; what is gone has been cancelled. */
  private ObjectNode cancel(Element ask, Asked asked) {
    Ref ref = ref(ask);
    String id = ask.value("id");
    services.gate().require(asked.principal(), "delete", ref);
    for (int left = TRIES; ; left--) {
      Optional<Resource> there = services.gate().view(asked.principal()).get(ref);
      if (there.isEmpty()) {
        return cancelled(id, Answers.CANCELLED);
      }
      Resource now = there.get();
      if (!now.uid().equals(id)) {
        throw new Problem(
            Problem.Reason.PRECONDITION,
            ref + " is another order, '" + now.uid() + "', not '" + id + "'",
            "DescribeApplication says the id of the one that is there.");
      }
      if (now.isDeleting()) {
        return cancelled(id, Answers.state(now));
      }
      try {
        List<Change> changes = List.of(new Change.Delete(ref, Optional.of(now.revision())));
        Request request = Request.of(asked.principal(), DOOR, cause(asked), changes);
        Optional<Resource> after = services.gate().submit(request).get(ref);
        return cancelled(id, after.map(Answers::state).orElse(Answers.CANCELLED));
      } catch (Problem e) {
        if (left == 1 || e.reason() != Problem.Reason.PRECONDITION) {
          throw e;
        }
      }
    }
  }

  private static ObjectNode cancelled(String id, String state) {
    return JsonNodeFactory.instance.objectNode().put("id", id).put("state", state);
  }

  private ObjectNode describe(Element ask, Principal principal) {
    Ref ref = ref(ask);
    services.gate().require(principal, "read", ref);
    Resource found = read(principal, ref);
    return Answers.description(services.gate().shown(found), deployed(principal, ref));
  }

  /** A description that left it out would say that nothing runs. */
  private JsonNode deployed(Principal principal, Ref ref) {
    try {
      return services.planner().ask(principal, ref, DEPLOYED, Map.of()).tree();
    } catch (Problem e) {
      if (e.reason() != Problem.Reason.NOT_FOUND) {
        throw e;
      }
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "what of it is deployed is not known now: " + e.getMessage(),
          "Try again shortly, or have the Application Repository installed.",
          List.of(),
          e);
    }
  }

  private ObjectNode list(Element ask, Principal principal) {
    int limit = ask.optional("limit").map(n -> Integer.parseInt(n.strip())).orElse(PAGE);
    Optional<String> tenant = ask.optional("tenant");
    tenant.ifPresent(t -> services.gate().require(principal, "read", new Ref(KIND, t, "any")));
    Optional<Ref> after = ask.optional("after").map(a -> Ref.parse(KIND + "/" + a));
    var view = services.gate().view(principal);
    Stream<Resource> all = tenant.map(t -> view.list(KIND, t)).orElseGet(() -> view.list(KIND));
    Iterator<Resource> rest =
        all.filter(r -> after.isEmpty() || r.ref().compareTo(after.get()) > 0).iterator();
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    ArrayNode orders = page.putArray("orders");
    String last = "";
    while (rest.hasNext() && orders.size() < limit) {
      Resource next = rest.next();
      orders.add(Answers.order(next));
      last = next.ref().tenant() + "/" + next.ref().name();
    }
    return rest.hasNext() ? page.put("next", last) : page;
  }

  private Resource read(Principal principal, Ref ref) {
    return services.gate().view(principal).get(ref).orElseThrow(() -> Problem.notFound(ref));
  }

  private static Ref ref(Element ask) {
    return new Ref(KIND, ask.value("tenant"), ask.value("name"));
  }

  private static String cause(Asked asked) {
    return DOOR + ":" + asked.id();
  }
}
