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
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;

/**
 * The changes that say that a resource does not get on, and that it does again: the condition
 * Stalled, and an alarm that the resource owns.
 */
final class Stalls {

  private Stalls() {}

  /** Nothing if it says so already. */
  static List<Change> stalled(Snapshot now, Resource resource, String reason, String message) {
    Optional<Condition> said = resource.condition(Condition.STALLED);
    if (said.filter(c -> c.reason().equals(reason) && c.message().equals(message)).isPresent()) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    changes.add(
        new Change.Conditions(
            resource.ref(),
            List.of(Condition.yes(Condition.STALLED, reason, message, now.now())),
            List.of()));
    if (!resource.isDeleting()) {
      Alarm.Spec alarm =
          new Alarm.Spec(
              resource.ref().toString(),
              Alarm.Severity.MAJOR,
              reason,
              resource.ref() + " does not get on: " + message);
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

  /** Nothing if it was not stalled. */
  static List<Change> cleared(Snapshot now, Resource resource) {
    if (resource.condition(Condition.STALLED).isEmpty()) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    changes.add(new Change.Conditions(resource.ref(), List.of(), List.of(Condition.STALLED)));
    now.get(alarm(resource.ref())).ifPresent(a -> changes.add(Change.Delete.of(a.ref())));
    return changes;
  }

  static Ref alarm(Ref subject) {
    String name = subject.kind().toLowerCase(Locale.ROOT) + "." + subject.name();
    return new Ref(
        Alarm.KIND, subject.tenant(), name.length() > 253 ? name.substring(0, 253) : name);
  }
}
