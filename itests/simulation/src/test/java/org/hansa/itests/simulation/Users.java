package org.hansa.itests.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.HoldRule;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.RouteGrant;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.runtime.SimRuntime;
import org.hansa.orchestration.api.Application;

/**
 * People who deploy, change and delete, and remember what they were told: after an acknowledged
 * write it stands; after a failed one, either.
 */
final class Users {

  static final Principal ROOT =
      new Principal(
          "user:root",
          "system",
          Set.of(
              "infrastructure-administrator",
              "cloud-edge-administrator",
              "use-case-administrator"));
  static final String DOOR = "people";
  static final String TENANT = "acme";

  /** What it matches waits until somebody has looked. */
  static final Ref RULE = new Ref(HoldRule.KIND, TENANT, "look");

  static final Map<String, String> RULED = Map.of("ask", "first");

  static final List<String> SITES = List.of("north", "south");

  private static final String GONE = "gone";

  private final Invariants invariants;
  private final Faults faults;
  private final Scheduler scheduler;
  private final Promises promises;
  private final Map<Ref, Set<String>> possible = new TreeMap<>();
  private final List<Attempt> underWay = new ArrayList<>();

  /** Requests that were not answered yet: what is held by one of them is held later. */
  private int asked;

  Users(Invariants invariants, Faults faults, Scheduler scheduler) {
    this.faults = faults;
    this.scheduler = scheduler;
    promises = new Promises(invariants);
    this.invariants = invariants;
  }

  /** Whose all of it is. */
  static Resource tenant(Instant since) {
    Draft draft = Draft.of(Tenant.ref(TENANT), Doc.EMPTY);
    return Resource.fresh(draft, "tenant-" + TENANT, since, Optional.empty());
  }

  static Ref app(int number) {
    return new Ref(Application.KIND, "acme", "app" + number);
  }

