package org.hansa.itests.simulation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.plan.Plan;
import org.hansa.orchestration.api.Application;

/**
 * People who deploy, change and delete, and remember what they were told: after an acknowledged
 * write it stands; after a failed one, either.
 */
final class Users {

  private static final Principal ROOT =
      new Principal(
          "user:root",
          "system",
          Set.of(
              "infrastructure-administrator",
              "cloud-edge-administrator",
              "use-case-administrator"));
  static final String DOOR = "people";

  private static final String GONE = "gone";

  private final Invariants invariants;
  private final Supplier<Snapshot> former;
  private final Map<Ref, Set<String>> possible = new TreeMap<>();

  /**
   * @param former the state just before the newest commit
   */
  Users(Invariants invariants, Supplier<Snapshot> former) {
    this.former = former;
    this.invariants = invariants;
  }

  static Ref app(int number) {
    return new Ref(Application.KIND, "acme", "app" + number);
  }

  /** Two sites with a machine each. */
  void furnish(Node node) {
    for (String site : List.of("north", "south")) {
      Doc where =
          Doc.parse(
              """
              {"provider":"own","jurisdiction":"DE",
               "price":{"currency":"EUR","cpuHour":0.02,"memoryGibHour":0},
               "energy":{"gramsPerKwh":300,"pue":1,"wattsPerCore":10}}""");
      Doc how = Doc.parse("{\"driver\":\"simulated\",\"site\":\"" + site + "\"}");
      submit(node, put(new Ref("Site", "system", site), where));
      submit(node, put(new Ref("Endpoint", "system", site), how));
    }
  }

  /** What was planned, by the application. */
  private final Map<Integer, Doc> stored = new TreeMap<>();

  private static Ref plan(int number) {
    return new Ref(Plan.KIND, "acme", "plan" + number);
  }

  /** Plans it for later. */
  void store(Node node, int number, int version) {
    Doc spec = spec(version);
    try {
      List<Change> wanted = List.of(put(app(number), spec));
      submit(node, Change.Delete.of(plan(number)));
      node.planner().store(ROOT, DOOR, "test", plan(number), wanted);
      stored.put(number, spec);
    } catch (Problem e) {
      stored.remove(number);
    }
  }

  /** Applies what was planned, if it still holds. */
  void apply(Node node, int number) {
    Optional<Doc> spec = Optional.ofNullable(stored.remove(number));
    spec.ifPresent(
        s ->
            attempt(
                app(number),
                s.digest(),
                () ->
                    Optional.of(
                        node.planner()
                            .apply(ROOT, DOOR, "test", plan(number))
                            .status()
                            .as(Plan.Status.class)),
                node));
  }

  private static Change put(Ref ref, Doc spec) {
    return Change.Put.of(Draft.of(ref, spec));
  }

  private static Snapshot submit(Node node, Change change) {
    return node.gate().submit(Request.of(ROOT, DOOR, "test", List.of(change)));
  }

  /**
   * An application of a server and one that calls it.
   *
   * @param planned true if it is planned and applied rather than only written
   */
  void put(Node node, int number, int version, boolean planned) {
    Doc spec = spec(version);
    Change change = put(app(number), spec);
    attempt(
        app(number),
        spec.digest(),
        () -> {
          if (planned) {
            Plan.Status plan = node.planner().apply(ROOT, DOOR, "test", List.of(change));
            return Optional.of(plan);
          }
          submit(node, change);
          return Optional.empty();
        },
        node);
  }

  private static Doc spec(int version) {
    String text =
        """
        {"components":[
          {"name":"server","runtime":"process","command":["serve"],"env":{"V":"%d"},
           "ports":[{"name":"http","expose":true}],"replicas":%d,"requires":{"cpu":0.25}},
          {"name":"client","runtime":"process","command":["call"],
           "links":[{"to":"server","port":"http","env":"SERVER"}],"requires":{"cpu":0.25}}]}"""
            .formatted(version, 1 + version % 2);
    return Doc.parse(text);
  }

  void delete(Node node, int number) {
    attempt(
        app(number),
        GONE,
        () -> {
          submit(node, Change.Delete.of(app(number)));
          return Optional.empty();
        },
        node);
  }

  void hold(Node node, Ref ref, boolean present) {
    try {
      submit(node, new Change.Hold(ref, "wait", present));
    } catch (Problem e) {
      // Refused or unknown: either is as good here.
      invariants.first();
    }
  }

  private interface Deed {
    Optional<Plan.Status> run();
  }

  private void attempt(Ref ref, String wanted, Deed deed, Node node) {
    Set<String> before = possible.getOrDefault(ref, Set.of(GONE));
    try {
      Optional<Plan.Status> plan = deed.run();
      possible.put(ref, Set.of(wanted));
      plan.ifPresent(p -> decided(p, node.gate().view(ROOT), node.decidedOn()));
    } catch (Problem e) {
      if (e.reason() == Problem.Reason.UNAVAILABLE) {
        Set<String> either = new HashSet<>(before);
        either.add(wanted);
        possible.put(ref, either);
      }
    }
  }

  /** What was decided stands, and was not decided on what another had changed by then. */
  private void decided(Plan.Status plan, Snapshot now, Snapshot base) {
    for (Plan.Decision decision : plan.decided()) {
      String stands =
          now.get(Ref.parse(decision.ref()))
              .filter(r -> !r.isDeleting())
              .map(r -> r.spec().digest())
              .orElse("");
      if (!stands.equals(decision.spec())) {
        invariants.broken(Invariants.Rule.WHAT_APPLY_DID_IS_THE_PLAN, decision.ref());
      }
      Ref ref = Ref.parse(decision.ref());
      if (!revision(base, ref).equals(revision(former.get(), ref))) {
        invariants.broken(
            Invariants.Rule.WHAT_APPLY_DID_IS_THE_PLAN, ref + " had changed since it was planned");
      }
    }
  }

  private static Optional<Long> revision(Snapshot of, Ref ref) {
    return of.get(ref).map(Resource::revision);
  }

  /** Whether all stands as they were told. */
  void look(Snapshot now) {
    possible.forEach(
        (ref, may) -> {
          String stands =
              now.get(ref).filter(r -> !r.isDeleting()).map(r -> r.spec().digest()).orElse(GONE);
          if (!may.contains(stands)) {
            invariants.broken(Invariants.Rule.NO_WRITE_IS_LOST, ref + " is not as acknowledged");
          }
        });
  }

  /** All that they hold, they release; and with {@code all} they delete what they have. */
  void settle(Node node, Snapshot now, boolean all) {
    for (String kind : now.kinds()) {
      List<Resource> held = now.list(kind).filter(r -> !r.holds().isEmpty()).toList();
      held.forEach(r -> hold(node, r.ref(), false));
    }
    if (all) {
      now.list(Application.KIND).toList().forEach(a -> submit(node, Change.Delete.of(a.ref())));
      possible.clear();
    }
  }
}
