package org.hansa.core.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Alarm;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;

/**
 * The changes that say that a resource does not get on, and that it does again: the condition
 * Stalled, and an alarm that the resource owns.
 */
final class Stalls {

  private static final int MOST = 253;

  private Stalls() {}

  /**
   * Nothing if it says so already, or if another controller's stall stands: one trouble after the
   * other, and each is cleared only by whom it holds up.
   */
  static List<Change> stalled(
      Snapshot now, Resource resource, String controller, String reason, String message) {
    Optional<Condition> said = resource.condition(Condition.STALLED);
    String text = controller + ": " + message;
    boolean others = said.filter(c -> !isBy(c, controller)).isPresent();
    boolean same =
        said.filter(c -> c.reason().equals(reason) && c.message().equals(text)).isPresent();
    if (others || same) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    changes.add(
        new Change.Conditions(
            resource.ref(),
            List.of(Condition.yes(Condition.STALLED, reason, text, now.now())),
            List.of()));
    if (!resource.isDeleting()) {
      Alarm.Spec alarm =
          new Alarm.Spec(
              resource.ref().toString(),
              Alarm.Severity.MAJOR,
              reason,
              resource.ref() + " does not get on: " + text);
      changes.add(
          Change.Put.of(
              new Draft(
                  alarm(resource.ref()),
                  Map.of(),
                  Optional.of(resource.ref()),
                  Set.of(),
                  Doc.of(alarm))));
    }
    return changes;
  }

  /** Nothing if this controller did not stall it. */
  static List<Change> cleared(Snapshot now, Resource resource, String controller) {
    if (resource.condition(Condition.STALLED).filter(c -> isBy(c, controller)).isEmpty()) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    changes.add(new Change.Conditions(resource.ref(), List.of(), List.of(Condition.STALLED)));
    now.get(alarm(resource.ref())).ifPresent(a -> changes.add(Change.Delete.of(a.ref())));
    return changes;
  }

  private static boolean isBy(Condition stalled, String controller) {
    return stalled.message().startsWith(controller + ": ");
  }

  /** By kind and name; a name that would be too long ends in the digest of all of it. */
  static Ref alarm(Ref subject) {
    String name = subject.kind().toLowerCase(Locale.ROOT) + "." + subject.name();
    if (name.length() > MOST) {
      String digest = Doc.of(Json.tree(Map.of("name", name))).digest();
      name = name.substring(0, MOST - digest.length()) + digest;
    }
    return new Ref(Alarm.KIND, subject.tenant(), name);
  }
}
