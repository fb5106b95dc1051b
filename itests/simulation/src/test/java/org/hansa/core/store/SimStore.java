package org.hansa.core.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
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

  /** The node that this is a part of. */
  public interface Host extends Executor {
    boolean alive();

    void die();

    String node();

    /** Whether the database cannot be reached now. */
    boolean isCut();

    /** After a while, if it still lives. */
    void later(Runnable work);

    /** Decided for each write. */
    Fate fate();

    /** Decided each time that leases are renewed. */
    Fate leaseFate();

    /** It has been answered, and its leases stand anew. */
    void renewed(Duration ttl);

    /**
     * Nothing is answered for a while, in which the node may be cut off, lose its lease, or die.
     */
    void hang();

    /** What the node takes for its installation: only a planted bug differs. */
    String installation();

    /** How often a watch sees this commit: once, but for a planted bug. */
    int times(long revision);

    /** What the node reads: only a planted bug differs. */
    Snapshot read(Snapshot newest);
  }

  private final MemoryStore shared;
  private final InstantSource clock;
  private final Host host;
  private final Leases leases = new NodeLeases();

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

  public SimStore(MemoryStore shared, InstantSource clock, Host host) {
    this.shared = shared;
    this.clock = clock;
    this.host = host;
    view = shared.committed();
    made = new Made(view, view, view);
  }

  private final class NodeLeases implements Leases {

    @Override
    public Held renew(String node, Duration ttl) {
      alive();
      Fate fate = host.leaseFate();
      if (fate == Fate.FAILS_BEFORE) {
        throw failed(fate);
      }
      Held held = shared.renew(node, ttl);
      if (fate == Fate.HANGS_AFTER) {
        host.hang();
      } else if (fate != Fate.DONE) {
        throw failed(fate);
      }
      host.renewed(ttl);
      return held;
    }

    @Override
    public void leave(String node) {
      alive();
      shared.leases().leave(node);
    }
  }

  private void saw(PersistentSnapshot state) {
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

  private void alive() {
    if (!host.alive()) {
      throw away("the node is dead");
    }
    if (host.isCut()) {
      throw away("the database does not answer");
    }
  }

  private Problem failed(Fate fate) {
    if (fate == Fate.DIES_BEFORE || fate == Fate.DIES_AFTER) {
      host.die();
    }
    return away("the disk refuses");
  }

  private static Problem away(String what) {
    return new Problem(Problem.Reason.UNAVAILABLE, what, "Try again.");
  }

  /** One follower: it takes one commit a turn. */
  private final class Watch implements AutoCloseable {
    private final Consumer<List<Changed>> sink;
    private final Runnable moved = this::moved;
    private long seen;
    private boolean waiting;
    private boolean open = true;

    Watch(long from, Consumer<List<Changed>> sink) {
      this.seen = from;
      this.sink = sink;
    }

    private void moved() {
      if (!waiting && open) {
        waiting = true;
        host.execute(this::turn);
      }
    }

    private void turn() {
      if (host.isCut()) {
        host.later(this::turn);
        return;
      }
      waiting = false;
      shared
          .after(seen)
          .filter(c -> open)
          .ifPresent(
              moved -> {
                Commit commit = moved.commit();
                seen = commit.revision();
                saw(moved.state());
                for (int i = 0; !commit.changes().isEmpty() && i < host.times(seen); i++) {
                  sink.accept(commit.changes());
                }
                moved();
              });
    }

    @Override
    public void close() {
      open = false;
      shared.moved.remove(moved);
    }
  }

  @Override
  public AutoCloseable watch(long from, Consumer<List<Changed>> sink) {
    alive();
    shared.check(from);
    Watch watch = new Watch(from, sink);
    shared.moved.add(watch.moved);
    watch.moved();
    return watch;
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
    byte[] bytes = content.readAllBytes();
    String digest = "sha256:" + HexFormat.of().formatHex(sha256().digest(bytes));
    shared.blobs.put(digest, bytes);
    return digest;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean has(String digest) {
    return shared.blobs.containsKey(digest);
  }

  @Override
  public InputStream open(String digest) {
    return new ByteArrayInputStream(
        Optional.ofNullable(shared.blobs.get(digest)).orElseThrow(() -> away(digest)));
  }
}
