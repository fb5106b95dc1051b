package org.hansa.core.runtime;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Drivers;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.kit.Kit;
import org.hansa.core.kit.Listener;
import org.hansa.core.kit.Report;
import org.hansa.core.kit.Rule;
import org.hansa.core.kit.Settings;
import org.hansa.core.kit.Verdict;
import org.hansa.core.kit.Verification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The endpoints that are tried by the contract kit, and what came of the last of each. */
final class Verifications {

  /** At once, on this node: each makes objects and takes threads. */
  static final int MOST = 4;

  private static final Logger LOG = LoggerFactory.getLogger(Verifications.class);

  private final Store store;
  private final Sessions sessions;
  private final String node;
  private final ScheduledExecutorService timer;
  private final Executor executor;
  private final LongSupplier nanos;
  private final Map<Ref, Drivers.Verification> known = new ConcurrentHashMap<>();

  /**
   * @param node this one's name
   * @param timer hands over only
   * @param executor gives each a thread at once
   * @param nanos as {@link System#nanoTime}
   */
  Verifications(
      Store store,
      Sessions sessions,
      String node,
      ScheduledExecutorService timer,
      Executor executor,
      LongSupplier nanos) {
    this.store = store;
    this.sessions = sessions;
    this.node = node;
    this.timer = timer;
    this.executor = executor;
    this.nanos = nanos;
  }

  List<Drivers.Rule> rules() {
    return Kit.rules().stream()
        .map(rule -> new Drivers.Rule(rule.id(), rule.ability(), rule.sentence()))
        .toList();
  }

  Optional<Drivers.Verification> of(Ref endpoint) {
    return Optional.ofNullable(known.get(endpoint));
  }

  /** The one that another node is at. */
  Optional<Endpoint.Verifying> elsewhere(Resource endpoint, Instant now) {
    return Claim.elsewhere(endpoint, node, now);
  }

  Drivers.Verification begin(Ref endpoint, Drivers.Wanted wanted, String by, String cause) {
    return begin(endpoint, wanted, by, cause, executor, far -> {});
  }

  /**
   * @param how gives it a thread; if that is the caller's, it has ended on return
   * @param told how far it is, each time it has come on
   */
  Drivers.Verification begin(
      Ref endpoint,
      Drivers.Wanted wanted,
      String by,
      String cause,
      Executor how,
      Consumer<Drivers.Verification> told) {
    check(wanted.rules());
    Resource resource =
        store.snapshot().get(endpoint).orElseThrow(() -> Problem.notFound(endpoint));
    Holds.open(store.snapshot(), resource)
        .ifPresent(
            hold -> {
              throw Problem.conflict(endpoint + " is held: " + hold, "Release that first.");
            });
    LiveSubject subject = sessions.subject(resource);
    int total = wanted.rules().isEmpty() ? Kit.rules().size() : wanted.rules().size();
    Drivers.Verification begun =
        new Drivers.Verification(
            endpoint,
            by,
            store.snapshot().now(),
            0,
            total,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Optional<Drivers.Verification> last = begin(endpoint, begun);
    boolean going = false;
    try {
      Claim claim =
          Claim.take(store, resource, node, by, at -> note(resource, wanted, by, cause, at), nanos);
      try {
        how.execute(() -> run(subject, wanted, begun, claim, told));
        going = true;
      } finally {
        if (!going) {
          claim.release();
        }
      }
    } finally {
      if (!going) {
        last.ifPresentOrElse(v -> known.put(endpoint, v), () -> known.remove(endpoint));
      }
    }
    return begun;
  }

  private static void check(Set<String> rules) {
    Set<String> all = Kit.rules().stream().map(Rule::id).collect(Collectors.toSet());
    for (String rule : rules) {
      if (!all.contains(rule)) {
        throw new Problem(
            Problem.Reason.NOT_FOUND,
            "there is no rule '" + rule + "'",
            Nearest.to(rule, all)
                .map(near -> "Maybe '" + near + "' was meant.")
                .orElse("driver:rules lists them."));
      }
    }
  }

  /** The last one before. */
  private synchronized Optional<Drivers.Verification> begin(
      Ref endpoint, Drivers.Verification begun) {
    Optional<Drivers.Verification> last = of(endpoint);
    last.filter(v -> !v.ended())
        .ifPresent(
            v -> {
              throw Problem.conflict(
                  endpoint + " is being verified for " + v.by() + " here since " + v.began(),
                  "Wait until it has ended: --last shows how far it is.");
            });
    if (known.values().stream().filter(each -> !each.ended()).count() >= MOST) {
      throw new Problem(
          Problem.Reason.EXHAUSTED,
          MOST + " endpoints are being verified on this node",
          "Wait until one has come to its end.");
    }
    known.put(endpoint, begun);
    return last;
  }

  /** In the audit, as every change outside has to be. */
  private static Entry note(
      Resource endpoint, Drivers.Wanted wanted, String by, String cause, Instant at) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("decision", "allowed");
    ObjectNode change = body.putArray("changes").addObject();
    change.put("op", "verify").put("ref", endpoint.ref().toString()).put("keep", wanted.keep());
    return new Entry(
        Entry.AUDIT, at, Optional.of(endpoint.ref()), endpoint.uid(), by, cause, Doc.of(body));
  }

