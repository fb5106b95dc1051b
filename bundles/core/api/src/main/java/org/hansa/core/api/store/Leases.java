package org.hansa.core.api.store;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who acts on what, where several nodes share one store: each partition of the resources is leased
 * to at most one node at a time. A lone node holds all partitions for ever. Thread-safe.
 */
@ProviderType
public interface Leases {

  int PARTITIONS = 64;

  /**
   * The partition of a resource: all that an application owns may lie in several. The same on every
   * node and in every release.
   */
  static int partition(Ref ref) {
    return Math.floorMod(ref.toString().hashCode(), PARTITIONS);
  }

  /**
   * Says that the node lives, keeps what it has, takes what is free or has run out, and leaves what
   * is more than its fair share. To be called several times within {@code ttl}.
   *
   * @param node its name, unique among those that share the store
   * @param ttl how long the lease stands if it is not renewed, by the database's clock
   * @throws Problem UNAVAILABLE if the database does not answer: then the node acts on nothing once
   *     what it holds has run out
   */
  Held renew(String node, Duration ttl);

  /** Gives up all that the node holds, so that others need not wait for it to run out. */
  void leave(String node);

  /**
   * What a node may act on.
   *
   * @param epochs by partition
   * @param revision all that former holders committed is at or before it: who acts on a partition
   *     reads a state no older than what stood when it got it
   * @param left how long it stands, counted from before it was asked for
   */
  record Held(Map<Integer, Long> epochs, long revision, Duration left) {

    public Held {
      epochs = Map.copyOf(epochs);
    }

    /** The fence of the resource's partition, or empty if another node's. */
    public Optional<Fence> fence(Ref ref) {
      int partition = partition(ref);
      return Optional.ofNullable(epochs.get(partition)).map(epoch -> new Fence(partition, epoch));
    }
  }
}
