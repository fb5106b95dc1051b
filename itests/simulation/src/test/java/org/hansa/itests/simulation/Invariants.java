package org.hansa.itests.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hansa.core.api.HoldRule;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Filing;
import org.hansa.core.api.store.Leases;
import org.hansa.core.driver.Reading;
import org.hansa.core.store.MemoryStore;

/**
 * What must hold after every step. What is broken is kept, not thrown: the code under test would
 * take it for a failure of the disk and go on.
 */
final class Invariants implements MemoryStore.Witness, Wire.Guard {

  /** Which one was broken. */
  enum Rule {
    REVISIONS_GROW_BY_ONE,
    EVERY_CHANGE_IS_AUDITED_ONCE,
    A_WATCH_SEES_EACH_COMMIT_ONCE,
    FOLLOWED_WITHOUT_GAP,
    FOLLOWED_AGAIN_ONLY_IF_IN_DOUBT,
    A_RELIST_IS_WHAT_STANDS,
    THE_CATALOGUE_LOSES_NO_UPDATE,
    THE_CATALOGUE_LISTS_WHAT_STANDS,
    NO_WRITE_IS_LOST,
    RESERVATIONS_FIT,
    RESERVATIONS_HAVE_OWNERS,
    NO_EFFECT_WHILE_HELD,
    NOTHING_IS_CHANGED_UNTIL_ACCEPTED,
    RULES_HOLD_WHAT_THEY_MATCH,
    EFFECTS_HAVE_AN_INTENT,
    ONE_OBJECT_EACH,
    NOTHING_IS_GONE_THAT_STILL_RUNS,
    THE_LEDGER_IS_WHAT_WAS_USED,
    WHAT_APPLY_DID_IS_THE_PLAN,
    ONLY_THE_HOLDER_WRITES,
    STRANGERS_CHANGE_NOTHING,
    ANOTHERS_ARE_LEFT_ALONE,
    IT_CONVERGES,
    WHAT_RUNS_IS_WHAT_IS_WANTED,
    NOTHING_IS_LEFT
  }

  record Broken(Rule rule, String how) {}

  private record LastRead(Outside.Key of, Reading reading) {}

  private final Outside outside;
  private final Scheduler scheduler;
  private final Faults faults;
  private final Ledger ledger;

  /** By the thread of the call that read it. */
  private final Map<Thread, LastRead> lastRead = new HashMap<>();

  private final Trail trail = new Trail(this);
  private final Pools pools = new Pools(this);
  private final List<Broken> broken = new ArrayList<>();
  private final Map<String, Ref> alive = new HashMap<>();
  private final Map<Integer, Long> epochs = new HashMap<>();
  private Optional<Snapshot> newest = Optional.empty();
  private final NavigableMap<Long, List<Changed>> log = new TreeMap<>();
  private Set<String> broughtBack = Set.of();

  /** Of what is being committed: the partitions that it was said to be done by right in. */
  private Set<Integer> under = Set.of();

  private Instant changed = Instant.MIN;
  private Consumer<List<Changed>> told = changes -> {};
  private BiConsumer<Long, Map<Ref, Resource>> restored = (revision, catalogue) -> {};
  private BiConsumer<Long, List<Filing>> filed = (revision, filings) -> {};

  Invariants(Outside outside, Scheduler scheduler, Faults faults) {
    this.outside = outside;
    this.scheduler = scheduler;
    this.faults = faults;
    ledger = new Ledger(outside);
  }

  Optional<Broken> first() {
    outside.doubles().forEach(how -> broken(Rule.ONE_OBJECT_EACH, how));
    return broken.stream().findFirst();
  }

  void broken(Rule rule, String how) {
    scheduler.say("BROKEN " + rule + ": " + how);
    broken.add(new Broken(rule, how));
  }

  /** The committed state, once there is one. */
  Optional<Snapshot> newest() {
    return newest;
  }

  /** The newest right to act on a partition. */
  Optional<Long> epoch(int partition) {
    return Optional.ofNullable(epochs.get(partition));
  }

  /** Those are told of each commit too. */
  void tell(Partner partner, Librarians librarians) {
    told = partner::committed;
    filed = librarians::filed;
    restored = librarians::restored;
  }

  /** When the newest change of a resource was committed. */
  Instant changed() {
    return changed;
  }

  /** What was committed, by revision. */
  NavigableMap<Long, List<Changed>> log() {
    return Collections.unmodifiableNavigableMap(log);
  }

  @Override
  public void replaced(Resource stands, Resource by) {
    if (stands.uid().equals(by.uid()) && stands.revision() != by.revision()) {
      broken(
          Rule.NO_WRITE_IS_LOST,
          by.ref() + " was made from " + by.revision() + ", not from " + stands.revision());
    }
  }

