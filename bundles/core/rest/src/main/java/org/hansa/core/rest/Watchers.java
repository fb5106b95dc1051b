package org.hansa.core.rest;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.StreamingOutput;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Store;

/** Who watches, and how many may: each watcher holds one thread of the HTTP server. Thread-safe. */
final class Watchers implements AutoCloseable {

  static final int MOST = 64;
  static final int MOST_EACH = 8;

  private final Services services;
  private final InstantSource clock;
  private final Duration heartbeat;
  private final Duration life;
  private final Set<EventStream> open = new HashSet<>();
  private final Map<String, Integer> each = new HashMap<>();
  private boolean closed;

  Watchers(Services services, InstantSource clock, Duration heartbeat, Duration life) {
    this.services = services;
    this.clock = clock;
    this.heartbeat = heartbeat;
    this.life = life;
  }

  /** What a watcher wants to see, of what it may. */
  record Wanted(Optional<String> kind, Optional<String> tenant, Predicate<Resource> selected) {

    boolean has(Resource resource) {
      return kind.map(resource.ref().kind()::equals).orElse(true)
          && tenant.map(resource.ref().tenant()::equals).orElse(true)
          && selected.test(resource);
    }
  }

  /**
   * @throws Problem EXHAUSTED if there are too many; INVALID if it would begin in the future
   */
  Response open(HttpServletRequest request, Call call, Query query, Wanted wanted) {
    accepts(request, MediaType.SERVER_SENT_EVENTS_TYPE);
    Store store = services.store();
    long newest = store.snapshot().revision();
    long from = from(request, query, newest);
    retained(store, from);
    if (request.getMethod().equals("HEAD")) {
      return Response.ok().type(MediaType.SERVER_SENT_EVENTS_TYPE).build();
    }
    String name = call.principal().name();
    EventStream stream =
        new EventStream(services, store, call.principal(), wanted, from, heartbeat);
    enter(name, stream);
    // Whether or not the body is ever asked for, the place is given back when the request ends.
    request.setAttribute(Call.AFTER, (Runnable) () -> leave(name, stream));
    StreamingOutput body = out -> stream.pump(out, clock, clock.instant().plus(life));
    return Response.ok(body, MediaType.SERVER_SENT_EVENTS_TYPE).build();
  }

  /** What both lists and watches are served under must still be what the caller takes. */
  static void accepts(HttpServletRequest request, MediaType type) {
    String accept = request.getHeader("Accept");
    if (accept != null
        && JAXRSUtils.parseMediaTypes(accept).stream().noneMatch(type::isCompatible)) {
      throw Trouble.notAcceptable(type.toString());
    }
  }

  private static long from(HttpServletRequest request, Query query, long newest) {
    String last = request.getHeader("Last-Event-ID");
    Query asked = last == null ? query : new Query(Map.of("Last-Event-ID", last));
    String name = last == null ? "from" : "Last-Event-ID";
    return asked.number(name, 0, newest).orElse(newest);
  }

  private static void retained(Store store, long from) {
    try {
      store.watch(from, changes -> {}).close();
    } catch (Problem e) {
      if (e.reason() == Problem.Reason.EXHAUSTED) {
        throw Trouble.gone(e.getMessage(), "List anew, and watch from the revision of the list.");
      }
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a watch could not be closed", e);
    }
  }

  private synchronized void enter(String name, EventStream stream) {
    if (closed) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE, "the door is being replaced", "Try again shortly.");
    }
    int mine = each.getOrDefault(name, 0);
    if (mine >= MOST_EACH || open.size() >= MOST) {
      throw new Problem(
          Problem.Reason.EXHAUSTED,
          mine
              + " watchers of "
              + name
              + " and "
              + open.size()
              + " in all are open; "
              + MOST_EACH
              + " and "
              + MOST
              + " may be",
          "Close one.");
    }
    each.put(name, mine + 1);
    open.add(stream);
  }

  private synchronized void leave(String name, EventStream stream) {
    if (open.remove(stream)) {
      each.computeIfPresent(name, (n, count) -> count == 1 ? null : count - 1);
    }
  }

  synchronized int count() {
    return open.size();
  }

  @Override
  public synchronized void close() {
    closed = true;
    open.forEach(EventStream::end);
  }
}
