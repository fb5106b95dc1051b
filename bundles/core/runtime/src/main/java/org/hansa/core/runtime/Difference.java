package org.hansa.core.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.plan.Plan;

/** What differs between two states of a resource, field by field, as a reader of a plan sees it. */
final class Difference {

  /** What only the driver can know. */
  static final String KNOWN_AFTER_APPLY = "known after apply";

  private static final List<String> PARTS = List.of("labels", "spec", "status");
  private static final String NAME = "name";
  private static final int MOST = 200;

  private Difference() {}

  /**
   * @param called true if a driver is called for it: what the status then lacks is the driver's to
   *     say, and not gone
   */
  static List<Plan.Field> of(Optional<Resource> before, Optional<Resource> after, boolean called) {
    ObjectNode left = written(before);
    ObjectNode right = written(after);
    List<Plan.Field> fields = new ArrayList<>();
    if (before.isEmpty() && after.isPresent()) {
      fields.add(
          new Plan.Field(
              "/uid", Optional.empty(), Optional.of(TextNode.valueOf(KNOWN_AFTER_APPLY))));
    }
    for (String part : PARTS) {
      List<Plan.Field> found = new ArrayList<>();
      walk("/" + part, left.path(part), right.path(part), found);
      boolean open = called && part.equals("status");
      found.forEach(field -> fields.add(open && isLacking(field) ? later(field) : field));
    }
    return fields.size() > MOST ? fields.subList(0, MOST) : fields;
  }

  /** A list that has become empty is known to be. */
  private static boolean isLacking(Plan.Field field) {
    return field.after().isEmpty() && field.before().filter(JsonNode::isValueNode).isPresent();
  }

  private static Plan.Field later(Plan.Field field) {
    return new Plan.Field(
        field.pointer(), field.before(), Optional.of(TextNode.valueOf(KNOWN_AFTER_APPLY)));
  }

  private static ObjectNode written(Optional<Resource> resource) {
    return resource.map(ResourceJson::write).orElseGet(JsonNodeFactory.instance::objectNode);
  }

  private static void walk(String at, JsonNode left, JsonNode right, List<Plan.Field> fields) {
    if (left.equals(right)) {
      return;
    }
    if (left.isObject() || right.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      left.fieldNames().forEachRemaining(names::add);
      right.fieldNames().forEachRemaining(names::add);
      names.forEach(
          n ->
              walk(
                  at + "/" + n.replace("~", "~0").replace("/", "~1"),
                  left.path(n),
                  right.path(n),
                  fields));
      return;
    }
    if (at.startsWith("/spec/") && isSameList(left, right)) {
      for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
        walk(at + "/" + i, left.path(i), right.path(i), fields);
      }
      return;
    }
    fields.add(new Plan.Field(at, value(left), value(right)));
  }

  /** Lists of things of which each is where it was, as far as their names say. */
  private static boolean isSameList(JsonNode left, JsonNode right) {
    if (!left.isArray() || !right.isArray()) {
      return false;
    }
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      boolean things = isThing(left.path(i)) && isThing(right.path(i));
      boolean both = i < left.size() && i < right.size();
      if (!things || (both && !left.path(i).path(NAME).equals(right.path(i).path(NAME)))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isThing(JsonNode node) {
    return node.isObject() || node.isMissingNode();
  }

  private static Optional<JsonNode> value(JsonNode node) {
    return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
  }
}