  /** Two sites with a machine each. */
  void furnish(Node node) {
    for (String site : SITES) {
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
    Doc rule = Doc.parse("{\"kinds\":[\"Application\"],\"labels\":{\"ask\":\"first\"}}");
    submit(node, put(RULE, rule));
    Doc grant =
        Doc.of(
            new RouteGrant.Spec(
                SimRuntime.ROUTES,
                List.of(
                    new RouteGrant.Right(
                        List.copyOf(Partner.KINDS), List.of(RouteGrant.Verb.READ))),
                List.of()));
    submit(node, put(new Ref(RouteGrant.KIND, "system", "partner"), grant));
  }

  /** A plan that was stored: its name and what it wants of which application. */
  private record Stored(Ref plan, int app, Doc spec) {}

  private final List<Stored> stored = new ArrayList<>();
  private int plans;

  /** Plans a change, or that it goes, for later. */
  void plan(Node node, int number, int version, boolean gone) {
    Ref plan = new Ref(Plan.KIND, "acme", "plan" + ++plans);
    Change wanted = gone ? Change.Delete.of(app(number)) : wish(number, version);
    try {
      node.planner().store(ROOT, DOOR, "test", plan, List.of(wanted));
      stored.add(new Stored(plan, number, gone ? Doc.EMPTY : spec(version)));
    } catch (Problem e) {
      scheduler.say("not planned: " + e.line());
    }
  }

  /** Applies one of what was planned, if it still holds. */
  void apply(Node node, int pick) {
    if (stored.isEmpty()) {
      return;
    }
    Stored next = stored.remove(pick % stored.size());
    attempt(
        app(next.app()),
        next.spec().isEmpty() ? GONE : next.spec().digest(),
        () -> {
          Plan.Status plan = applied(node, next.plan());
          faults.count(Happening.PLAN_APPLIED_LATER);
          return Optional.of(plan);
        },
        node);
  }

  private Plan.Status applied(Node node, Ref plan) {
    try {
      return node.planner().apply(ROOT, DOOR, "test", plan).status().as(Plan.Status.class);
    } catch (Problem e) {
      if (e.reason() == Problem.Reason.PRECONDITION) {
        faults.count(Happening.PLAN_OUTDATED);
      }
      throw e;
    }
  }

  /** One version of all is held by the rule. */
  private static Change wish(int number, int version) {
    Map<String, String> labels = version == 3 ? RULED : Map.of();
    return Change.Put.of(new Draft(app(number), labels, Optional.empty(), Set.of(), spec(version)));
  }

  private static Change put(Ref ref, Doc spec) {
    return Change.Put.of(Draft.of(ref, spec));
  }

  private Snapshot submit(Node node, Change change) {
    asked++;
    try {
      return node.gate().submit(Request.of(ROOT, DOOR, "test", List.of(change)));
    } finally {
      asked--;
    }
  }

  /**
   * An application of a server and one that calls it.
   *
   * @param planned true if it is planned and applied rather than only written
   */
  void put(Node node, int number, int version, boolean planned) {
    Doc spec = spec(version);
    Change change = wish(number, version);
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

  static Doc spec(int version) {
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

  void hold(Node node, Ref ref) {
    hold(node, new Change.Hold(ref, "wait", true));
  }

  /** Whoever holds it, by hand or by rule. */
  void release(Node node, Resource held) {
    held.holds().forEach(reason -> hold(node, new Change.Hold(held.ref(), reason, false)));
  }

  private void hold(Node node, Change.Hold hold) {
    try {
      submit(node, hold);
      faults.count(hold.present() ? Happening.HELD : Happening.RELEASED);
    } catch (Problem e) {
      scheduler.say("not held or released: " + e.line());
    }
  }

  /** What has failed of it is to be tried again. */
  void retry(Node node, int number) {
    try {
      submit(node, new Change.Retry(app(number)));
      faults.count(Happening.RETRIED);
    } catch (Problem e) {
      scheduler.say("not retried: " + e.line());
    }
  }

  private interface Deed {
    Optional<Plan.Status> run();
  }

  /** What somebody has asked for and not been answered yet; no two are the same. */
  private static final class Attempt {
    private final Ref ref;
    private final String wanted;

    /** What others asked for of the same before it was answered. */
    private final Set<String> meanwhile = new HashSet<>();

    Attempt(Ref ref, String wanted) {
      this.ref = ref;
      this.wanted = wanted;
    }
  }

  private void attempt(Ref ref, String wanted, Deed deed, Node node) {
    Attempt attempt = begin(ref, wanted);
    try {
      Optional<Plan.Status> plan = deed.run();
      // Of what was asked for at once nobody was told which is the later.
      Set<String> may = new HashSet<>(attempt.meanwhile);
      may.add(wanted);
      possible.put(ref, may);
      plan.ifPresent(p -> promises.check(p, node.made()));
    } catch (Problem e) {
      if (e.reason() == Problem.Reason.UNAVAILABLE) {
        mayBe(ref, wanted);
      }
    } catch (Fiber.Died e) {
      mayBe(ref, wanted);
      throw e;
    } finally {
      underWay.remove(attempt);
    }
  }

  private Attempt begin(Ref ref, String wanted) {
    Attempt attempt = new Attempt(ref, wanted);
    for (Attempt other : underWay) {
      if (other.ref.equals(ref)) {
        faults.count(Happening.REQUEST_OVERTAKEN_WHILE_IT_HANGS);
        other.meanwhile.add(wanted);
        attempt.meanwhile.add(other.wanted);
      }
    }
    underWay.add(attempt);
    return attempt;
  }

  private void mayBe(Ref ref, String wanted) {
    Set<String> either = new HashSet<>(possible.getOrDefault(ref, Set.of(GONE)));
    either.add(wanted);
    possible.put(ref, either);
  }

  /** What they were told of what stands. */
  record Told(Map<Ref, Set<String>> possible) {}

  /** As it is now; what is under way may be in a backup or not. */
  Told told() {
    Map<Ref, Set<String>> all = new TreeMap<>();
    possible.forEach((ref, may) -> all.put(ref, new HashSet<>(may)));
    underWay.forEach(
        a -> all.computeIfAbsent(a.ref, r -> new HashSet<>(Set.of(GONE))).add(a.wanted));
    return new Told(all);
  }

  /** What they were told since then counts no more. */
  void recall(Told then) {
    possible.replaceAll((ref, may) -> Set.of(GONE));
    possible.putAll(then.possible());
  }

  /** Whether somebody waits for an answer. */
  boolean areWaiting() {
    return asked > 0 || !underWay.isEmpty();
  }

  /** Whether all stands as they were told. */
  void look(Snapshot now) {
    possible.forEach(
        (ref, may) -> {
          String stands =
              now.get(ref).filter(r -> !r.isDeleting()).map(r -> r.spec().digest()).orElse(GONE);
          boolean asked =
              underWay.stream().anyMatch(a -> a.ref.equals(ref) && a.wanted.equals(stands));
          if (!may.contains(stands) && !asked) {
            invariants.broken(Invariants.Rule.NO_WRITE_IS_LOST, ref + " is not as acknowledged");
          }
        });
  }

  /** All that they hold, they release; and with {@code all} they delete what they have. */
  void settle(Node node, Snapshot now, boolean all) {
    for (String kind : now.kinds()) {
      List<Resource> held = now.list(kind).filter(r -> !r.holds().isEmpty()).toList();
      held.forEach(r -> release(node, r));
    }
    if (all) {
      now.list(Application.KIND).toList().forEach(a -> submit(node, Change.Delete.of(a.ref())));
      possible.clear();
    }
  }
}
