package org.hansa.platform.resources.tmf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;

/**
 * Which resources are asked for, which of them, and what of each.
 *
 * @param fields empty for all; none but what is always said by {@code fields=none}
 * @param offset from 0
 * @param filters by attribute, as {@code name} or {@code resourceSpecification.id}: all must fit,
 *     of a list one of its members, and of values parted by commas one
 */
record Wanted(Set<String> fields, int offset, int limit, Map<String, String> filters) {

  private static final String FIELDS = "fields";
  private static final String OFFSET = "offset";
  private static final String LIMIT = "limit";
  private static final List<String> BEYOND = List.of("after", "before", "filter", "sort");
  private static final List<String> OPERATORS =
      List.of("eq", "gt", "gte", "lt", "lte", "ne", "regex");
  private static final String NONE = "none";
  private static final List<String> ALWAYS = List.of("@type", "href", "id");
  private static final int USUAL = 50;
  private static final int MOST = 100;
  private static final int FARTHEST = 1_000_000;

  /** A parameter of the standard that is not offered here, if one is asked for. */
  static Optional<String> beyond(Map<String, String> query) {
    return new TreeSet<>(query.keySet())
        .stream().filter(name -> BEYOND.contains(name) || isCompared(name)).findFirst();
  }

  /** {@code creationDate.gt} and its like: no attribute here is called so. */
  private static boolean isCompared(String name) {
    return Form.ATTRIBUTES.contains(Form.root(name))
        && OPERATORS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /**
   * @throws Problem INVALID naming the first that is not known or does not fit
   */
  static Wanted of(Map<String, String> query) {
    Map<String, String> filters = new TreeMap<>(query);
    filters.keySet().removeAll(List.of(FIELDS, OFFSET, LIMIT));
    filters.keySet().forEach(Form::path);
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
      fields.addAll(ALWAYS);
      if (!query.get(FIELDS).equals(NONE)) {
        for (String name : query.get(FIELDS).split(",", -1)) {
          fields.add(Form.attribute(name.strip()));
        }
      }
    }
    return fields;
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

  /** What is plain first: the rest of an entity is not made for what that does not fit. */
  boolean fits(Entities entities, Resource resource) {
    return fits(entities, resource, Depth.PLAIN) && fits(entities, resource, Depth.LEVELS);
  }

  /** What is used is looked up for a page, and for no filter. */
  private boolean fits(Entities entities, Resource resource, Depth depth) {
    List<String> paths =
        filters.keySet().stream()
            .filter(path -> (Depth.of(path) == Depth.PLAIN) == (depth == Depth.PLAIN))
            .toList();
    if (paths.isEmpty()) {
      return true;
    }
    ObjectNode entity = entities.of(resource, depth);
    return paths.stream()
        .allMatch(path -> has(entity, List.of(path.split("\\.")), filters.get(path)));
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
        ? at.isValueNode() && isOne(at.asText(), value)
        : has(at.path(path.get(0)), path.subList(1, path.size()), value);
  }

  /** Commas mean or; what has one in it is found as well. */
  private static boolean isOne(String text, String value) {
    return text.equals(value) || List.of(value.split(",", -1)).contains(text);
  }

  ObjectNode selected(Entities entities, Resource resource) {
    return fields.isEmpty()
        ? entities.of(resource, Depth.USED)
        : entities.of(resource, Depth.of(fields)).retain(fields);
  }
}
