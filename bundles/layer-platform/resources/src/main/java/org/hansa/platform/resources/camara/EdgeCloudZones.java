package org.hansa.platform.resources.camara;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.facade.Asked;
import org.hansa.core.api.facade.Facade;
import org.hansa.core.api.facade.Refusal;
import org.hansa.core.api.facade.Reply;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.platform.api.Site;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The sites that whoever asks may read, as CAMARA's Edge Application Management lists edge cloud
 * zones: by page, with its filters and its errors. Nothing below it is served, and nothing of
 * applications. Thread-safe.
 */
@Component(service = Facade.class)
public final class EdgeCloudZones implements Facade {

  static final String PATH = "/edge-application-management/vwip/edge-cloud-zones";

  private static final List<String> READS = List.of("GET", "HEAD");

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Gate gate;

  @Activate
  public EdgeCloudZones() {}

  EdgeCloudZones(Gate gate) {
    this.gate = gate;
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public Reply reply(Asked asked) {
    String correlator = Errors.required(asked.headers()).orElse(asked.id());
    if (!asked.path().equals(PATH)) {
      throw new Problem(
          Problem.Reason.NOT_FOUND, "nothing is served at this path", "GET " + PATH + ".");
    }
    if (!READS.contains(asked.method())) {
      return Errors.wrongMethod(asked.method(), correlator);
    }
    Wanted wanted = Wanted.of(asked.query());
    List<Zone> zones =
        zones(asked.principal()).stream().filter(wanted::fits).sorted(Zone.ORDER).toList();
    return page(asked, wanted, zones, correlator);
  }

  private List<Zone> zones(Principal principal) {
    Gate asked = gate();
    List<Zone> zones = asked.view(principal).list(Site.KIND).flatMap(Zone::of).toList();
    if (zones.isEmpty()) {
      // Who may read none is told so; who might, that there are none.
      asked.require(principal, "read", new Ref(Site.KIND, principal.tenant(), "any"));
    }
    return zones;
  }

  private static Reply page(Asked asked, Wanted wanted, List<Zone> zones, String correlator) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode list = answer.putArray("edgeCloudZones");
    zones.stream()
        .skip((wanted.page() - 1L) * wanted.perPage())
        .limit(wanted.perPage())
        .forEach(zone -> list.add(zone.written()));
    int pages = (zones.size() + wanted.perPage() - 1) / wanted.perPage();
    answer
        .putObject("pagination")
        .put("page", wanted.page())
        .put("perPage", wanted.perPage())
        .put("totalCount", zones.size())
        .put("totalPages", pages);
    Map<String, String> headers = new TreeMap<>(Errors.headers(correlator));
    headers.put("x-total-count", Integer.toString(zones.size()));
    headers.put("x-total-pages", Integer.toString(pages));
    wanted.links(asked.base() + PATH, pages).ifPresent(links -> headers.put("link", links));
    return new Reply(200, headers, Json.text(answer).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Reply refused(Refusal refusal) {
    return Errors.of(refusal, Map.of());
  }

  @Override
  public Reply refused(Refusal refusal, Map<String, String> headers) {
    return Errors.of(refusal, headers);
  }

  private Gate gate() {
    return Optional.ofNullable(gate)
        .orElseThrow(
            () ->
                new Problem(
                    Problem.Reason.UNAVAILABLE, "the gate is not there now", "Try again shortly."));
  }
}
