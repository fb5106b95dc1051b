package org.hansa.core.soap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Json;
import org.hansa.core.api.Resource;
import org.hansa.core.api.plan.Plan;

/** What is answered, as trees whose fields stand in the order of the contract. */
final class Answers {

  static final String CANCELLED = "CANCELLED";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Answers() {}

  static ObjectNode order(Resource r) {
    return JSON.objectNode()
        .put("id", r.uid())
        .put("tenant", r.ref().tenant())
        .put("name", r.ref().name())
        .put("revision", r.revision())
        .put("generation", r.generation())
        .put("created", r.created().toString())
        .put("state", state(r));
  }

  /** One word; the conditions say more. */
  static String state(Resource r) {
    if (r.isDeleting()) {
      return "CANCELLING";
    }
    // What is said of a former generation is not said of this one.
    boolean seen = r.status().tree().path("generation").asLong() == r.generation();
    Optional<Condition> ready = r.condition(Condition.READY).filter(c -> seen);
    return ready
        .map(
            c ->
                switch (c.state()) {
                  case TRUE -> "READY";
                  case FALSE -> "NOT_READY";
                  case UNKNOWN -> "UNKNOWN";
                })
        .orElse("ACCEPTED");
  }

  static ObjectNode plan(Plan.Status plan) {
    ObjectNode tree = JSON.objectNode();
    list(tree, "changes", plan.changes().stream().map(Answers::change).toList());
    money(tree, plan.cost());
    plan.gramsPerHour().ifPresent(n -> tree.put("gramsPerHour", n));
    texts(tree, "unknowns", plan.unknowns());
    texts(tree, "blocked", plan.blocked());
    list(tree, "whys", plan.whys().stream().map(Answers::why).toList());
    return tree;
  }

  private static ObjectNode change(Plan.Line line) {
    ObjectNode change = JSON.objectNode().put("ref", line.ref()).put("verb", line.verb().name());
    line.where().ifPresent(where -> change.put("where", where));
    list(
        change,
        "fields",
        line.fields().stream()
            .map(
                f -> {
                  ObjectNode field = JSON.objectNode().put("pointer", f.pointer());
                  f.before().ifPresent(v -> field.put("before", Json.text(v)));
                  f.after().ifPresent(v -> field.put("after", Json.text(v)));
                  return field;
                })
            .toList());
    return change;
  }

  private static ObjectNode why(Plan.Reason why) {
    return JSON.objectNode()
        .put("subject", why.subject())
        .put("candidate", why.candidate())
        .put("constraint", why.constraint())
        .put("found", why.found())
        .put("wanted", why.wanted())
        .put("cure", why.cure());
  }

  /**
   * @param deployed what the function {@code deployed} of the application says
   */
  static ObjectNode description(Resource r, JsonNode deployed) {
    ObjectNode tree = JSON.objectNode();
    tree.set("order", order(r));
    if (!r.labels().isEmpty()) {
      tree.set("labels", Json.tree(r.labels()));
    }
    tree.set("application", r.spec().tree());
    texts(tree, "holds", r.holds());
    list(tree, "conditions", r.conditions().stream().map(Answers::condition).toList());
    ArrayNode parts = JSON.arrayNode();
    Map<String, BigDecimal> cost = new TreeMap<>();
    for (JsonNode part : deployed.path("components")) {
      parts.add(component(part, deployed.path("replicas")));
      part.path("cost")
          .properties()
          .forEach(c -> cost.merge(c.getKey(), c.getValue().decimalValue(), BigDecimal::add));
    }
    if (!parts.isEmpty()) {
      tree.set("components", parts);
    }
    JsonNode addresses = deployed.path("addresses");
    if (!addresses.isEmpty()) {
      tree.set("addresses", addresses);
    }
    money(tree, cost);
    return tree;
  }

  private static ObjectNode condition(Condition c) {
    return JSON.objectNode()
        .put("type", c.type())
        .put("state", c.state().name())
        .put("reason", c.reason())
        .put("message", c.message())
        .put("since", c.since().toString());
  }

  private static ObjectNode component(JsonNode part, JsonNode replicas) {
    String name = part.path("component").asText();
    ObjectNode component =
        JSON.objectNode()
            .put("name", name)
            .put("wanted", part.path("wanted").asInt())
            .put("ready", part.path("ready").asInt());
    if (!part.path("cost").isEmpty()) {
      component.set("cost", part.get("cost"));
    }
    if (part.hasNonNull("gramsPerHour")) {
      component.set("gramsPerHour", part.get("gramsPerHour"));
    }
    ArrayNode instances = JSON.arrayNode();
    for (JsonNode replica : replicas) {
      if (replica.path("component").asText().equals(name)) {
        instances.add(instance(replica));
      }
    }
    if (!instances.isEmpty()) {
      component.set("instances", instances);
    }
    return component;
  }

  private static ObjectNode instance(JsonNode replica) {
    ObjectNode instance =
        JSON.objectNode()
            .put("name", replica.path("instance").asText())
            .put("site", replica.path("site").asText())
            .put("host", replica.path("host").asText())
            .put("state", replica.path("state").asText());
    if (replica.hasNonNull("since")) {
      instance.put("since", replica.get("since").asText());
    }
    return instance
        .put("restarts", replica.path("restarts").asInt())
        .put("why", replica.path("why").asText());
  }

  private static void money(ObjectNode to, Map<String, BigDecimal> cost) {
    if (!cost.isEmpty()) {
      to.set("cost", Json.tree(new TreeMap<>(cost)));
    }
  }

  private static void list(ObjectNode to, String field, List<ObjectNode> items) {
    if (!items.isEmpty()) {
      to.putArray(field).addAll(items);
    }
  }

  private static void texts(ObjectNode to, String field, Collection<String> texts) {
    if (!texts.isEmpty()) {
      ArrayNode list = to.putArray(field);
      texts.forEach(list::add);
    }
  }
}
