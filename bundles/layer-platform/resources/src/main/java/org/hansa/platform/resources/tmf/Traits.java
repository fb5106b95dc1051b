package org.hansa.platform.resources.tmf;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Resource;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Site;
import org.hansa.platform.resources.Figure;

/** What is characteristic of a resource, one a name. */
final class Traits {

  private static final Map<String, String> UNITS =
      Map.of("cpu", "cores", "memory", "bytes", "storage", "bytes");

  /** The part of a status that is read here. */
  private record Seen(Optional<Boolean> simulated) {}

  private Traits() {}

  /** {@code cpu.free} and its like: a quantity, with who says so, of when, and if it is now. */
  static List<ObjectNode> of(List<Figure> figures) {
    List<ObjectNode> all = new ArrayList<>();
    for (Figure figure : figures) {
      ObjectNode trait =
          trait("ObjectCharacteristic", figure.unit() + "." + figure.figure(), "Quantity");
      ObjectNode value = trait.putObject("value");
      figure.amount().ifPresent(n -> value.put("amount", n));
      value.put("units", UNITS.getOrDefault(figure.unit(), figure.unit()));
      value.put("current", figure.current());
      value.put("source", figure.source());
      figure.since().ifPresent(since -> value.put("since", since.toString()));
      figure.seconds().ifPresent(age -> value.put("ageSeconds", age));
      figure.answeringSince().ifPresent(at -> value.put("answeringSince", at.toString()));
      all.add(trait);
    }
    return all;
  }

  static List<ObjectNode> of(Resource site, Site.Spec spec) {
    List<ObjectNode> all = new ArrayList<>();
    all.add(text("jurisdiction", spec.jurisdiction()));
    spec.privacy().ifPresent(privacy -> all.add(text("privacy", privacy)));
    spec.location()
        .ifPresent(
            at -> {
              ObjectNode trait = trait("ObjectCharacteristic", "location", "GeographicPoint");
              trait
                  .putObject("value")
                  .put("latitude", at.latitude())
                  .put("longitude", at.longitude());
              all.add(trait);
            });
    if (!spec.certifications().isEmpty()) {
      all.add(texts("certifications", spec.certifications()));
    }
    isSimulated(site).ifPresent(s -> all.add(flag("simulated", s)));
    return all;
  }

  /** What an endpoint or a site says of itself. */
  static Optional<Boolean> isSimulated(Resource resource) {
    return resource.status().as(Seen.class).simulated();
  }

  static List<ObjectNode> ofHost(Resource host, Optional<Boolean> simulated) {
    List<ObjectNode> all = new ArrayList<>();
    simulated.ifPresent(s -> all.add(flag("simulated", s)));
    if (!host.status().isEmpty()) {
      Host.Status status = host.status().as(Host.Status.class);
      new TreeMap<>(status.facts()).forEach((name, value) -> all.add(text("fact." + name, value)));
      all.add(texts("runtimes", status.runtimes()));
    }
    return all;
  }

  /** Neither its options nor its secret: those are for who keeps it. */
  static List<ObjectNode> of(Resource endpoint, Endpoint.Spec spec) {
    List<ObjectNode> all = new ArrayList<>();
    all.add(text("driver", spec.driver()));
    Endpoint.Status status = endpoint.status().as(Endpoint.Status.class);
    status.version().ifPresent(version -> all.add(text("driverVersion", version)));
    all.add(texts("facets", status.facets()));
    isSimulated(endpoint).ifPresent(s -> all.add(flag("simulated", s)));
    return all;
  }

  private static ObjectNode text(String name, String value) {
    return trait("StringCharacteristic", name, "string").put("value", value);
  }

  private static ObjectNode flag(String name, boolean value) {
    return trait("BooleanCharacteristic", name, "boolean").put("value", value);
  }

  private static ObjectNode texts(String name, List<String> values) {
    ObjectNode trait = trait("StringArrayCharacteristic", name, "array");
    values.forEach(trait.putArray("value")::add);
    return trait;
  }

  private static ObjectNode trait(String type, String name, String valueType) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("@type", type)
        .put("name", name)
        .put("valueType", valueType);
  }
}
