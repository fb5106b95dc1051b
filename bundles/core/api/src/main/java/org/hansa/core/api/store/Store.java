package org.hansa.core.api.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hansa.core.api.Blobs;
import org.hansa.core.api.Pending;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Snapshot;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Current state and an append-only change log in one transactional database. Thread-safe.
 *
 * <p>Revisions are assigned in commit order, one a transaction. An acknowledged write survives the
 * death of the process and loss of power.
 */
@ProviderType
public interface Store extends Blobs {

  /** Made once when the store is created; external objects carry it. */
  String installation();

  /** Who acts on what, if several nodes share this store. */
  Leases leases();

  /** The newest committed state. */
  Snapshot snapshot();

  /**
   * The state as it stood at a revision: as if {@link #snapshot} had been called just after that
   * commit. It takes as long, and as much memory, as there are changes since. Where many ask at
   * once, one is read after the other.
   *
   * @throws Problem EXHAUSTED with the oldest retained revision if it was compacted; INVALID if it
   *     is yet to come; UNAVAILABLE if others read the past for too long
   */
  Snapshot snapshotAt(long revision);

  /**
   * Runs {@code decide} on the newest state, alone: no other transaction comes between what it read
   * and what it writes. Returns when the write is durable. An empty transaction writes nothing.
   *
   * @param decide quick and free of effects; what it throws is thrown here and nothing is written.
   *     It may run more than once
   * @return the state just after this transaction
   * @throws Problem UNAVAILABLE if the disk refuses; EXHAUSTED if too many wait
   */
  Snapshot transact(Function<Snapshot, Transaction> decide);

  /**
   * As {@link #transact}, but does not wait for the disk.
   *
   * @throws Problem UNAVAILABLE if it is shut down; EXHAUSTED if too many wait; all else is thrown
   *     where it is awaited
   */
  default Pending begin(Function<Snapshot, Transaction> decide) {
    return Pending.done(transact(decide));
  }

  /**
   * Calls the sink with every commit after {@code from}, in order, without gap or repeat, from one
   * thread of the store's; a sink must be quick. Closing ends it.
   *
   * @throws Problem EXHAUSTED with the oldest retained revision if {@code from} was compacted
   */
  AutoCloseable watch(long from, Consumer<List<Changed>> sink);

  /**
   * The changes after a revision, in order, at most {@code limit}, and fewer if they are large; but
   * whole transactions, the first even if longer. Empty at the end.
   *
   * @throws Problem EXHAUSTED with the oldest retained revision if {@code after} was compacted
   */
  List<Changed> changes(long after, int limit);

  /** A page of a record stream, in commit order or newest first. */
  Page entries(Query query);

  /** The resources that are not in the snapshot. */
  Catalogue catalogue();

  /**
   * Whether what concerns all nodes at once may be done.
   *
   * @throws Problem CONFLICT if another node works with it
   */
  default void requireAlone() {}

  /** The encrypted values of a secret. */
  Optional<byte[]> sealed(Ref secret);

  /**
   * @param after the cursor of the page before; 0 at first
   * @param subject only entries about this resource
   * @param uid only entries about the resource of this uid
   * @param newestFirst then {@code after} is the number to go on below, 0 for the newest
   */
  record Query(
      String stream,
      Optional<Ref> subject,
      Optional<String> uid,
      Optional<Instant> from,
      Optional<Instant> until,
      long after,
      boolean newestFirst,
      int limit) {
    public static Query all(String stream, long after, int limit) {
      return new Query(
          stream,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          after,
          false,
          limit);
    }
  }

  /**
   * @param next the cursor to go on with, empty at the end
   */
  record Page(List<Numbered> entries, Optional<Long> next) {}

  /** An entry and its number, which grows in commit order. */
  record Numbered(long number, Entry entry) {}
}
