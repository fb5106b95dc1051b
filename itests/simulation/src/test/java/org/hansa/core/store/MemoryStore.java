package org.hansa.core.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Catalogue;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Filing;
import org.hansa.core.api.store.Leases;
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

    /** All was replaced by what was saved. */
    void restored(Snapshot after, Map<Ref, Resource> catalogue);

    /** What a commit wrote of the catalogue. */
    void filed(long revision, List<Filing> filings, List<Entry> entries);

    /** A commit was made under these rights. */
    void fenced(Set<Fence> fences);

    /**
     * A commit was refused because another node has the partition.
     *
     * @param late it had hung
     */
    void fencedOff(boolean late);

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

    /**
     * False if fences are not looked at.
     *
     * @param late for a write that hung
     */
    default boolean checksFences(boolean late) {
      return true;
    }

    /** What a node is told of its leases. */
    default Leases.Held held(Leases.Held held) {
      return held;
    }

    /** A page of the catalogue. */
    default Catalogue.Page listed(Catalogue.Page page) {
      return page;
    }

    /** True if this revision is left out. */
    default boolean skips(long revision) {
      return false;
    }
  }

  private final List<Commit> log = new ArrayList<>();
  private final List<PersistentSnapshot> states = new ArrayList<>();
  private final LeaseTable leases;
  private final MemoryCatalogue catalogue = new MemoryCatalogue();
  private final List<Store.Numbered> entries = new ArrayList<>();
  private final Map<Ref, byte[]> sealed = new HashMap<>();
  final MemoryBlobs blobs = new MemoryBlobs();
  final List<Runnable> moved = new ArrayList<>();
  private final Witness witness;
  private final Spoiler spoiler;
  private PersistentSnapshot committed;
  private PersistentSnapshot former;
  private long compacted;

  /**
   * @param clock the database's
   * @param begun what stands before the first commit
   */
  public MemoryStore(InstantSource clock, Witness witness, Spoiler spoiler, List<Resource> begun) {
    Instant start = clock.instant();
    leases = new LeaseTable(clock, witness::granted);
    this.committed = PersistentSnapshot.empty(start).with(begun, List.of());
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

  /**
   * @param late whether it hung on its way
   */
  PersistentSnapshot commit(Function<Snapshot, Transaction> decide, Instant now, boolean late) {
    PersistentSnapshot before = committed.at(now);
    Transaction wanted = spoiler.wanted(decide.apply(spoiler.seen(before, former)));
    if (spoiler.checksFences(late)) {
      fenced(wanted.fences(), late);
    }
    witness.fenced(wanted.fences());
    if (wanted.isEmpty()) {
      return before;
    }
    catalogue.check(wanted.catalogue());
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
    catalogue.write(prepared.filings());
    prepared
        .lines()
        .forEach(line -> entries.add(new Store.Numbered(entries.size() + 1, line.entry())));
    prepared
        .sealed()
        .forEach(
            (ref, value) ->
                value.ifPresentOrElse(v -> sealed.put(ref, v), () -> sealed.remove(ref)));
    witness.committed(before, committed, commit.changes(), wanted.entries());
    witness.filed(committed.revision(), wanted.catalogue(), wanted.entries());
    moved.forEach(Runnable::run);
    return committed;
  }

  private void fenced(Set<Fence> fences, boolean late) {
    try {
      leases.check(fences);
    } catch (Problem e) {
      witness.fencedOff(late);
      throw e;
    }
  }

  /**
   * A backup.
   *
   * @param entries how many there were
   */
  public record Saved(Snapshot state, int entries, Map<Ref, Resource> catalogue) {}

  public Saved save() {
    return new Saved(committed, entries.size(), catalogue.all());
  }

  /**
   * As the real stores do it: at a revision above all, of which no changes are kept; the audit
   * stays, and the installation is held.
   */
  public void restore(Saved saved, Instant made, Instant now) {
    long revision = committed.revision() + 1;
    PersistentSnapshot state = (PersistentSnapshot) saved.state();
    Resource self = state.get(Installation.SELF).orElseThrow();
    TreeSet<String> holds = new TreeSet<>(self.holds());
    holds.add(Installation.RESTORED);
    Installation.Restored told =
        new Installation.Restored("backup", state.revision(), made, now, "test");
    Resource held =
        self.withHolds(holds)
            .withStatus(self.status().with(new Installation.Status(Optional.of(told))))
            .withRevision(revision);
    committed = state.with(List.of(held), List.of()).committed(revision);
    former = committed;
    compacted = revision;
    log.add(new Commit(revision, List.of(), 0));
    states.add(committed);
    List<Store.Numbered> before = List.copyOf(entries.subList(0, saved.entries()));
    List<Store.Numbered> since = List.copyOf(entries.subList(saved.entries(), entries.size()));
    entries.clear();
    entries.addAll(before);
    since.stream()
        .map(Store.Numbered::entry)
        .filter(entry -> entry.stream().equals(Entry.AUDIT))
        .forEach(entry -> entries.add(new Store.Numbered(entries.size() + 1, entry)));
    catalogue.replace(saved.catalogue());
    witness.restored(committed, saved.catalogue());
  }

  /** What a store does that acknowledges before it is durable: only a planted bug does. */
  public void loseNewest() {
    committed = former;
  }

  /** Drops all changes up to the newest: whoever begins to follow earlier must list. */
  public void compact() {
    compacted = committed.revision();
  }

  /** As it stood, compacted or not. */
  public Snapshot stood(long revision) {
    return states.get((int) revision - 1);
  }

  Snapshot snapshotAt(long revision) {
    if (revision < 0 || revision > committed.revision()) {
      throw Problem.invalid("revision", revision, "a past one", "Leave it out.");
    }
    check(revision);
    int at = (int) revision - 1;
    return revision == 0 ? PersistentSnapshot.empty(committed.now()) : states.get(at);
  }

  Optional<Resource> filed(Ref ref) {
    return catalogue.get(ref);
  }

  Catalogue.Page filed(Catalogue.Query query) {
    return spoiler.listed(catalogue.list(query));
  }

  LeaseTable leases() {
    return leases;
  }

  Leases.Held renew(String node, Duration ttl) {
    return spoiler.held(leases.renew(node, ttl, committed.revision()));
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

  /** The changes after a revision: whole transactions. */
  List<Changed> changes(long after, int limit) {
    List<Changed> all = new ArrayList<>();
    Optional<Moved> next = after(after);
    while (next.isPresent() && all.size() < limit) {
      all.addAll(next.get().commit().changes());
      next = after(next.get().commit().revision());
    }
    return all;
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
