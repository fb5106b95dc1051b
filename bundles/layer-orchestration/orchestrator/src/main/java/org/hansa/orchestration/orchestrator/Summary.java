package org.hansa.orchestration.orchestrator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Condition.State;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.orchestration.api.Application;
import org.hansa.platform.api.Component;
import org.hansa.platform.api.Connection;
import org.hansa.platform.api.Instance;
import org.hansa.platform.api.Workload;

/** What an application's workloads and connections come to, in its status and condition Ready. */
final class Summary {

  private static final int SHOWN = 3;

  /** What stands in the way, and how it is to be said. */
  private record Trouble(State state, String reason, String message) {}

  private final Snapshot snapshot;
  private final Resource application;
  private final Application.Spec spec;
  private final List<Trouble> troubles = new ArrayList<>();

  /**
   * Components that were to run once, and have: nothing answers there any more, and nobody calls.
   */
  private final Set<String> ended = new HashSet<>();

  private int ready;

  Summary(Snapshot snapshot, Resource application, Application.Spec spec) {
    this.snapshot = snapshot;
    this.application = application;
    this.spec = spec;
  }

  /**
   * @param changing true if this very step changes children: what they say is then of the past
   */
  Change change(boolean changing) {
    Map<String, String> components = components();
    Map<String, String> addresses = addresses();
    Application.Status status =
        new Application.Status(
            components,
            addresses,
            Optional.of(application.generation()),
            application.status().as(Application.Status.class).availability());
    return new Change.Status(
        application.ref(),
        application.status().with(status),
        List.of(changing ? changing() : condition()));
  }

  private Map<String, String> components() {
    application
        .condition("Placed")
        .filter(c -> c.state() == State.FALSE)
        .ifPresent(c -> troubles.add(new Trouble(State.FALSE, "NotPlaced", c.message())));
    Map<String, String> components = new TreeMap<>();
    for (Component component : spec.components()) {
      Ref ref = child(Workload.KIND, Children.workload(name(), component.name()));
      int wanted = component.replicas().orElse(1);
      int there =
          snapshot.get(ref).flatMap(w -> w.status().as(Workload.Status.class).ready()).orElse(0);
      components.put(component.name(), there + "/" + wanted);
      if (look(component.name(), ref)) {
        ready++;
        snapshot
            .get(ref)
            .flatMap(w -> w.condition(Condition.READY))
            .filter(c -> c.reason().equals(Instance.ENDED))
            .ifPresent(c -> ended.add(component.name()));
      }
    }
    return components;
  }

  private Map<String, String> addresses() {
    Map<String, String> addresses = new TreeMap<>();
    for (Connection.Spec connection : Children.connections(name(), spec)) {
      Ref ref = child(Connection.KIND, Children.name(connection));
      String path = connection.from() + " to " + connection.to() + "/" + connection.port();
      if (isUsed(connection)) {
        look(path, ref);
      }
      if (connection.from().equals(Connection.USERS)) {
        snapshot
            .get(ref)
            .flatMap(c -> c.status().as(Connection.Status.class).address())
            .ifPresent(a -> addresses.put(connection.to() + "/" + connection.port(), a));
      }
    }
    return addresses;
  }

  /** False if nothing runs, or is to, beside which it would begin, or where it would lead to. */
  private boolean isUsed(Connection.Spec connection) {
    boolean users = connection.from().equals(Connection.USERS);
    String consumer = users ? connection.to() : connection.from();
    return !ended.contains(consumer)
        && !ended.contains(connection.to())
        && spec.components().stream()
            .filter(c -> c.name().equals(consumer))
            .anyMatch(c -> c.replicas().orElse(1) > 0);
  }

  /** True if the child says that it is ready as it is described now. */
  private boolean look(String what, Ref ref) {
    Optional<Resource> child = snapshot.get(ref);
    for (String trouble : List.of(Condition.STALLED, Condition.UNATTENDED)) {
      Optional<Condition> said =
          child.filter(c -> c.is(trouble)).flatMap(c -> c.condition(trouble));
      if (said.isPresent()) {
        // What does not get on since nobody answers may be well all the same.
        boolean unknown =
            trouble.equals(Condition.STALLED)
                && child
                    .flatMap(c -> c.condition(Condition.READY))
                    .filter(c -> c.state() == State.UNKNOWN)
                    .isPresent();
        troubles.add(
            new Trouble(
                unknown ? State.UNKNOWN : State.FALSE,
                trouble,
                what + ": " + said.get().message()));
        return false;
      }
    }
    Optional<Condition> said = child.filter(this::current).flatMap(c -> c.condition("Ready"));
    if (said.filter(c -> c.state() == State.TRUE).isPresent()) {
      return true;
    }
    troubles.add(
        said.map(c -> new Trouble(c.state(), c.reason(), what + ": " + c.message()))
            .orElse(new Trouble(State.FALSE, "Waiting", what + ": has not been looked at yet")));
    return false;
  }

  /** A workload says of which generation it speaks; a connection's spec never changes. */
  private boolean current(Resource child) {
    return !child.ref().kind().equals(Workload.KIND)
        || child.status().as(Workload.Status.class).generation().stream()
            .allMatch(g -> g == child.generation());
  }

  private Condition changing() {
    String message = "what it is made of is being changed to what is described";
    return Condition.no(Condition.READY, "Changing", message, snapshot.now());
  }

  private Condition condition() {
    String count = ready + " of " + spec.components().size() + " components are ready";
    if (troubles.isEmpty() && !ended.isEmpty() && ended.size() == spec.components().size()) {
      String message = "all that it is made of was to run once, and has ended well";
      return Condition.yes(Condition.READY, Instance.ENDED, message, snapshot.now());
    }
    if (troubles.isEmpty()) {
      return Condition.yes(Condition.READY, "Ready", count, snapshot.now());
    }
    // What is known to be wrong says more than what is not known.
    Trouble worst =
        troubles.stream().filter(t -> t.state() == State.FALSE).findFirst().orElse(troubles.get(0));
    String shown = String.join("; ", troubles.stream().limit(SHOWN).map(Trouble::message).toList());
    int more = troubles.size() - SHOWN;
    String message = count + "; " + shown + (more > 0 ? "; and " + more + " more" : "");
    State state = worst.state() == State.TRUE ? State.FALSE : worst.state();
    return new Condition(Condition.READY, state, worst.reason(), message, snapshot.now());
  }

  private String name() {
    return application.ref().name();
  }

  private Ref child(String kind, String name) {
    return new Ref(kind, application.ref().tenant(), name);
  }
}
