package org.hansa.drivers.hansa;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.http.Answer;
import org.hansa.core.driver.http.Request;
import org.hansa.core.driver.workload.LogPart;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;

/** Workloads as applications over there. */
record Workloads(
    Partner partner,
    Sights sights,
    Contents contents,
    Partings partings,
    Meter meter,
    Nudges nudges)
    implements WorkloadFacet {

  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;

  /** Its status is written there all the time while it begins: each time we look again. */
  private static final int TRIES = 20;

  private static final int MOST_LINES = 10_000;
  private static final String JSON_PATCH = "application/json-patch+json";

  /** It stays until its meter was read to the end: see {@link Partings}. */
  private static final String STOP =
      "[{\"op\":\"add\",\"path\":\"/labels/"
          + Names.LEAVING
          + "\",\"value\":\"true\"},{\"op\":\"add\",\"path\":\"/spec/components/0/replicas\","
          + "\"value\":0}]";

  private record Wanted(Map<String, String> labels, Order spec) {}

  private record Log(String text) {}

  private record Part(Optional<List<String>> lines, Optional<String> next, Optional<Boolean> gap) {}

  @Override
  public Duration settle() {
    return SETTLE;
  }

  @Override
  public Observed<WorkloadState> observe(String uid, Deadline deadline) {
    Optional<Sight> found = sights.find(uid, deadline);
    return found.map(sight -> seen(uid, sight, false, deadline)).orElseGet(() -> gone(uid));
  }

  private Observed<WorkloadState> gone(String uid) {
    nudges.end(uid);
    partings.forget(uid);
    meter.forget(uid);
    return Observed.absent();
  }

  private Observed<WorkloadState> seen(
      String uid, Sight sight, boolean removing, Deadline deadline) {
    boolean stopped = sight.isStopped() && !sight.isDeleting();
    if (stopped && partings.isOver(uid, removing, deadline.nanos().getAsLong())) {
      return deleted(uid, deadline);
    }
    if (sight.isLeaving() && !sight.isDeleting() && !removing && !partings.isAsked(uid)) {
      // Nobody waits for that here: whoever wants it applies it again, or removes it.
      return Observed.settled(sight.state());
    }
    Observed<WorkloadState> seen = sights.observed(sight, nudges.isFresh(uid), deadline);
    if (seen.progress().isEmpty() && seen.state().map(WorkloadState::ready).orElse(true)) {
      nudges.end(uid);
    }
    return seen;
  }

  private Observed<WorkloadState> deleted(String uid, Deadline deadline) {
    Request request = partner.one("DELETE", "applications", partner.names().application(uid));
    Optional<Answer> unused = partner.find(request.idempotent(), deadline);
    return sights
        .find(uid, deadline)
        .map(left -> sights.observed(left, false, deadline))
        .orElseGet(() -> gone(uid));
  }

  @Override
  public Observed<WorkloadState> apply(String uid, WorkloadSpec spec, Deadline deadline) {
    WorkloadSpec normal = Order.normal(spec);
    for (int tries = 0; tries < TRIES; tries++) {
      Optional<Sight> found = sights.find(uid, deadline);
      if (found.filter(Sight::isDeleting).isPresent()) {
        // Whoever looks again, and finds it gone, applies again.
        return seen(uid, found.get(), false, deadline);
      }
      if (found.filter(sight -> sight.wants(normal)).isPresent()) {
        return seen(uid, found.get(), false, deadline);
      }
      contents.bring(normal, deadline);
      if (put(uid, normal, found, deadline)) {
        nudges.begin(uid);
      }
      partings.forget(uid);
    }
    throw busy(uid);
  }

  /** False if another has changed it since it was looked at, or an answer was lost. */
  private boolean put(String uid, WorkloadSpec normal, Optional<Sight> found, Deadline deadline) {
    Request request =
        partner
            .one("PUT", "applications", partner.names().application(uid))
            .header("Prefer", "return=minimal")
            .json(new Wanted(partner.names().labels(uid), Order.of(normal)))
            .answers(PRECONDITION_FAILED)
            .idempotent();
    Request guarded =
        found
            .map(sight -> request.ifMatch(sight.etag().orElse("*")))
            .orElseGet(() -> request.ifNoneMatch("*"));
    return partner.send(guarded, deadline).status() != PRECONDITION_FAILED;
  }

  private DriverException busy(String uid) {
    return new DriverException(
        Reason.CONFLICT,
        "the application "
            + partner.names().application(uid)
            + " is being changed by others at the partner all the time");
  }

  /** It is stopped; and what is stopped goes when what it has used was read. */
  @Override
  public Observed<WorkloadState> remove(String uid, Deadline deadline) {
    partings.asked(uid);
    for (int tries = 0; tries < TRIES; tries++) {
      Optional<Sight> found = sights.find(uid, deadline);
      if (found.isEmpty()) {
        return gone(uid);
      }
      if (found.get().isLeaving()) {
        return seen(uid, found.get(), true, deadline);
      }
      int status = stop(uid, found.get(), deadline);
      if (status == CONFLICT || status == UNPROCESSABLE) {
        // Somebody there has made it one that cannot be stopped so.
        return deleted(uid, deadline);
      }
    }
    throw busy(uid);
  }

  private int stop(String uid, Sight sight, Deadline deadline) {
    Request request =
        partner
            .one("PATCH", "applications", partner.names().application(uid))
            .ifMatch(sight.etag().orElse("*"))
            .bytes(JSON_PATCH, STOP.getBytes(StandardCharsets.UTF_8))
            .answers(PRECONDITION_FAILED, CONFLICT, UNPROCESSABLE)
            .idempotent();
    return partner.send(request, deadline).status();
  }

  @Override
  public WorkloadState expect(WorkloadSpec spec) {
    return new WorkloadState(
        WorkloadState.Phase.RUNNING,
        Order.normal(spec).digest(),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  @Override
  public Page<WorkloadState> list(Optional<String> cursor, int most, Deadline deadline) {
    return Page.of(sights.all(deadline), cursor, most);
  }

  @Override
  public List<String> logs(String uid, int most, Deadline deadline) {
    String text = log(uid, most, Optional.empty(), deadline).json(Log.class).text();
    List<String> lines = text.lines().toList();
    return lines.subList(Math.max(0, lines.size() - most), lines.size());
  }

  /** The cursor is the one that the partner's own driver gave. */
  @Override
  public LogPart logsAfter(String uid, Optional<String> after, int most, Deadline deadline) {
    DriverException.require(
        after.filter(String::isEmpty).isEmpty(), "a cursor is not empty; begin without one");
    Part part = log(uid, most, Optional.of(after.orElse("")), deadline).json(Part.class);
    if (part.lines().isEmpty() || part.next().isEmpty()) {
      throw new DriverException(
          Reason.INTERNAL,
          "the partner does not give its logs after a cursor; it may be of an older version");
    }
    List<String> lines = part.lines().get();
    if (lines.size() > most || !part.next().get().matches("[!-~]{1,200}")) {
      throw new DriverException(Reason.INTERNAL, "the partner answers with no part of a log");
    }
    return new LogPart(lines, part.next().get(), part.gap().orElse(false));
  }

  private Answer log(String uid, int most, Optional<String> after, Deadline deadline) {
    DriverException.require(most > 0 && most <= MOST_LINES, "1 to 10,000 lines, not " + most);
    Request request =
        Request.get(
                "/instances/{tenant}/{name}/logs", partner.tenant(), partner.names().instance(uid))
            .query("lines", "" + most);
    return partner
        .find(after.map(at -> request.query("after", at)).orElse(request), deadline)
        .orElseThrow(
            () ->
                new DriverException(
                    Reason.NOT_FOUND, "the partner runs no workload of ours called " + uid));
  }

  @Override
  public List<Trial<WorkloadSpec>> trials(Deadline deadline) {
    boolean room =
        Offering.places(sights.offering().now(deadline)).stream()
            .flatMap(place -> place.machines().stream())
            .anyMatch(machine -> machine.answers().orElse(false));
    if (!room) {
      throw new DriverException(Reason.EXHAUSTED, "no host that the partner offers answers");
    }
    return List.of(
        new Trial<>(trial("one", "1000"), trial("one", "1001")),
        new Trial<>(trial("two", "1002"), trial("two", "1003")));
  }

  private static WorkloadSpec trial(String name, String seconds) {
    return new WorkloadSpec(
        name,
        Order.RUNTIMES.get(0),
        List.of(new WorkloadSpec.Artifact("hansa.txt", Trial.ARTIFACT, false)),
        List.of("sh", "-c", "cat hansa.txt; exec sleep " + seconds),
        Map.of(),
        Map.of(),
        Optional.of(new BigDecimal("0.1")),
        Optional.of(64L << 20),
        Optional.empty(),
        Optional.of(Duration.ofSeconds(1)));
  }
}
