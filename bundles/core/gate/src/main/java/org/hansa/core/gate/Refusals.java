package org.hansa.core.gate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what was refused. The first of an actor, door and reason is written at once; what follows
 * within a minute is counted and written as one line, so that a flood cannot fill the disk.
 * Thread-safe.
 */
final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final Duration WINDOW = Duration.ofMinutes(1);

  /** Actors told apart at once; those beyond share one count. */
  private static final int MOST = 500;

  private static final int SHOWN = 5;

  private static final Set<Problem.Reason> NO_REFUSAL =
      Set.of(Problem.Reason.UNAVAILABLE, Problem.Reason.EXHAUSTED, Problem.Reason.INTERNAL);

  private static final String OTHERS = "(others)";

  private record Key(String actor, String door, Problem.Reason reason) {}

  private record Count(Instant since, long repeats, Refused last) {}

  /** What was refused: the reference is empty for a login. */
  record Refused(
      String actor, String door, String cause, Optional<Ref> ref, String what, Problem problem) {}

  private final Store store;
  private final InstantSource clock;
  private final Map<Key, Count> counts = new LinkedHashMap<>();

  Refusals(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Empty if it was no refusal but a failure of ours, or too much at once. */
  static Optional<Refused> of(Request request, Problem problem) {
    if (NO_REFUSAL.contains(problem.reason())) {
      return Optional.empty();
    }
    List<Change> changes = request.changes();
    // What was refused, not what stood beside it; and a tenant's auditor reads of no other tenant.
    Optional<Ref> about =
        problem.change().isPresent()
            ? ref(changes.get(problem.change().getAsInt()))
            : changes.stream().flatMap(change -> ref(change).stream()).findFirst();
    List<String> what =
        changes.stream()
            .filter(change -> isBeside(about, ref(change)))
            .limit(SHOWN)
            .map(c -> c.getClass().getSimpleName() + ref(c).map(r -> " " + r).orElse(""))
            .toList();
    return Optional.of(
        new Refused(
            request.principal().name(),
            request.door(),
            request.cause(),
            about,
            String.join(", ", what),
            problem));
  }

  private static boolean isBeside(Optional<Ref> about, Optional<Ref> other) {
    return about.map(Ref::tenant).equals(other.map(Ref::tenant));
  }

  /** What a change is of; empty for an entry of a stream. */
  static Optional<Ref> ref(Change change) {
    if (change instanceof Change.Put put) {
      return Optional.of(put.draft().ref());
    } else if (change instanceof Change.Delete delete) {
      return Optional.of(delete.ref());
    } else if (change instanceof Change.Status status) {
      return Optional.of(status.ref());
    } else if (change instanceof Change.Finalizer finalizer) {
      return Optional.of(finalizer.ref());
    } else if (change instanceof Change.Hold hold) {
      return Optional.of(hold.ref());
    } else if (change instanceof Change.Retry retry) {
      return Optional.of(retry.ref());
    } else if (change instanceof Change.Values values) {
      return Optional.of(values.secret());
    } else if (change instanceof Change.Observed observed) {
      return Optional.of(observed.ref());
    } else if (change instanceof Change.Conditions conditions) {
      return Optional.of(conditions.ref());
    }
    return Optional.empty();
  }

  void note(Refused refused) {
    List<Entry> lines = new ArrayList<>();
    synchronized (counts) {
      Instant now = clock.instant();
      lines.addAll(over(now, false));
      Key key = new Key(refused.actor(), refused.door(), refused.problem().reason());
      if (!counts.containsKey(key) && counts.size() >= MOST) {
        key = new Key(OTHERS, "", refused.problem().reason());
      }
      Count count = counts.get(key);
      if (count == null) {
        counts.put(key, new Count(now, 0, refused));
        lines.add(entry(refused, now, 0));
      } else {
        counts.put(key, new Count(count.since(), count.repeats() + 1, refused));
      }
    }
    write(lines);
  }

  /** Writes what was counted: called when the gate ends. */
  void flush() {
    List<Entry> lines;
    synchronized (counts) {
      lines = over(clock.instant(), true);
    }
    write(lines);
  }

  private List<Entry> over(Instant now, boolean all) {
    List<Entry> lines = new ArrayList<>();
    Iterator<Count> each = counts.values().iterator();
    while (each.hasNext()) {
      Count count = each.next();
      if (all || !now.isBefore(count.since().plus(WINDOW))) {
        each.remove();
        if (count.repeats() > 0) {
          lines.add(entry(count.last(), now, count.repeats()));
        }
      }
    }
    return lines;
  }

  private void write(List<Entry> lines) {
    if (lines.isEmpty()) {
      return;
    }
    try {
      store.transact(s -> new Transaction(List.of(), List.of(), lines, Map.of()));
    } catch (Problem e) {
      // The refusal itself stands; that its record is missing must at least be seen.
      LOG.error("{} refusals could not be recorded", lines.size(), e);
    }
  }

  private static Entry entry(Refused refused, Instant at, long repeats) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("door", refused.door())
        .put("decision", "refused")
        .put("what", AuditTrail.cut(refused.what()))
        .put("reason", refused.problem().reason().name())
        .put("message", AuditTrail.cut(refused.problem().getMessage()));
    if (repeats > 0) {
      body.put("repeats", repeats);
    }
    return new Entry(
        Entry.AUDIT,
        at,
        refused.ref(),
        "",
        AuditTrail.cut(refused.actor()),
        AuditTrail.cut(refused.cause()),
        Doc.of(body));
  }
}
