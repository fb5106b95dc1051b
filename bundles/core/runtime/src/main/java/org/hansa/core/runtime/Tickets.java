package org.hansa.core.runtime;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Fence;

/**
 * The rights to make driver calls: one at a time for a key, and a bounded number for an endpoint.
 * Thread-safe.
 */
final class Tickets {

  /** For one endpoint, at once. */
  static final int PERMITS = 8;

  /**
   * The right to make one call, to be used or given back.
   *
   * @param fence under which what comes of it is committed
   * @param number tells it from others for the same
   */
  record Ticket(Calls.Key key, Fence fence, Ref endpoint, long number) {}

  private final Map<Calls.Key, Ticket> flying = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();

  /** How many calls each endpoint is busy with; of one that has none, nothing is kept. */
  private final Map<Ref, Integer> busy = new ConcurrentHashMap<>();

  boolean inFlight(Calls.Key key) {
    return flying.containsKey(key);
  }

  /** A ticket, unless the key is taken or the endpoint is busy. */
  Optional<Ticket> reserve(Calls.Key key, Fence fence, Ref endpoint) {
    if (!acquire(endpoint)) {
      return Optional.empty();
    }
    Ticket ticket = new Ticket(key, fence, endpoint, numbers.incrementAndGet());
    if (flying.putIfAbsent(key, ticket) != null) {
      release(endpoint);
      return Optional.empty();
    }
    return Optional.of(ticket);
  }

  /** What has been given back is not given back again. */
  void giveBack(Ticket ticket) {
    if (flying.remove(ticket.key(), ticket)) {
      release(ticket.endpoint());
    }
  }

  private boolean acquire(Ref endpoint) {
    boolean[] got = {false};
    busy.compute(
        endpoint,
        (e, calls) -> {
          int now = calls == null ? 0 : calls;
          got[0] = now < PERMITS;
          return got[0] ? Integer.valueOf(now + 1) : calls;
        });
    return got[0];
  }

  private void release(Ref endpoint) {
    busy.compute(endpoint, (e, calls) -> calls == null || calls == 1 ? null : calls - 1);
  }
}