  @Override
  public void committed(
      Snapshot before, Snapshot after, List<Changed> changes, List<Entry> entries) {
    newest
        .filter(known -> known.revision() != before.revision())
        .ifPresent(
            known ->
                broken(
                    Rule.NO_WRITE_IS_LOST,
                    "the store was at " + known.revision() + ", and is at " + before.revision()));
    newest = Optional.of(after);
    if (after.revision() != before.revision() + 1) {
      broken(Rule.REVISIONS_GROW_BY_ONE, before.revision() + " to " + after.revision());
    }
    if (!changes.isEmpty()) {
      changed = scheduler.real();
      log.put(after.revision(), changes);
      changes.forEach(c -> scheduler.say(() -> "commit: " + told(c)));
      told.accept(changes);
    }
    trail.check(changes.stream().map(c -> c.resource().ref().toString()).toList(), entries);
    changes.forEach(change -> changed(before, after, change));
    entries.stream()
        .filter(e -> e.stream().equals(Entry.LEDGER))
        .flatMap(e -> ledger.booked(e).stream())
        .forEach(how -> broken(Rule.THE_LEDGER_IS_WHAT_WAS_USED, how));
  }

  @Override
  public void restored(Snapshot after, Map<Ref, Resource> catalogue) {
    scheduler.say("restored as " + after.revision());
    newest = Optional.of(after);
    changed = scheduler.real();
    alive.clear();
    after.kinds().stream().flatMap(after::list).forEach(r -> alive.put(r.uid(), r.ref()));
    broughtBack = Set.copyOf(alive.keySet());
    restored.accept(after.revision(), catalogue);
  }

  /** What is booked now. */
  Ledger.Books books() {
    return ledger.books();
  }

  /** It is booked as it was then. */
  void recall(Ledger.Books then) {
    ledger.recall(then);
  }

  @Override
  public void filed(long revision, List<Filing> filings, List<Entry> entries) {
    if (!filings.isEmpty()) {
      filed.accept(revision, filings);
      trail.check(filings.stream().map(f -> f.ref().toString()).toList(), entries);
    }
  }

  @Override
  public void granted(Fence fence) {
    epochs.put(fence.partition(), fence.epoch());
  }

  @Override
  public void fenced(Set<Fence> fences) {
    under = fences.stream().map(Fence::partition).collect(Collectors.toSet());
    for (Fence fence : fences) {
      if (!Long.valueOf(fence.epoch()).equals(epochs.get(fence.partition()))) {
        broken(Rule.ONLY_THE_HOLDER_WRITES, fence + ", and the newest is " + epochs);
      }
    }
  }

  @Override
  public void fencedOff(boolean late) {
    faults.count(late ? Happening.WRITE_HANGS_PAST_ITS_LEASE : Happening.WRITE_FENCED_OFF);
  }

  /** Of what has long run undisturbed, what was used is booked. */
  void metered() {
    outside
        .ours()
        .forEach(
            key ->
                outside
                    .read(key)
                    .flatMap(reading -> ledger.missing(key.uid(), reading))
                    .ifPresent(how -> broken(Rule.THE_LEDGER_IS_WHAT_WAS_USED, how)));
  }

  private static String told(Changed change) {
    Resource r = change.resource();
    return change.revision()
        + " "
        + change.op()
        + " "
        + r.ref()
        + " "
        + r.uid()
        + " @"
        + r.generation()
        + (r.isDeleting() ? " deleting" : "")
        + " "
        + r.finalizers()
        + " "
        + r.holds()
        + " "
        + r.observed().entrySet().stream()
            .map(
                e ->
                    e.getKey()
                        + "="
                        + e.getValue().verb()
                        + "/"
                        + e.getValue().outcome()
                        + "/"
                        + e.getValue().present()
                        + "/"
                        + e.getValue().endpoint().map(Ref::name).orElse("")
                        + "/"
                        + e.getValue().failure().map(Observation.Failure::message).orElse(""))
            .toList();
  }

  private void changed(Snapshot before, Snapshot after, Changed change) {
    Resource now = change.resource();
    if (change.op() == Changed.Op.DELETED) {
      gone(now);
      return;
    }
    alive.put(now.uid(), now.ref());
    Optional<Resource> former = before.get(now.ref()).filter(f -> f.uid().equals(now.uid()));
    former.ifPresent(then -> updated(before, then, now));
    ruled(former, now);
    if (now.ref().kind().equals(Reservation.KIND)) {
      pools.check(after, now);
    }
  }

