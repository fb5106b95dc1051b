package org.hansa.platform.resources.tmf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;

/** Where in an entity there may be a value: what a filter names that is not here fits nothing. */
final class Form {

  private static final Map<String, List<String>> WITHIN = new TreeMap<>();

  static {
    for (String value :
        List.of(
            "@baseType",
            "@type",
            "administrativeState",
            "availabilityStatus",
            "creationDate",
            "description",
            "href",
            "id",
            "lifecycleState",
            "name",
            "operationalState",
            "unknownStatus",
            "usageState")) {
      WITHIN.put(value, List.of(value));
    }
    within("externalIdentifier", "@type", "externalIdentifierType", "id", "owner");
    within("place", "@type", "role");
    within("place.place", "@referredType", "@type", "id", "name");
    within("relatedParty", "@type", "role");
    within("relatedParty.partyOrPartyRole", "@referredType", "@type", "id", "name");
    within("resourceCharacteristic", "@type", "name", "value", "valueType");
    within(
        "resourceCharacteristic.value",
        "ageSeconds",
        "amount",
        "answeringSince",
        "current",
        "latitude",
        "longitude",
        "since",
        "source",
        "units");
    within("resourceRelationship", "@type", "relationshipType");
    within("resourceRelationship.resource", "@referredType", "@type", "href", "id", "name");
    within("resourceSpecification", "@type", "id", "name");
  }

  /** All that an entity may have. */
  static final List<String> ATTRIBUTES = List.copyOf(WITHIN.keySet());

  private Form() {}

  private static void within(String path, String... names) {
    List<String> paths = WITHIN.computeIfAbsent(root(path), r -> new ArrayList<>());
    for (String name : names) {
      paths.add(path + "." + name);
    }
  }

  /** The attribute that a path leads into. */
  static String root(String path) {
    return path.split("\\.", 2)[0];
  }

  static String attribute(String name) {
    if (!ATTRIBUTES.contains(name)) {
      throw Problem.invalid(
          "attribute",
          name,
          "known here",
          Nearest.to(name, ATTRIBUTES)
              .map(near -> "Maybe '" + near + "' was meant.")
              .orElse("There are " + ATTRIBUTES + "."));
    }
    return name;
  }

  /**
   * @throws Problem INVALID for what can have no value in any entity
   */
  static String path(String path) {
    List<String> paths = WITHIN.get(attribute(root(path)));
    if (!paths.contains(path)) {
      throw Problem.invalid("filter", path, "where there is a value", "There are " + paths + ".");
    }
    return path;
  }
}
