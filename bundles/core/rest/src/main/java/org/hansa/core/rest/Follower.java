package org.hansa.core.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Function;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One who follows: asks for what is next, again and again, and hands it on. It asks only when all
 * that came before is with the socket, so that whoever does not read is asked for by nobody; the
 * less there is, the more seldom. One step at a time, by the threads of a timer.
 */
final class Follower {

  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

  /** Lines of one event. */
  static final int MOST = 500;

  /** Bytes of the lines of a first one. */
  private static final int FIRST = 1 << 20;

  private static final Duration SOON = Duration.ofMillis(250);
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration TROUBLED = Duration.ofSeconds(30);
  private static final byte[] ALIVE = ": alive\n\n".getBytes(StandardCharsets.UTF_8);

  /** What all of them share. */
  interface Around {
    Services services();

    ScheduledExecutorService timer();

    Budget budget();

    Instant now();

    Duration heartbeat();

    /** False once whoever came by this account must prove anew who it is. */
    boolean holds(String who, long since);
  }

  private final Around around;
  private final Store store;
  private final Followed followed;
  private final Watcher watcher;
  private String next;
  private Duration pace = SOON;
  private Instant beat;
  private boolean troubled;
  private boolean hungry;
  private Optional<Future<?>> due = Optional.empty();

  /**
   * @param next the cursor behind what it has been given
   */
  Follower(Around around, Store store, Followed followed, Watcher watcher, String next) {
    this.around = around;
    this.store = store;
    this.followed = followed;
    this.watcher = watcher;
    this.next = next;
    this.beat = around.now().plus(around.heartbeat());
  }

  /** The last of these lines, as many as one event may hold that nobody has asked for in parts. */
  static Function.Text end(Function.Text text) {
    List<String> lines = text.lines().orElse(List.of());
    long room = FIRST;
    int from = lines.size();
    while (from > 0 && room > 0) {
      from--;
      room -= Json.text(Json.tree(lines.get(from))).getBytes(StandardCharsets.UTF_8).length + 1;
    }
    // One that is longer by itself is given all the same: it was bounded by who read it.
    int begin = room < 0 && from < lines.size() - 1 ? from + 1 : from;
    return new Function.Text(
        text.text(),
        text.lines().map(all -> all.subList(begin, all.size())),
        text.next(),
        text.gap());
  }

  /** The first event, or none, and then the next. */
  void begin(Function.Text first) {
    watcher.offer(": follows\n\n".getBytes(StandardCharsets.UTF_8));
    later(give(first) ? Duration.ZERO : SOON);
  }

  /** It takes more: if that was waited for, it goes on at once. */
  synchronized void wake() {
    if (hungry && due.map(d -> d.cancel(false)).orElse(false)) {
      hungry = false;
      later(Duration.ZERO);
    }
  }

  synchronized void stop() {
    due.ifPresent(d -> d.cancel(false));
  }

  private synchronized void later(Duration delay) {
    try {
      due =
          Optional.of(around.timer().schedule(this::step, delay.toMillis(), TimeUnit.MILLISECONDS));
    } catch (RejectedExecutionException closed) {
      watcher.end();
    }
  }

  private void step() {
    try {
      if (watcher.isEnded()) {
        return;
      }
      Services services = around.services();
      if (services.store() != store
          || watcher.isOver(around.now())
          || !around.holds(followed.who(), watcher.since())) {
        watcher.end(); // It may come again, and go on.
      } else if (!watcher.isFree()) {
        starve();
      } else if (around.budget().isFull() || !around.budget().isOpen(followed.who())) {
        later(SOON);
      } else {
        later(asked(services));
      }
    } catch (Ended e) {
      say("end", e.said(), Optional.empty());
      watcher.end();
    } catch (Problem absent) {
      LOG.debug("what {} follows is not there for a moment", followed.who(), absent);
      watcher.end();
    } catch (RuntimeException e) {
      LOG.warn("a follower of {} failed", followed.who(), e);
      watcher.end();
    }
  }

  private synchronized void starve() {
    hungry = true;
    later(around.heartbeat());
    if (watcher.isFree()) {
      wake();
    }
  }

  /** Asks once, and says after what time to ask again. */
  private Duration asked(Services services) {
    try {
      Principal now = known(services);
      Function.Text text =
          services
              .planner()
              .ask(
                  now,
                  followed.ref(),
                  followed.function(),
                  Map.of("after", next, "lines", Integer.toString(MOST)))
              .as(Function.Text.class);
      if (troubled) {
        troubled = false;
        say("available", JsonNodeFactory.instance.objectNode(), Optional.empty());
      }
      boolean more = give(text);
      boolean some = text.lines().filter(lines -> !lines.isEmpty()).isPresent();
      pace = some ? SOON : slower(QUIET);
      return more ? Duration.ZERO : pace;
    } catch (Problem e) {
      return refused(e);
    }
  }

  private Duration slower(Duration most) {
    Duration longer = pace.multipliedBy(3).dividedBy(2);
    return longer.compareTo(most) > 0 ? most : longer;
  }

  private Principal known(Services services) {
    Principal now = services.gate().account(followed.who());
    if (!services.gate().may(now, "read", followed.ref().kind(), followed.ref().tenant())) {
      throw new Ended("forbidden", followed.who() + " may not read " + followed.ref());
    }
    Optional<Resource> there = services.gate().view(now).get(followed.ref());
    if (there.filter(r -> r.uid().equals(followed.uid())).isEmpty()) {
      throw new Ended("gone", followed.ref() + " is gone");
    }
    return now;
  }

  private Duration refused(Problem e) {
    switch (e.reason()) {
      case FORBIDDEN, UNAUTHENTICATED -> throw new Ended("forbidden", e.getMessage());
      case INVALID, MALFORMED -> throw new Ended("lost", e.getMessage());
      default -> {
        pace = slower(TROUBLED);
        if (!troubled) {
          troubled = true;
          say("unavailable", object().put("detail", e.getMessage()), Optional.empty());
        } else {
          beat();
        }
        return pace;
      }
    }
  }

  /** True if there may be more already. */
  private boolean give(Function.Text text) {
    List<String> lines = text.lines().orElse(List.of());
    next = text.next().orElse(next);
    boolean gap = text.gap().orElse(false);
    if (lines.isEmpty() && !gap) {
      beat();
      return false;
    }
    ObjectNode data = object();
    data.set("lines", Json.tree(lines));
    say("lines", data.put("gap", gap), Optional.of(next));
    return lines.size() >= MOST;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private void say(String event, JsonNode data, Optional<String> id) {
    byte[] bytes =
        (id.map(at -> "id: " + at + "\n").orElse("")
                + "event: "
                + event
                + "\ndata: "
                + Json.text(data)
                + "\n\n")
            .getBytes(StandardCharsets.UTF_8);
    beat = around.now().plus(around.heartbeat());
    Budget budget = around.budget();
    budget.take(followed.who(), bytes.length);
    watcher.add(bytes, () -> budget.give(followed.who(), bytes.length));
  }

  private void beat() {
    Instant now = around.now();
    if (!now.isBefore(beat)) {
      beat = now.plus(around.heartbeat());
      watcher.offer(ALIVE);
    }
  }

  /** It goes on no more, and who follows is told why. */
  private static final class Ended extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    Ended(String reason, String detail) {
      super(detail);
      this.reason = reason;
    }

    ObjectNode said() {
      return object().put("reason", reason).put("detail", getMessage());
    }
  }
}
