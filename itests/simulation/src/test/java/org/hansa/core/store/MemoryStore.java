package org.hansa.core.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;

/**
 * What a database holds, in memory, for a simulation: it prepares transactions as the real stores
 * do, outlives the nodes, and fails only through {@link SimStore}. Not thread-safe.
 */
public final class MemoryStore {

  /** Sees every commit just after it. */
  public interface Witness {

    /**
     * Just before: what stands is replaced.
     *
     * @param by with the revision of what it was made from
     */
    void replaced(Resource stands, Resource by);

    void committed(Snapshot before, Snapshot after, List<Changed> changes, List<Entry> entries);

    /** A commit was made under these rights. */
    void fenced(Set<Fence> fences);

    /** A commit was refused because another node has the partition. */
    void fencedOff();

    /** Another node has a partition. */
    void granted(Fence fence);
  }

  /** A transaction on its way, which a planted bug may spoil. */
  public interface Spoiler {
    /**
     * @param former the state before the newest
     */
    default Snapshot seen(Snapshot newest, Snapshot former) {
      return newest;
    }

    default Transaction wanted(Transaction wanted) {
      return wanted;
    }

    /** False if fences are not looked at. */
    default boolean checksFences() {
      return true;
    }

    /** True if this revision is left out. */
    default boolean skips(long revision) {
      return false;
    }
  }

  private final List<Commit> log = new ArrayList<>();
  private final List<PersistentSnapshot> states = new ArrayList<>();
  private final LeaseTable leases;
  private final List<Store.Numbered> entries = new ArrayList<>();
  private final Map<Ref, byte[]> sealed = new HashMap<>();
  final Map<String, byte[]> blobs = new HashMap<>();
  final List<Runnable> moved = new ArrayList<>();
  private final Witness witness;
  private final Spoiler spoiler;
  private PersistentSnapshot committed;
  private PersistentSnapshot former;
  private long compacted;

  /**
   * @param clock the database's
   */
  public MemoryStore(InstantSource clock, Witness witness, Spoiler spoiler) {
    Instant start = clock.instant();
    leases = new LeaseTable(clock, witness::granted);
    this.committed = PersistentSnapshot.empty(start);
    this.former = committed;
    this.witness = witness;
    this.spoiler = spoiler;
  }

  public Snapshot snapshot(Instant now) {
    return committed.at(now);
  }

  /** The newest. */
  public long revision() {
    return committed.revision();
  }

  Snapshot commit(Function<Snapshot, Transaction> decide, Instant now) {
    PersistentSnapshot before = committed.at(now);
    Transaction wanted = spoiler.wanted(decide.apply(spoiler.seen(before, former)));
    if (spoiler.checksFences()) {
      fenced(wanted.fences());
    }
    witness.fenced(wanted.fences());
    if (wanted.isEmpty()) {
      return before;
    }
    wanted.puts().forEach(put -> before.get(put.ref()).ifPresent(s -> witness.replaced(s, put)));
    Prepared prepared = Prepared.of(before, wanted);
    Commit commit = prepared.commit();
    former = before;
    committed = prepared.after();
    if (spoiler.skips(committed.revision())) {
      committed = committed.committed(committed.revision() + 1);
    }
    log.add(commit);
    states.add(committed);
    prepared
        .lines()
        .forEach(line -> entries.add(new Store.Numbered(entries.size() + 1, line.entry())));
    prepared
        .sealed()
        .forEach(
            (ref, value) ->
                value.ifPresentOrElse(v -> sealed.put(ref, v), () -> sealed.remove(ref)));
    witness.committed(before, committed, commit.changes(), wanted.entries());
    moved.forEach(Runnable::run);
    return committed;
  }

  private void fenced(Set<Fence> fences) {
    try {
      leases.check(fences);
    } catch (Problem e) {
      witness.fencedOff();
      throw e;
    }
  }

  /** What a store does that acknowledges before it is durable: only a planted bug does. */
  public void loseNewest() {
    committed = former;
  }

  /** Drops all changes up to the newest: whoever begins to follow earlier must list. */
  public void compact() {
    compacted = committed.revision();
  }

  Snapshot snapshotAt(long revision) {
    if (revision < 0 || revision > committed.revision()) {
      throw Problem.invalid("revision", revision, "a past one", "Leave it out.");
    }
    check(revision);
    int at = (int) revision - 1;
    return revision == 0 ? PersistentSnapshot.empty(committed.now()) : states.get(at);
  }

  LeaseTable leases() {
    return leases;
  }

  PersistentSnapshot committed() {
    return committed;
  }

  void check(long from) {
    if (from < compacted || from > committed.revision()) {
      throw new Problem(
          Problem.Reason.EXHAUSTED,
          "changes after revision " + from + " are gone; the oldest retained is " + compacted,
          "List what there is.");
    }
  }

  /** The first commit after a revision. */
  Optional<Moved> after(long revision) {
    int low = 0;
    int high = log.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (log.get(middle).revision() <= revision) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < log.size()
        ? Optional.of(new Moved(log.get(low), states.get(low)))
        : Optional.empty();
  }

  /** A commit and the state just after it. */
  record Moved(Commit commit, PersistentSnapshot state) {}

  Optional<byte[]> sealed(Ref ref) {
    return Optional.ofNullable(sealed.get(ref));
  }

  public Store.Page entries(Store.Query query) {
    List<Store.Numbered> found = new ArrayList<>();
    int step = query.newestFirst() ? -1 : 1;
    int begin =
        query.newestFirst()
            ? (query.after() == 0 ? entries.size() : (int) query.after() - 1) - 1
            : (int) query.after();
    for (int i = begin; i >= 0 && i < entries.size(); i += step) {
      Store.Numbered next = entries.get(i);
      if (fits(next.entry(), query)) {
        if (found.size() == query.limit()) {
          return new Store.Page(found, Optional.of(found.get(found.size() - 1).number()));
        }
        found.add(next);
      }
    }
    return new Store.Page(found, Optional.empty());
  }

  private static boolean fits(Entry entry, Store.Query query) {
    return entry.stream().equals(query.stream())
        && query.subject().map(entry::isAbout).orElse(true)
        && query.uid().map(entry::isAbout).orElse(true)
        && query.from().map(from -> !entry.at().isBefore(from)).orElse(true)
        && query.until().map(entry.at()::isBefore).orElse(true);
  }
}
