package org.hansa.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Catalogue;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Leases;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;

/** One node's view of the {@link MemoryStore}: it fails as it is told, and dies with its node. */
public final class SimStore implements Store {

  public static final String INSTALLATION = "simulated";

  /** What becomes of a write. */
  public enum Fate {
    DONE,
    FAILS_BEFORE,
    FAILS_AFTER,
    HANGS_BEFORE,
    HANGS_AFTER,
    HANGS_AND_IS_LOST,
    HANGS_AND_FAILS_AFTER,
    DIES_BEFORE,
    DIES_AFTER
  }

  private final MemoryStore shared;
  private final InstantSource clock;
  private final SimHost host;
  private final Leases leases;

  /** What this node knows: others' commits reach it late. */
  private PersistentSnapshot view;

  private Made made;

  /**
   * The newest transaction that was answered.
   *
   * @param decidedOn what the node knew when it began
   * @param stood just before it was committed
   * @param after just after
   */
  public record Made(Snapshot decidedOn, Snapshot stood, Snapshot after) {}

  public SimStore(MemoryStore shared, InstantSource clock, SimHost host) {
    this.shared = shared;
    this.clock = clock;
    this.host = host;
    view = shared.committed();
    made = new Made(view, view, view);
    leases = new SimLeases(this, shared, host);
  }

  /** A commit reaches this node. */
  void saw(PersistentSnapshot state) {
    view = state.revision() > view.revision() ? state : view;
  }

  /** The newest transaction of this node. */
  public Made made() {
    return made;
  }

  @Override
  public String installation() {
    return host.installation();
  }

  @Override
  public Leases leases() {
    return leases;
  }

  @Override
  public Snapshot snapshot() {
    return host.read(view.at(clock.instant()));
  }

  @Override
  public Snapshot snapshotAt(long revision) {
    alive();
    return shared.snapshotAt(revision).at(clock.instant());
  }

  @Override
  public Snapshot transact(Function<Snapshot, Transaction> decide) {
    alive();
    Fate fate = host.fate();
    PersistentSnapshot known = view;
    boolean late = fate == Fate.HANGS_BEFORE || fate == Fate.HANGS_AND_IS_LOST;
    if (late) {
      host.hang();
      alive();
    }
    if (fate == Fate.FAILS_BEFORE || fate == Fate.DIES_BEFORE || fate == Fate.HANGS_AND_IS_LOST) {
      throw failed(fate);
    }
    PersistentSnapshot stood = shared.committed();
    PersistentSnapshot stands = commit(decide, late);
    if (fate == Fate.HANGS_AFTER || fate == Fate.HANGS_AND_FAILS_AFTER) {
      host.hang();
    }
    if (fate != Fate.DONE && fate != Fate.HANGS_BEFORE && fate != Fate.HANGS_AFTER) {
      throw failed(fate);
    }
    saw(stands);
    made = new Made(known, stood, stands);
    return stands.at(clock.instant());
  }

  /** Who is refused knows on what. */
  private PersistentSnapshot commit(Function<Snapshot, Transaction> decide, boolean late) {
    try {
      return shared.commit(decide, clock.instant(), late);
    } catch (Problem e) {
      saw(shared.committed());
      throw e;
    }
  }

  /**
   * @throws Problem if the node is dead, or cut off
   */
  void alive() {
    if (!host.alive()) {
      throw away("the node is dead");
    }
    if (host.isCut()) {
      throw away("the database does not answer");
    }
  }

  /** The node may die of it. */
  Problem failed(Fate fate) {
    if (fate == Fate.DIES_BEFORE || fate == Fate.DIES_AFTER) {
      host.die();
    }
    return away("the disk refuses");
  }

  private static Problem away(String what) {
    return new Problem(Problem.Reason.UNAVAILABLE, what, "Try again.");
  }

  @Override
  public AutoCloseable watch(long from, Consumer<List<Changed>> sink) {
    alive();
    shared.check(from);
    return SimWatch.open(this, shared, host, from, sink);
  }

  @Override
  public List<Changed> changes(long after, int limit) {
    alive();
    shared.check(after);
    return shared.changes(after, limit);
  }

  @Override
  public Page entries(Query query) {
    alive();
    return shared.entries(query);
  }

  @Override
  public Catalogue catalogue() {
    return new Catalogue() {
      @Override
      public Optional<Resource> get(Ref ref) {
        alive();
        return shared.filed(ref);
      }

      @Override
      public Catalogue.Page list(Catalogue.Query query) {
        alive();
        return shared.filed(query);
      }
    };
  }

  @Override
  public Optional<byte[]> sealed(Ref secret) {
    alive();
    return shared.sealed(secret);
  }

  @Override
  public String put(InputStream content) throws IOException {
    alive();
    return shared.blobs.put(content);
  }

  @Override
  public boolean has(String digest) {
    return shared.blobs.has(digest);
  }

  @Override
  public InputStream open(String digest) {
    return shared.blobs.open(digest);
  }
}