  private void updated(Snapshot before, Resource then, Resource now) {
    boolean same = then.spec().equals(now.spec());
    if (now.generation() < then.generation()
        || (!same && now.generation() == then.generation())
        || (then.isDeleting() && !now.isDeleting())) {
      broken(Rule.NO_WRITE_IS_LOST, now.ref() + " went back to what it was");
    }
    Resource asked = then.retried();
    now.observed()
        .forEach(
            (controller, observation) -> {
              boolean seen =
                  !observation.equals(then.observed(controller))
                      && !observation.equals(asked.observed(controller));
              if (seen && !under.contains(Leases.partition(now.ref()))) {
                broken(Rule.ONLY_THE_HOLDER_WRITES, now.ref() + " by right in " + under + " only");
              }
              boolean intent =
                  observation.outcome() == Observation.Outcome.PENDING
                      && !observation.equals(then.observed(controller))
                      && !observation.verb().equals("OBSERVE");
              if (intent && isHeld(before, then)) {
                broken(Rule.NO_EFFECT_WHILE_HELD, now.ref() + " " + observation.verb());
              }
              if (!observation.equals(then.observed(controller))) {
                absent(now, observation);
              }
            });
  }

  /** What is said to be absent is: an object that was asked for is not given up while it comes. */
  private void absent(Resource of, Observation said) {
    said.endpoint()
        .filter(at -> said.isSettled() && !said.present())
        .map(at -> new Outside.Key(at.name(), said.facet(), of.uid()))
        .filter(outside::has)
        .ifPresent(
            key ->
                broken(
                    Rule.NOTHING_IS_GONE_THAT_STILL_RUNS,
                    of.ref() + " is said to be gone: " + key));
  }

  /** What is made or changed is held in the same commit, also if the label goes with the change. */
  private void ruled(Optional<Resource> former, Resource now) {
    boolean changed = former.filter(then -> then.spec().equals(now.spec())).isEmpty();
    boolean fits = isRuled(now) || former.filter(Invariants::isRuled).isPresent();
    if (changed && fits && !now.holds().contains(HoldRule.hold(Users.RULE))) {
      broken(Rule.RULES_HOLD_WHAT_THEY_MATCH, now.ref() + " " + now.holds());
    }
  }

  private static boolean isRuled(Resource resource) {
    return resource.ref().kind().equals("Application")
        && resource.labels().entrySet().containsAll(Users.RULED.entrySet());
  }

  /** By itself, or by what it belongs to. */
  private static boolean isHeld(Snapshot in, Resource resource) {
    return !resource.holds().isEmpty()
        || resource.owner().flatMap(o -> in.get(o.ref())).filter(o -> isHeld(in, o)).isPresent();
  }

  /**
   * What was saved before its intent does not know of what was made since; the sweep does, and so
   * it has to be gone at the end.
   */
  private void gone(Resource last) {
    alive.remove(last.uid());
    if (broughtBack.contains(last.uid()) && last.observed().isEmpty()) {
      return;
    }
    outside.keys().stream()
        .filter(k -> k.uid().equals(last.uid()))
        .forEach(k -> broken(Rule.NOTHING_IS_GONE_THAT_STILL_RUNS, last.ref() + " at " + k));
  }

  @Override
  public void reads() {
    lastRead.remove(Thread.currentThread());
  }

  @Override
  public void read(Outside.Key key, Reading reading) {
    lastRead.put(Thread.currentThread(), new LastRead(key, reading));
  }

  /** What the call has read of what it ends or replaces is booked by now. */
  private void booked(Outside.Key ends) {
    Optional.ofNullable(lastRead.remove(Thread.currentThread()))
        .filter(last -> last.of().equals(ends))
        .flatMap(last -> ledger.unbooked(ends.uid(), last.reading()))
        .ifPresent(how -> broken(Rule.THE_LEDGER_IS_WHAT_WAS_USED, how));
  }

  /** Nothing is done outside but for a resource that is there and has said that it will. */
  @Override
  public void effect(String verb, Outside.Key key) {
    booked(key);
    if (outside.installation(key).equals(Outside.ANOTHER)) {
      broken(Rule.ANOTHERS_ARE_LEFT_ALONE, verb + " of " + key);
    }
    if (Safe.isObserving(newest.orElseThrow())) {
      broken(Rule.NOTHING_IS_CHANGED_UNTIL_ACCEPTED, verb + " of " + key);
    }
    Optional<Resource> resource =
        Optional.ofNullable(alive.get(key.uid())).flatMap(ref -> newest.orElseThrow().get(ref));
    boolean orphan = verb.equals("REMOVE") && resource.isEmpty();
    boolean intended =
        resource.stream()
            .flatMap(r -> r.observed().values().stream())
            .anyMatch(o -> o.isOpen() && o.verb().equals(verb));
    if (!orphan && !intended) {
      broken(Rule.EFFECTS_HAVE_AN_INTENT, verb + " of " + key);
    }
  }
}
