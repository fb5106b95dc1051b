package org.hansa.core.runtime;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.control.Step;
import org.hansa.core.api.control.Why;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Transaction;
import org.hansa.core.driver.DriverException;
import org.hansa.core.runtime.delivery.Subscription;

/**
 * One run of the controllers on a fork, woken as the routes would wake them, until all rest. First
 * without any driver's answer: what stands then is <em>decided</em>. Then each wanted call is
 * answered by its facet's {@code expect}: what stands then is expected. Used by one thread, once.
 */
final class Rehearsal {

  private static final int MOST_STEPS = 50_000;
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private record Key(String controller, Ref ref) {}

  private final Gate gate;
  private final Controllers controllers;
  private final List<Subscription> subscriptions;
  private final Sessions sessions;
  private final Snapshot base;
  private final InstantSource time;
  private final Set<Key> dirty = new LinkedHashSet<>();
  private final Map<Key, Call> pending = new LinkedHashMap<>();
  private final Map<List<String>, Why> whys = new LinkedHashMap<>();
  private final Set<Relied> relied = new LinkedHashSet<>();
  private final Map<Ref, List<String>> calls = new TreeMap<>();
  private final Map<Ref, String> troubles = new TreeMap<>();
  private final Set<Ref> touched = new TreeSet<>();
  private Snapshot fork;
  private int steps;

  Rehearsal(
      Gate gate,
      Controllers controllers,
      List<Subscription> subscriptions,
      Sessions sessions,
      Snapshot base,
      InstantSource time) {
    this.time = time;
    this.gate = gate;
    this.controllers = controllers;
    this.subscriptions = subscriptions;
    this.sessions = sessions;
    this.base = base;
    this.fork = base;
  }

  /** Makes the user's changes. */
  void want(Request request) {
    take(gate.decide(fork, request));
  }

  /** Steps a resource though nothing changed. */
  void visit(String controller, Ref ref) {
    dirty.add(new Key(controller, ref));
  }

  /** Runs until nothing moves without a driver's answer. */
  void decide() {
    while (!dirty.isEmpty()) {
      Key key = dirty.iterator().next();
      dirty.remove(key);
      controllers
          .get(key.controller())
          .ifPresent(c -> fork.get(key.ref()).ifPresent(r -> step(key, c, r)));
    }
  }

  /** Runs to the end, with drivers answering as they promise. */
  void expect() {
    decide();
    while (!pending.isEmpty()) {
      // All that is wanted now is answered before anybody steps again: else each answer would be
      // one round.
      Map<Key, Call> wanted = new LinkedHashMap<>(pending);
      pending.clear();
      wanted.forEach(this::answer);
      decide();
    }
  }

  private void step(Key key, Controller controller, Resource resource) {
    if (++steps > MOST_STEPS) {
      throw new Problem(
          Problem.Reason.INTERNAL,
          "the plan does not come to rest; last: " + key,
          "Plan less at once; if that does not help, it is a defect of that controller.");
    }
    if (fork.now().plus(LONGEST).isBefore(time.instant())) {
      throw new Problem(
          Problem.Reason.TOO_LARGE,
          "the plan takes longer than " + LONGEST.toSeconds() + " s",
          "Plan less at once.");
    }
    try {
      Step step = controller.step(fork, resource);
      boolean wrote =
          take(
              gate.decide(
                  fork,
                  Request.of(
                      gate.controller(controller),
                      "plan",
                      Completion.cause(fork, resource),
                      step.changes())));
      troubles.remove(key.ref());
      keep(step, wrote);
      step.call()
          .filter(call -> call.verb().hasEffect())
          .filter(call -> Effects.may(fork, resource, resource.observed(key.controller()), call))
          .ifPresentOrElse(call -> pending.put(key, call), () -> pending.remove(key));
    } catch (Problem e) {
      troubles.put(key.ref(), e.line());
    }
  }

  /** The reasons of what was decided: a later step finds it standing and gives no reason for it. */
  private void keep(Step step, boolean wrote) {
    for (Why why : step.whys()) {
      List<String> about =
          List.of(why.subject().toString(), why.candidate().toString(), why.constraint());
      whys.putIfAbsent(about, why);
    }
    if (wrote) {
      // What only the plan itself brings about was not there to be relied on when it was made.
      step.relied().stream().filter(r -> r.broken(base).isEmpty()).forEach(relied::add);
    }
  }

  private void answer(Key key, Call call) {
    Optional<Resource> resource = fork.get(key.ref());
    if (resource.isEmpty()) {
      return;
    }
    calls
        .computeIfAbsent(key.ref(), r -> new ArrayList<>())
        .add(
            call.verb().name().toLowerCase(java.util.Locale.ROOT)
                + " "
                + call.facet()
                + " at "
                + call.endpoint());
    try {
      Optional<Doc> state =
          call.verb() == Call.Verb.REMOVE ? Optional.empty() : Optional.of(expected(call));
      Observation before = resource.get().observed(key.controller());
      Observation after =
          Outcomes.after(
              before, call, new Answer.Seen(state, Optional.empty()), fork.now(), Duration.ZERO);
      take(
          gate.decide(
              fork,
              Request.of(
                  Completion.RUNTIME,
                  "runtime",
                  key.ref().toString(),
                  List.of(new Change.Observed(key.ref(), key.controller(), after)))));
    } catch (DriverException | Problem e) {
      troubles.put(key.ref(), String.valueOf(e.getMessage()));
    }
  }

  private Doc expected(Call call) {
    try (SessionSlot.Lease lease = sessions.lease(call.endpoint())) {
      return lease.call(
          s -> Verbs.expect(Verbs.facet(Verbs.ability(s, call.facet())), call.spec()));
    } catch (DriverException | Problem e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw new DriverException(DriverException.Reason.INTERNAL, "the driver failed: " + e, e);
    }
  }

  private boolean take(Transaction transaction) {
    List<Resource> changed = new ArrayList<>(transaction.puts());
    transaction.removes().forEach(ref -> fork.get(ref).ifPresent(changed::add));
    fork = fork.with(transaction.puts(), transaction.removes());
    for (Resource resource : changed) {
      touched.add(resource.ref());
      for (Subscription subscription : subscriptions) {
        controllers
            .get(subscription.controller())
            .ifPresent(
                c ->
                    subscription
                        .keys(fork, resource, c.kind())
                        .forEach(ref -> dirty.add(new Key(c.name(), ref))));
      }
    }
    return !changed.isEmpty();
  }

  Snapshot base() {
    return base;
  }

  Snapshot fork() {
    return fork;
  }

  /** References of all that was written, in order. */
  Set<Ref> touched() {
    return touched;
  }

  List<String> calls(Ref ref) {
    return calls.getOrDefault(ref, List.of());
  }

  Map<Ref, String> troubles() {
    return troubles;
  }

  List<Why> whys() {
    return List.copyOf(whys.values());
  }

  List<Relied> relied() {
    return List.copyOf(relied);
  }
}
