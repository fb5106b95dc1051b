package org.hansa.application.designer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.platform.api.Requirements;

/**
 * What a service needs: processors and memory, and what Compose has no words for under {@code
 * x-hansa: requires:}, of the whole file and of the service.
 */
final class Needs {

  private static final Set<String> KNOWN =
      Arrays.stream(Requirements.class.getRecordComponents())
          .map(RecordComponent::getName)
          .collect(Collectors.toUnmodifiableSet());

  private Needs() {}

  /**
   * @param common of all services, as {@link #own} gave it
   */
  static Optional<Requirements> of(Place service, ObjectNode common) {
    ObjectNode all = common.deepCopy();
    Place resources = service.at("deploy").at("resources");
    ObjectNode own = own(service.at("x-hansa").at("requires"));
    first(
        all,
        own,
        "cpu",
        List.of(
            resources.at("limits").at("cpus"),
            service.at("cpus"),
            resources.at("reservations").at("cpus")),
        text -> Units.number(text).map(JsonNodeFactory.instance::numberNode));
    first(
        all,
        own,
        "memory",
        List.of(
            resources.at("limits").at("memory"),
            service.at("mem_limit"),
            resources.at("reservations").at("memory"),
            service.at("mem_reservation")),
        text -> Units.memory(text).map(JsonNodeFactory.instance::textNode));
    all.setAll(own);
    return all.isEmpty() ? Optional.empty() : Optional.of(view(service, all));
  }

  /** The first that says something counts: what is reserved here is also what may be used. */
  private static void first(
      ObjectNode all,
      ObjectNode own,
      String field,
      List<Place> places,
      Function<String, Optional<? extends JsonNode>> unit) {
    boolean found = own.has(field);
    for (Place place : places) {
      if (!place.says()) {
        continue;
      }
      Optional<? extends JsonNode> amount = place.text().flatMap(unit);
      if (amount.isEmpty() || isNothing(amount.get())) {
        place.untaken("it is no amount of " + field, "Write for instance 0.5, or 512M.");
      } else if (found) {
        place.untaken(
            "there is one amount of " + field + " only, reserved and enforced, said elsewhere",
            "Say under x-hansa: requires: " + field + ": how much it is to be.");
      } else {
        all.set(field, amount.get());
        place.used();
        found = true;
      }
    }
  }

  private static boolean isNothing(JsonNode amount) {
    return amount.isNumber() ? amount.decimalValue().signum() == 0 : amount.asText().equals("0");
  }

  /** What stands under {@code requires}, in our own words. */
  static ObjectNode own(Place requires) {
    ObjectNode own = JsonNodeFactory.instance.objectNode();
    if (!requires.says()) {
      return own;
    }
    if (!requires.value().isObject()) {
      throw requires.wrong("a mapping", "Write for instance jurisdictions: [DE].");
    }
    for (Map.Entry<String, Place> entry : requires.entries().entrySet()) {
      Place place = entry.getValue();
      if (!KNOWN.contains(entry.getKey())) {
        place.untaken(
            "an application requires nothing of this name",
            "See hansa:kinds Application; there are " + String.join(", ", sorted()) + ".");
      } else if (holdsNothing(place.value())) {
        throw place.wrong("complete, for a part of it says nothing", "Say it, or remove it.");
      } else if (place.says()) {
        own.set(entry.getKey(), place.value());
        place.used();
      }
    }
    JsonNode read = Json.tree(view(requires, own));
    for (Map.Entry<String, Place> entry : requires.entries().entrySet()) {
      Place place = entry.getValue();
      String known = Json.text(read.path(entry.getKey()));
      if (own.has(entry.getKey()) && !Json.text(place.value()).equals(known)) {
        place.told(
            "not all that stands below is known", "See hansa:kinds Application for what is.");
      }
    }
    return own;
  }

  private static boolean holdsNothing(JsonNode tree) {
    for (JsonNode child : tree) {
      if (child.isNull() || holdsNothing(child)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> sorted() {
    return KNOWN.stream().sorted().toList();
  }

  private static Requirements view(Place place, ObjectNode tree) {
    try {
      return Json.view(tree, Requirements.class);
    } catch (Problem e) {
      throw new Problem(e.reason(), place.path() + ": " + e.getMessage(), e.cure(), e.details(), e);
    }
  }
}
