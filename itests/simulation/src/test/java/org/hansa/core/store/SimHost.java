package org.hansa.core.store;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.hansa.core.api.Snapshot;

/** The node that a {@link SimStore} is a part of, which decides what goes wrong. */
public interface SimHost extends Executor {
  boolean alive();

  void die();

  String node();

  /** Whether the database cannot be reached now. */
  boolean isCut();

  /** After a while, if it still lives. */
  void later(Runnable work);

  /** Decided for each write. */
  SimStore.Fate fate();

  /** Decided each time that leases are renewed. */
  SimStore.Fate leaseFate();

  /** It has been answered, and its leases stand anew. */
  void renewed(Duration ttl);

  /** Nothing is answered for a while, in which the node may be cut off, lose its lease, or die. */
  void hang();

  /** What the node takes for its installation: only a planted bug differs. */
  String installation();

  /** How often a watch sees this commit: once, but for a planted bug. */
  int times(long revision);

  /** What the node reads: only a planted bug differs. */
  Snapshot read(Snapshot newest);
}
