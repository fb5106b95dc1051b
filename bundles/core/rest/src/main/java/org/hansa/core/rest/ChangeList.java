package org.hansa.core.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Json;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.control.Change;

/**
 * The body of a transaction: {@code {"changes": [{"put": document, "revision": 7}, {"delete":
 * "Kind/tenant/name"}]}}. The revision is the one that must be found there, 0 for none; without it
 * whatever is there is changed. Every problem names the change by its place in the list.
 */
final class ChangeList {

  static final int MOST = 1000;

  private static final String CHANGES = "changes";
  private static final String PUT = "put";
  private static final String DELETE = "delete";
  private static final String REVISION = "revision";

  private ChangeList() {}

  /**
   * @param tenant of documents that name none
   */
  static List<Change> read(ObjectNode body, String tenant) {
    Nearest.check("/", body, List.of(CHANGES));
    JsonNode list = body.path(CHANGES);
    if (!list.isArray() || list.isEmpty() || list.size() > MOST) {
      throw Problem.invalid(
          "/" + CHANGES,
          list.isArray() ? list.size() + " changes" : Json.text(list),
          "a list of 1 to " + MOST,
          "Write [{\"put\": {...}}, {\"delete\": \"Kind/tenant/name\"}].");
    }
    List<Change> changes = new ArrayList<>(list.size());
    Set<Ref> seen = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      try {
        Change change = change(list.get(i), tenant);
        if (!seen.add(ref(change))) {
          throw Problem.invalid(
              "resource", ref(change), "named by one change alone", "Join the two.");
        }
        changes.add(change);
      } catch (Problem e) {
        throw located(e, i);
      }
    }
    return changes;
  }

  private static Change change(JsonNode tree, String tenant) {
    if (!tree.isObject() || tree.has(PUT) == tree.has(DELETE)) {
      throw Problem.invalid(
          "change", Json.text(tree), "either a put or a delete", "Write one of them.");
    }
    Nearest.check("/", tree, List.of(PUT, DELETE, REVISION));
    Optional<Long> revision = revision(tree.path(REVISION));
    if (tree.has(PUT)) {
      return new Change.Put(ResourceJson.draft(tree.get(PUT), tenant), revision);
    }
    JsonNode ref = tree.get(DELETE);
    if (!ref.isTextual()) {
      throw Problem.invalid(DELETE, Json.text(ref), "a reference", "Write Kind/tenant/name.");
    }
    return new Change.Delete(Ref.parse(ref.textValue()), revision);
  }

  private static Optional<Long> revision(JsonNode given) {
    if (given.isMissingNode()) {
      return Optional.empty();
    }
    if (!given.isIntegralNumber() || !given.canConvertToLong() || given.longValue() < 0) {
      throw Problem.invalid(
          REVISION,
          Json.text(given),
          "a whole number from 0",
          "Write the revision that was read, or 0 if there must be none.");
    }
    return Optional.of(given.longValue());
  }

  static Ref ref(Change change) {
    return change instanceof Change.Put put ? put.draft().ref() : ((Change.Delete) change).ref();
  }

  /** The problem with its place in the body: in the sentence, and as the pointer of each detail. */
  static Problem located(Problem e, int index) {
    String at = "/" + CHANGES + "/" + index;
    List<Problem.Detail> details =
        e.details().isEmpty()
            ? List.of(new Problem.Detail(at, e.getMessage()))
            : e.details().stream()
                .map(d -> new Problem.Detail(at + "/" + PUT + d.where(), d.message()))
                .toList();
    return new Problem(e.reason(), "change " + index + ": " + e.getMessage(), e.cure(), details, e);
  }
}
