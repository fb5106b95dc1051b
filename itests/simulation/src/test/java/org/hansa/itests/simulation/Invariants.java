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
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Filing;
import org.hansa.core.driver.workload.Reading;
import org.hansa.core.store.MemoryStore;

/**
 * What must hold after every step. What is broken is kept, not thrown: the code under test would
 * take it for a failure of the disk and go on.
 */
final class Invariants implements MemoryStore.Witness {

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

  private final Outside outside;
  private final Scheduler scheduler;
  private final Faults faults;
  private final Ledger ledger;
  private final Trail trail = new Trail(this);
  private final Standing standing;
  private final List<Broken> broken = new ArrayList<>();
  private final Map<Integer, Long> epochs = new HashMap<>();
  private Optional<Snapshot> newest = Optional.empty();
  private final NavigableMap<Long, List<Changed>> log = new TreeMap<>();

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
    standing = new Standing(this, outside);
  }

  Optional<Broken> first() {
    outside.doubles().stream()
        .filter(two -> standing.isKnown(two.first()))
        .forEach(two -> broken(Rule.ONE_OBJECT_EACH, two.toString()));
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

  /** The resources that stand. */
  Standing standing() {
    return standing;
  }

  /** The partitions by right in which it is said to be done what is being committed. */
  Set<Integer> under() {
    return under;
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
      changes.forEach(c -> scheduler.say(() -> "commit: " + Words.of(c)));
      changes.forEach(c -> scheduler.note(c.resource().toString().hashCode()));
      told.accept(changes);
    }
    scheduler.note(entries.toString().hashCode());
    trail.check(changes.stream().map(c -> c.resource().ref().toString()).toList(), entries);
    changes.forEach(change -> standing.changed(before, after, change));
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
    standing.restored(after);
    restored.accept(after.revision(), catalogue);
  }

  /** What of a reading is booked of less, if it is. */
  Optional<String> unbooked(String uid, Reading reading) {
    return ledger.unbooked(uid, reading);
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
}
