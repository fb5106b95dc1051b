package org.hansa.core.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Operation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Action;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;

/**
 * What can be done with resources besides changing them, and who may have it done. Thread-safe.
 *
 * <p>An Operation is admitted as any resource is, and besides only by who has the right that its
 * action needs: so whoever may write Operations may do nothing more by them than without.
 */
final class Actions {

  private record Installed(Action action, ObjectNode schema) {}

  private final Map<String, Installed> actions = new ConcurrentSkipListMap<>();
  private final SchemaCheck check = new SchemaCheck();

  void add(Action action) {
    actions.put(
        key(action.kind(), action.verb()),
        new Installed(action, Schemas.of(action.verb(), action.arguments())));
  }

  /** Another of the same name may have come before this one has gone. */
  void remove(Action action) {
    actions.values().removeIf(each -> each.action() == action);
  }

  private static String key(String kind, String verb) {
    return kind + "/" + verb;
  }

  List<Gate.Deed> all() {
    return actions.values().stream()
        .map(
            each ->
                new Gate.Deed(
                    each.action().kind(),
                    each.action().verb(),
                    each.action().about(),
                    each.schema().toString()))
        .toList();
  }

  /** What does not fit, with its place in the document. */
  List<Problem.Detail> violations(Draft draft) {
    if (!draft.ref().kind().equals(Operation.KIND)) {
      return List.of();
    }
    JsonNode spec = draft.spec().tree();
    String kind = spec.path("kind").asText();
    String verb = spec.path("verb").asText();
    Installed found = actions.get(key(kind, verb));
    if (found == null) {
      return List.of(new Problem.Detail("/spec/verb", unknown(kind, verb)));
    }
    JsonNode said = spec.path("arguments");
    Doc arguments = said.isObject() ? Doc.of(said) : Doc.EMPTY;
    return check.check(key(kind, verb), "/spec/arguments", found.schema(), arguments, true);
  }

  private String unknown(String kind, String verb) {
    List<String> verbs =
        actions.values().stream()
            .filter(each -> each.action().kind().equals(kind))
            .map(each -> each.action().verb())
            .toList();
    String text = "nothing is done with " + kind + " by '" + verb + "'";
    return Nearest.to(verb, verbs)
        .map(near -> text + ": maybe '" + near + "' was meant")
        .orElse(text + (verbs.isEmpty() ? "" : ": there are " + verbs));
  }

  /**
   * As an operation is written: the subject is there, and the writer may have this done with it.
   */
  void check(Authority authority, Work work, Principal by, Draft draft, Optional<Resource> former) {
    if (former.isPresent()) {
      requireSame(draft, former.get());
      return;
    }
    Operation.Spec spec = draft.spec().as(Operation.Spec.class);
    Ref ref = new Ref(spec.kind(), draft.ref().tenant(), spec.name());
    Resource subject =
        work.get(ref)
            .filter(found -> authority.sight(by).test(ref))
            .orElseThrow(() -> Problem.notFound(ref));
    if (subject.isDeleting()) {
      throw Problem.conflict(ref + " is being deleted", "Begin nothing new with it.");
    }
    Installed found = actions.get(key(spec.kind(), spec.verb()));
    if (found == null) {
      // Gone since it was looked at.
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          unknown(spec.kind(), spec.verb()) + " any more",
          "Install again what does it.");
    }
    for (Action.Needs needs : found.action().needs(ref, spec.said())) {
      authority.require(by, needs.verb(), needs.ref(), work.state(), Optional.empty());
    }
    long open =
        work.state()
            .list(Operation.KIND, ref.tenant())
            .filter(each -> !each.ref().equals(draft.ref()))
            .filter(each -> isOpenOn(each, spec))
            .count();
    if (open >= Operation.MOST_OPEN) {
      throw new Problem(
          Problem.Reason.EXHAUSTED,
          open + " operations of " + ref + " have yet to end",
          "Wait for one, or delete it.");
    }
    work.put(
        work.existing(draft.ref())
            .withStatus(Doc.of(Operation.Status.asked(by.name(), subject.uid()))));
  }

  /**
   * Who may not have it done may not end it, or keep it from being begun, while it is another's.
   */
  void requireOwn(Authority authority, Principal by, Resource operation, Snapshot state) {
    Operation.Spec spec = operation.spec().as(Operation.Spec.class);
    Operation.Status status = operation.status().as(Operation.Status.class);
    Installed found = actions.get(key(spec.kind(), spec.verb()));
    boolean free =
        by.isController()
            || found == null
            || status.phase().isOver()
            || by.name().equals(status.by());
    if (!free) {
      Ref subject = new Ref(spec.kind(), operation.ref().tenant(), spec.name());
      for (Action.Needs needs : found.action().needs(subject, spec.said())) {
        authority.require(by, needs.verb(), needs.ref(), state, Optional.empty());
      }
    }
  }

  private static void requireSame(Draft draft, Resource former) {
    if (!former.spec().equals(draft.spec())) {
      throw Problem.conflict(
          former.ref() + " was asked for already, and what it says stays", "Ask by another name.");
    }
  }

  private static boolean isOpenOn(Resource operation, Operation.Spec subject) {
    Operation.Spec spec = operation.spec().as(Operation.Spec.class);
    return spec.kind().equals(subject.kind())
        && spec.name().equals(subject.name())
        && !operation.status().as(Operation.Status.class).phase().isOver();
  }
}
