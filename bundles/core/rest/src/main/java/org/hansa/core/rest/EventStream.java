package org.hansa.core.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events for one watcher. Nothing is buffered for it: it reads the store's change log
 * at its own pace, and the store only wakes it. One that does not read is cut when the HTTP
 * server's idle time for a write has passed.
 */
final class EventStream {

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final int PAGE = 256;

  private final Services services;
  private final Store store;
  private final Principal principal;
  private final Watchers.Wanted wanted;
  private final Duration heartbeat;
  private final Semaphore news = new Semaphore(0);
  private long after;
  private long said;
  private volatile boolean ended;

  EventStream(
      Services services,
      Store store,
      Principal principal,
      Watchers.Wanted wanted,
      long from,
      Duration heartbeat) {
    this.services = services;
    this.store = store;
    this.principal = principal;
    this.wanted = wanted;
    this.after = from;
    this.said = from;
    this.heartbeat = heartbeat;
  }

  void end() {
    ended = true;
    news.release();
  }

  /** Sends until the time is over, the client has gone, or the store has. */
  void pump(OutputStream out, InstantSource clock, Instant until) {
    try (AutoCloseable wake = store.watch(store.snapshot().revision(), c -> news.release())) {
      write(out, ": from " + after + "\n\n");
      while (!ended && clock.instant().isBefore(until)) {
        news.drainPermits();
        boolean more = send(out);
        if (!more && !ended && !news.tryAcquire(heartbeat.toMillis(), TimeUnit.MILLISECONDS)) {
          // The client's place moves on even when nothing of what happened is for its eyes.
          write(out, said == after ? ": alive\n\n" : "id: " + after + "\n\n");
          said = after;
          if (services.store() != store) {
            return;
          }
        }
      }
      LOG.trace("watcher {} ends: {}", principal.name(), wake);
    } catch (IOException e) {
      LOG.debug("a watcher of {} has gone or does not read", principal.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Problem e) {
      LOG.debug("a watcher of {} must come again: {}", principal.name(), e.getMessage());
    } catch (Exception e) {
      LOG.warn("a watcher of {} failed", principal.name(), e);
    }
  }

  /** One page of the change log; true if there may be more at once. */
  private boolean send(OutputStream out) throws IOException {
    // Whoever lost his account or roles since he came must not go on watching.
    Principal now = services.gate().account(principal.name());
    // The store gives whole commits, so that nothing is left out after the last revision of a page.
    List<Changed> page = store.changes(after, PAGE);
    String pending = "";
    for (int i = 0; i < page.size() && !ended; i++) {
      Changed changed = page.get(i);
      if (visible(now, changed)) {
        write(out, pending);
        pending = event(changed);
      }
      if (i + 1 == page.size() || page.get(i + 1).revision() != changed.revision()) {
        after = changed.revision();
        // Only the last event of a commit carries the id: resumed within one, nothing is missed.
        if (!pending.isEmpty()) {
          write(out, "id: " + after + "\n" + pending);
          said = after;
          pending = "";
        }
      }
    }
    return !page.isEmpty();
  }

  private boolean visible(Principal now, Changed changed) {
    Ref ref = changed.resource().ref();
    return wanted.has(changed.resource())
        && services.gate().may(now, "read", ref.kind(), ref.tenant());
  }

  private String event(Changed changed) {
    return "event: "
        + changed.op().name().toLowerCase(Locale.ROOT)
        + "\ndata: "
        + Json.text(ResourceJson.write(services.gate().shown(changed.resource())))
        + "\n\n";
  }

  private static void write(OutputStream out, String text) throws IOException {
    if (!text.isEmpty()) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }
}
