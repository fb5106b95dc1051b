package org.hansa.platform.resources.tmf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;

/**
 * Which resources are asked for, which of them, and what of each.
 *
 * @param fields empty for all
 * @param offset from 0
 * @param filters by attribute, as {@code name} or {@code resourceSpecification.id}: all must fit,
 *     and of a list one of its members
 */
record Wanted(Set<String> fields, int offset, int limit, Map<String, String> filters) {

  private static final String FIELDS = "fields";
  private static final String OFFSET = "offset";
  private static final String LIMIT = "limit";
  private static final List<String> BEYOND = List.of("after", "before", "filter", "sort");
  private static final List<String> ALWAYS = List.of("@type", "href", "id");
  private static final int USUAL = 50;
  private static final int MOST = 100;
  private static final int FARTHEST = 1_000_000;

  /** A parameter of the standard that is not offered here, if one is asked for. */
  static Optional<String> beyond(Map<String, String> query) {
    return BEYOND.stream().filter(query::containsKey).findFirst();
  }

  /**
   * @throws Problem INVALID naming the first that is not known or does not fit
   */
  static Wanted of(Map<String, String> query) {
    Map<String, String> filters = new TreeMap<>(query);
    filters.keySet().removeAll(List.of(FIELDS, OFFSET, LIMIT));
    filters.keySet().forEach(name -> known(name.split("\\.", 2)[0]));
    return new Wanted(
        fields(query),
        number(query, OFFSET, 0, 0, FARTHEST),
        number(query, LIMIT, USUAL, 1, MOST),
        filters);
  }

  /** Of one resource only fields are chosen. */
  static Wanted ofOne(Map<String, String> query) {
    for (String name : new TreeSet<>(query.keySet())) {
      if (!name.equals(FIELDS)) {
        throw Problem.invalid("parameter", name, FIELDS, "Leave it out.");
      }
    }
    return new Wanted(fields(query), 0, 1, Map.of());
  }

  private static Set<String> fields(Map<String, String> query) {
    Set<String> fields = new TreeSet<>();
    if (query.containsKey(FIELDS)) {
      for (String name : query.get(FIELDS).split(",", -1)) {
        fields.add(known(name.strip()));
      }
      fields.addAll(ALWAYS);
    }
    return fields;
  }

  private static String known(String attribute) {
    if (!Entities.ATTRIBUTES.contains(attribute)) {
      throw Problem.invalid(
          "attribute",
          attribute,
          "known here",
          Nearest.to(attribute, Entities.ATTRIBUTES)
              .map(near -> "Maybe '" + near + "' was meant.")
              .orElse("There are " + Entities.ATTRIBUTES + "."));
    }
    return attribute;
  }

  private static int number(
      Map<String, String> query, String name, int otherwise, int least, int most) {
    String value = query.getOrDefault(name, Integer.toString(otherwise));
    boolean fits =
        value.matches("[0-9]{1,7}")
            && Integer.parseInt(value) >= least
            && Integer.parseInt(value) <= most;
    if (!fits) {
      throw Problem.invalid(
          name, value, "a number from " + least + " to " + most, "Correct it or leave it out.");
    }
    return Integer.parseInt(value);
  }

  boolean fits(ObjectNode entity) {
    return filters.entrySet().stream()
        .allMatch(f -> has(entity, List.of(f.getKey().split("\\.", -1)), f.getValue()));
  }

  private static boolean has(JsonNode at, List<String> path, String value) {
    if (at.isArray()) {
      for (JsonNode each : at) {
        if (has(each, path, value)) {
          return true;
        }
      }
      return false;
    }
    return path.isEmpty()
        ? at.isValueNode() && at.asText().equals(value)
        : has(at.path(path.get(0)), path.subList(1, path.size()), value);
  }

  ObjectNode selected(ObjectNode entity) {
    return fields.isEmpty() ? entity : entity.retain(fields);
  }
}
