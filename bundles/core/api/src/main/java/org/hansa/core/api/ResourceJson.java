package org.hansa.core.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The written form of a resource: one flat object, the same at every door and in the store. */
public final class ResourceJson {

  private ResourceJson() {}

  private record Written(
      String kind,
      String tenant,
      String name,
      String uid,
      long generation,
      long revision,
      Instant created,
      SortedMap<String, String> labels,
      Optional<Owned> owner,
      SortedSet<String> finalizers,
      SortedSet<String> holds,
      Optional<Instant> deleting,
      JsonNode spec,
      JsonNode status,
      List<Condition> conditions,
      SortedMap<String, Seen> observed) {}

  private record Owned(String ref, String uid) {}

  private record Seen(
      Optional<String> endpoint,
      String facet,
      String verb,
      String digest,
      Observation.Outcome outcome,
      Optional<Instant> since,
      boolean present,
      JsonNode state,
      int attempts,
      Optional<Observation.Failure> failure,
      Optional<Instant> again,
      Optional<Integer> percent) {}

  public static ObjectNode write(Resource r) {
    SortedMap<String, Seen> seen = new TreeMap<>();
    r.observed().forEach((controller, o) -> seen.put(controller, seen(o)));
    return (ObjectNode)
        Json.tree(
            new Written(
                r.ref().kind(),
                r.ref().tenant(),
                r.ref().name(),
                r.uid(),
                r.generation(),
                r.revision(),
                r.created(),
                r.labels(),
                r.owner().map(o -> new Owned(o.ref().toString(), o.uid())),
                r.finalizers(),
                r.holds(),
                r.deleting(),
                r.spec().tree(),
                r.status().tree(),
                r.conditions(),
                seen));
  }

  /** The canonical text of {@link #write}, made without a tree. */
  public static String text(Resource r) {
    return ResourceText.of(r);
  }

  /** The same in UTF-8. */
  public static byte[] utf8(Resource r) {
    return ResourceText.utf8(r);
  }

  public static Resource read(JsonNode tree) {
    Written w = Json.view(tree, Written.class);
    SortedMap<String, Observation> observed = new TreeMap<>();
    orEmpty(w.observed).forEach((controller, s) -> observed.put(controller, observation(s)));
    return new Resource(
        new Ref(w.kind, w.tenant, w.name),
        w.uid,
        w.generation,
        w.revision,
        w.created,
        orEmpty(w.labels),
        w.owner.map(o -> new Resource.Owner(Ref.parse(o.ref), o.uid)),
        orEmpty(w.finalizers),
        orEmpty(w.holds),
        w.deleting,
        doc(w.spec),
        doc(w.status),
        w.conditions == null ? List.of() : w.conditions,
        observed);
  }

  /**
   * Reads what a user sent: kind, tenant, name, labels and spec. What the system writes (uid,
   * status and so on) is skipped, so that a document that was read can be sent back.
   *
   * @param tenant used where the document names none
   * @throws Problem INVALID on a field that no envelope has
   */
  public static Draft draft(JsonNode tree, String tenant) {
    if (!tree.isObject()) {
      throw Problem.invalid("document", tree, "a resource", "Write kind, name and spec.");
    }
    Nearest.check("/", tree, FIELDS);
    Sent sent = Sent.plain(tree).orElseGet(() -> Json.view(tree, Sent.class));
    if (sent.kind == null || sent.name == null) {
      throw new Problem(
          Problem.Reason.INVALID,
          "the document has no kind or no name",
          "Write kind: and name: at its top.");
    }
    if (sent.labels != null) {
      sent.labels.forEach(ResourceJson::labelled);
    }
    String home = sent.tenant.orElse(tenant);
    return new Draft(
        new Ref(sent.kind, home, sent.name),
        sent.labels == null ? Map.of() : sent.labels,
        Optional.empty(),
        Set.of(),
        doc(sent.spec));
  }

  private static void labelled(String key, String value) {
    if (value == null) {
      throw Problem.invalid("label " + key, null, "a text", "Write one, or leave the label out.");
    }
  }

  private static final Set<String> FIELDS =
      Set.of(
          "kind",
          "tenant",
          "name",
          "uid",
          "generation",
          "revision",
          "created",
          "labels",
          "owner",
          "finalizers",
          "holds",
          "deleting",
          "spec",
          "status",
          "conditions",
          "observed");

  private record Sent(
      String kind,
      Optional<String> tenant,
      String name,
      Map<String, String> labels,
      JsonNode spec) {

    /** Of a document with texts where texts belong; of any other the mapper says what it is. */
    static Optional<Sent> plain(JsonNode tree) {
      JsonNode tenant = tree.path("tenant");
      Map<String, String> labels = new HashMap<>();
      for (Map.Entry<String, JsonNode> label : tree.path("labels").properties()) {
        labels.put(label.getKey(), label.getValue().textValue());
      }
      boolean plain =
          tree.path("kind").isTextual()
              && tree.path("name").isTextual()
              && (tenant.isTextual() || tenant.isMissingNode())
              && (tree.path("labels").isObject() || !tree.has("labels"))
              && !labels.containsValue(null)
              && tree.path("spec").isObject();
      return plain
          ? Optional.of(
              new Sent(
                  tree.get("kind").textValue(),
                  Optional.ofNullable(tenant.textValue()),
                  tree.get("name").textValue(),
                  labels,
                  tree.get("spec")))
          : Optional.empty();
    }
  }

  private static Seen seen(Observation o) {
    return new Seen(
        o.endpoint().map(Ref::toString),
        o.facet(),
        o.verb(),
        o.digest(),
        o.outcome(),
        o.since(),
        o.present(),
        o.state().tree(),
        o.attempts(),
        o.failure(),
        o.again(),
        o.percent());
  }

  private static Observation observation(Seen s) {
    return new Observation(
        s.endpoint.map(Ref::parse),
        s.facet,
        s.verb,
        s.digest,
        s.outcome,
        s.since,
        s.present,
        doc(s.state),
        s.attempts,
        s.failure,
        s.again,
        s.percent);
  }

  private static Doc doc(JsonNode tree) {
    return tree == null || tree.isNull() || tree.isMissingNode() ? Doc.EMPTY : Doc.of(tree);
  }

  private static <V> SortedMap<String, V> orEmpty(SortedMap<String, V> map) {
    return map == null ? new TreeMap<>() : map;
  }

  private static SortedSet<String> orEmpty(SortedSet<String> set) {
    return set == null ? new TreeSet<>() : set;
  }
}