  private void run(
      LiveSubject subject,
      Drivers.Wanted wanted,
      Drivers.Verification begun,
      Claim claim,
      Consumer<Drivers.Verification> told) {
    Optional<Drivers.Outcome> outcome = Optional.empty();
    String trouble = "it broke off: the log says why";
    try {
      Settings settings = Settings.DEFAULT.only(wanted.rules());
      Verification verification =
          new Verification(
              subject, wanted.keep() ? settings.keeping() : settings, new Progress(begun, told));
      Thread thread = Thread.currentThread();
      claim.keep(timer, executor, () -> leave(verification, claim, thread));
      Report report = verification.run();
      if (report.left().isEmpty()) {
        subject.clear();
      }
      outcome = Optional.of(outcome(report, wanted));
    } catch (IOException | RuntimeException | LinkageError e) {
      LOG.warn("{} was not verified to the end", begun.endpoint(), e);
      trouble = e.toString();
    } finally {
      Optional<String> why = outcome.isPresent() ? Optional.empty() : Optional.of(trouble);
      try {
        end(claim);
      } finally {
        ended(begun, outcome, claim.lost().or(() -> why), told);
      }
    }
  }

  /** What whoever has the claim now makes is of the same installation. */
  private static void leave(Verification verification, Claim claim, Thread thread) {
    if (!claim.deleted()) {
      verification.cede();
    }
    thread.interrupt();
  }

  /** Whoever has interrupted it has reached that; the thread goes on to others. */
  private static void end(Claim claim) {
    boolean interrupted = Thread.interrupted();
    claim.release();
    if (interrupted && claim.lost().isEmpty()) {
      Thread.currentThread().interrupt();
    }
  }

  private static Drivers.Outcome outcome(Report report, Drivers.Wanted wanted) {
    return new Drivers.Outcome(
        report.passed() && (wanted.keep() || report.left().isEmpty()),
        report.broken().size(),
        untried(report),
        Doc.parse(report.json()),
        report.table().lines().toList(),
        report.junit());
  }

  private static List<String> untried(Report report) {
    boolean nothing = report.broken().isEmpty() && report.count(Verdict.Outcome.PASSED) == 0;
    return nothing && report.untried().isEmpty()
        ? List.of("no rule that was asked for could be tried: the report says why")
        : report.untried();
  }

  private void ended(
      Drivers.Verification begun,
      Optional<Drivers.Outcome> outcome,
      Optional<String> trouble,
      Consumer<Drivers.Verification> told) {
    Drivers.Verification last =
        new Drivers.Verification(
            begun.endpoint(),
            begun.by(),
            begun.began(),
            begun.total(),
            begun.total(),
            Optional.empty(),
            outcome.filter(o -> trouble.isEmpty()),
            trouble);
    known.put(begun.endpoint(), last);
    told.accept(last);
  }

  private final class Progress implements Listener {

    private final Drivers.Verification begun;
    private final Consumer<Drivers.Verification> told;

    Progress(Drivers.Verification begun, Consumer<Drivers.Verification> told) {
      this.begun = begun;
      this.told = told;
    }

    @Override
    public void begun(Rule rule, int n, int of) {
      at(n - 1, of, Optional.of(rule.id()));
    }

    @Override
    public void ended(Verdict verdict, int n, int of) {
      at(n, of, Optional.empty());
    }

    private void at(int done, int of, Optional<String> rule) {
      Drivers.Verification far =
          new Drivers.Verification(
              begun.endpoint(),
              begun.by(),
              begun.began(),
              done,
              of,
              rule,
              Optional.empty(),
              Optional.empty());
      known.put(begun.endpoint(), far);
      told.accept(far);
    }
  }
}
