package org.hansa.core.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Fence;
import org.hansa.core.api.store.Leases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node may act on, renewed all the time. It counts its lease from before it asked, by a
 * clock that nobody can set: so it stops no later than another may begin. Thread-safe.
 */
final class Partitions {

  /** Told when partitions come and go, on the thread that renews; it must not wait. */
  interface Listener {

    /** Others may act on these now, or have done: what is under way ends, what is known is old. */
    void lost(Set<Integer> partitions);

    /** Nothing of these is queued. */
    void gained(Set<Integer> partitions);
  }

  /**
   * How long a lease stands and how often it is renewed.
   *
   * @param node unique among the nodes of one store
   */
  record Terms(String node, Duration ttl, Duration period) {

    /**
     * Work moves within the first, and a moment; three renewals may be refused, or one unanswered.
     */
    static Terms of(String node) {
      return new Terms(node, Duration.ofSeconds(6), Duration.ofMillis(1500));
    }
  }

  /** Runs something later, on a thread of its own choice. */
  @FunctionalInterface
  interface Later {
    void run(Runnable work, Duration after);
  }

  /** One partition: from which revision on it may be acted on. */
  private record Grant(long epoch, long revision) {}

  /**
   * @param until by the injected clock
   */
  private record Standing(Map<Integer, Grant> grants, long until) {}

  private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);

  private final Leases leases;
  private final Terms terms;
  private final Later renewing;
  private final Later timer;
  private final LongSupplier nanos;
  private final Listener listener;
  private volatile Standing standing;
  private volatile boolean left;

  /** Held while it renews: what is given up would else be taken again by a renewal under way. */
  private final Object renewal = new Object();

  /** False from when it is asked until it is answered: the database may have given some away. */
  private volatile boolean certain;

  private boolean reachable = true;

  /**
   * @param renewing on one thread of its own: the database may not answer
   * @param timer notices when the lease runs out meanwhile
   */
  Partitions(
      Leases leases,
      Terms terms,
      Later renewing,
      Later timer,
      LongSupplier nanos,
      Listener listener) {
    this.leases = leases;
    this.terms = terms;
    this.renewing = renewing;
    this.timer = timer;
    this.nanos = nanos;
    this.listener = listener;
    standing = new Standing(Map.of(), nanos.getAsLong());
  }

  void start() {
    renewing.run(this::turn, Duration.ZERO);
  }

  /** It acts on nothing more, and what it holds runs out by itself. */
  synchronized void rest() {
    left = true;
    standing = new Standing(Map.of(), nanos.getAsLong());
  }

  /** To be called when nothing is under way any more: others need not wait. */
  void leave() {
    rest();
    synchronized (renewal) {
      try {
        leases.leave(terms.node());
      } catch (Problem e) {
        LOG.info("The leases were not given up, and run out by themselves: {}", e.line());
      }
    }
  }

  /**
   * The right to act on a resource now, or empty.
   *
   * @param revision of the state that it is decided by
   */
  Optional<Fence> fence(Ref ref, long revision) {
    int partition = Leases.partition(ref);
    return grant(partition)
        .filter(g -> revision >= g.revision())
        .map(g -> new Fence(partition, g.epoch()));
  }

  /**
   * The same for what no fence can catch: empty too while a renewal is not answered. It may have
   * been lost with what it gave away, and another may act there.
   */
  Optional<Fence> sure(Ref ref, long revision) {
    return certain ? fence(ref, revision) : Optional.empty();
  }

  /** Whether the right still stands, as far as this node can tell. */
  boolean holds(Fence fence) {
    return grant(fence.partition()).filter(g -> g.epoch() == fence.epoch()).isPresent();
  }

  /** True if it is this node's, though its state may not have come far enough yet. */
  boolean mine(Ref ref) {
    return grant(Leases.partition(ref)).isPresent();
  }

  /** How many it may act on now. */
  int count() {
    Standing now = standing;
    return isOver(now) ? 0 : now.grants().size();
  }

  private Optional<Grant> grant(int partition) {
    Standing now = standing;
    return isOver(now) ? Optional.empty() : Optional.ofNullable(now.grants().get(partition));
  }

  private boolean isOver(Standing what) {
    return nanos.getAsLong() - what.until() >= 0;
  }

  private void turn() {
    synchronized (renewal) {
      if (!left) {
        renewOrSay();
      }
    }
  }

  private void renewOrSay() {
    try {
      renew();
      if (!reachable) {
        LOG.info("The leases are renewed again.");
      }
      reachable = true;
    } catch (Problem e) {
      if (reachable) {
        LOG.warn("The leases cannot be renewed: {}", e.line());
      }
      reachable = false;
    } finally {
      renewing.run(this::turn, terms.period());
    }
  }

  private void renew() {
    long asked = nanos.getAsLong();
    certain = false;
    Leases.Held held = leases.renew(terms.node(), terms.ttl());
    Standing before = standing;
    // Of what it wrote before its lease ran out it may not have seen all: then it knows too little.
    boolean ranOut = isOver(before);
    Map<Integer, Grant> grants = new HashMap<>();
    held.epochs()
        .forEach(
            (partition, epoch) -> {
              Optional<Grant> had =
                  Optional.ofNullable(before.grants().get(partition))
                      .filter(g -> g.epoch() == epoch && !ranOut);
              grants.put(partition, had.orElseGet(() -> new Grant(epoch, held.revision())));
            });
    Set<Integer> lost = differing(before.grants(), grants);
    if (!lost.isEmpty()) {
      stand(new Standing(without(before.grants(), lost), before.until()));
      listener.lost(lost);
    }
    Standing after = new Standing(Map.copyOf(grants), asked + held.left().toNanos());
    if (!stand(after)) {
      return;
    }
    certain = true;
    // Looked at afterwards: what was dropped just before it was renewed has run out by now.
    Set<Integer> gained = isOver(before) ? grants.keySet() : differing(grants, before.grants());
    if (!gained.isEmpty()) {
      LOG.info("This node acts on {} more partitions.", gained.size());
      listener.gained(gained);
    }
    timer.run(() -> over(after), held.left());
  }

  /** False if it has left meanwhile: it holds nothing then. */
  private synchronized boolean stand(Standing next) {
    standing = left ? standing : next;
    return !left;
  }

  private static Set<Integer> differing(Map<Integer, Grant> of, Map<Integer, Grant> from) {
    Set<Integer> differing = new TreeSet<>(of.keySet());
    differing.removeIf(p -> of.get(p).equals(from.get(p)));
    return differing;
  }

  private static Map<Integer, Grant> without(Map<Integer, Grant> grants, Set<Integer> lost) {
    Map<Integer, Grant> rest = new HashMap<>(grants);
    rest.keySet().removeAll(lost);
    return Map.copyOf(rest);
  }

  private void over(Standing what) {
    if (standing.equals(what)) {
      LOG.warn("The leases have run out: this node does nothing until they are renewed.");
      listener.lost(what.grants().keySet());
    }
  }
}
