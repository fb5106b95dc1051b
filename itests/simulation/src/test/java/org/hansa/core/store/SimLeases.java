package org.hansa.core.store;

import java.time.Duration;
import org.hansa.core.api.store.Leases;
import org.hansa.core.store.SimStore.Fate;

/** One node's view of the leases: renewals fail as it is told. */
final class SimLeases implements Leases {

  private final SimStore store;
  private final MemoryStore shared;
  private final SimHost host;

  SimLeases(SimStore store, MemoryStore shared, SimHost host) {
    this.store = store;
    this.shared = shared;
    this.host = host;
  }

  @Override
  public Held renew(String node, Duration ttl) {
    store.alive();
    Fate fate = host.leaseFate();
    if (fate == Fate.FAILS_BEFORE) {
      throw store.failed(fate);
    }
    Held held = shared.renew(node, ttl);
    if (fate == Fate.HANGS_AFTER) {
      host.hang();
    } else if (fate != Fate.DONE) {
      throw store.failed(fate);
    }
    host.renewed(ttl);
    return held;
  }

  @Override
  public void leave(String node) {
    store.alive();
    shared.leases().leave(node);
  }
}
