package org.hansa.platform.resources.tmf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Records;
import org.hansa.core.api.facade.Asked;
import org.hansa.core.api.facade.Facade;
import org.hansa.core.api.facade.Refusal;
import org.hansa.core.api.facade.Reply;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * TM Forum's Resource Inventory (TMF639, version 5), to be read: what of {@link Entities#KINDS}
 * whoever asks may read, in pages, by what fits, with the attributes that are asked for. Nothing is
 * changed here. Thread-safe.
 */
@Component(service = Facade.class)
public final class ResourceInventory implements Facade {

  static final String PATH = "/tmf-api/resourceInventory/v5";
  static final String LIST = PATH + "/resource";

  private static final List<String> READS = List.of("GET", "HEAD");

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Gate gate;

  @Activate
  public ResourceInventory() {}

  ResourceInventory(Gate gate) {
    this.gate = gate;
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public Reply reply(Asked asked) {
    boolean one = asked.path().startsWith(LIST + "/") && asked.path().length() > LIST.length() + 1;
    if (!one && !asked.path().equals(LIST)) {
      throw new Problem(
          Problem.Reason.NOT_FOUND, "nothing is served at this path", "GET " + LIST + ".");
    }
    if (!READS.contains(asked.method())) {
      return Errors.wrongMethod(asked.method());
    }
    Optional<String> beyond = Wanted.beyond(asked.query());
    if (beyond.isPresent()) {
      return Errors.notOffered(beyond.get());
    }
    Principal principal = asked.principal();
    Gate there = gate();
    Snapshot view = there.view(principal);
    Records records = query -> there.entries(principal, query);
    Entities entities = new Entities(view, records, asked.base() + LIST);
    return one
        ? one(asked.path().substring(LIST.length() + 1), Wanted.ofOne(asked.query()), entities)
        : list(Wanted.of(asked.query()), entities, () -> mayRead(there, principal));
  }

  private static void mayRead(Gate gate, Principal principal) {
    for (String kind : Entities.KINDS) {
      if (gate.may(principal, "read", kind, principal.tenant())) {
        return;
      }
    }
    gate.require(principal, "read", new Ref(Entities.KINDS.get(0), principal.tenant(), "any"));
  }

  private static Reply one(String id, Wanted wanted, Entities entities) {
    Resource found =
        entities.all().stream()
            .filter(r -> r.uid().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new Problem(
                        Problem.Reason.NOT_FOUND, "there is no such resource", "List them."));
    return json(wanted.selected(entities, found), Map.of());
  }

  /**
   * @param unseen refuses whoever may read nothing of it at all
   */
  private static Reply list(Wanted wanted, Entities entities, Runnable unseen) {
    List<Resource> all = entities.all();
    if (all.isEmpty()) {
      unseen.run();
    }
    List<Resource> fit = all.stream().filter(r -> wanted.fits(entities, r)).toList();
    ArrayNode page = JsonNodeFactory.instance.arrayNode();
    fit.stream()
        .skip(wanted.offset())
        .limit(wanted.limit())
        .forEach(r -> page.add(wanted.selected(entities, r)));
    return json(
        page,
        Map.of(
            "X-Total-Count",
            Integer.toString(fit.size()),
            "X-Result-Count",
            Integer.toString(page.size())));
  }

  private static Reply json(JsonNode body, Map<String, String> more) {
    Map<String, String> headers = new TreeMap<>(Errors.JSON);
    headers.putAll(more);
    return new Reply(200, headers, Json.text(body).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Reply refused(Refusal refusal) {
    return Errors.of(refusal);
  }

  private Gate gate() {
    return Optional.ofNullable(gate)
        .orElseThrow(
            () ->
                new Problem(
                    Problem.Reason.UNAVAILABLE, "the gate is not there now", "Try again shortly."));
  }
}
