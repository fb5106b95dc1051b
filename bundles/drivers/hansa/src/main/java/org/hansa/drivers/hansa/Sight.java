package org.hansa.drivers.hansa;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;
import org.hansa.core.driver.workload.WorkloadState.Phase;
import org.hansa.drivers.hansa.Offering.Said;

/**
 * A workload as the partner shows it: the application that stands for it, and its one instance.
 *
 * @param etag of the application
 * @param instance empty while none is there
 */
record Sight(Application application, Optional<String> etag, Optional<Instance> instance) {

  private static final int MOST_LIMITS = 20;

  /** Of the year 9999. */
  private static final long LAST_SECOND = 253_402_300_800L;

  private static final String NOT = "not enforced: ";

  /** As the partner's Hansa writes it; what more it says is left. */
  record Application(
      String name,
      long generation,
      Optional<Instant> created,
      Optional<Instant> deleting,
      Optional<Map<String, String>> labels,
      Order spec,
      Optional<Summary> status,
      Optional<List<Said>> conditions) {

    Map<String, String> marks() {
      return labels.orElse(Map.of());
    }

    List<Said> said() {
      return Bounds.list("conditions", conditions, Offering.MOST_CONDITIONS);
    }

    boolean is(String type) {
      return said().stream().anyMatch(one -> one.is(type, "TRUE"));
    }
  }

  record Summary(Optional<Long> generation) {}

  record Instance(
      String name,
      Optional<Running> status,
      Optional<List<Said>> conditions,
      Optional<Map<String, Seen>> observed) {

    List<Said> said() {
      return Bounds.list("conditions", conditions, Offering.MOST_CONDITIONS);
    }

    String phase() {
      return status.flatMap(Running::phase).orElse("Waiting");
    }
  }

  record Running(
      Optional<String> phase,
      Optional<String> id,
      Optional<Instant> started,
      Optional<Map<String, String>> limits) {}

  /** What the partner's driver says of it. */
  record Seen(Optional<Ended> state) {}

  record Ended(Optional<Integer> exitCode) {}

  /** It is stopped, or to be stopped, and then to go. */
  boolean isLeaving() {
    return isDeleting() || application.marks().containsKey(Names.LEAVING);
  }

  /** It goes, and nobody can keep it. */
  boolean isDeleting() {
    return application.deleting().isPresent();
  }

  /** It is to go, the partner has looked at that, and nothing of it runs any more. */
  boolean isStopped() {
    return isLeaving() && isLookedAt() && instance.isEmpty();
  }

  /** The partner has looked at what was asked for last, and all is well. */
  boolean isReady() {
    return isLookedAt() && application.is("Ready");
  }

  boolean isLookedAt() {
    return application
        .status()
        .flatMap(Summary::generation)
        .filter(seen -> seen == application.generation())
        .isPresent();
  }

  /** What it is made of is not yet what was asked for: what runs may be of before. */
  boolean isChanging() {
    return application.said().stream()
        .anyMatch(
            one -> one.is("Ready", "FALSE") && (one.because("Changing") || one.because("Waiting")));
  }

  boolean isRunning() {
    return instance.filter(one -> one.phase().equals("Running")).isPresent();
  }

  boolean hasEnded() {
    return instance.filter(one -> one.phase().equals("Restarting")).isPresent();
  }

  /** True if the partner wants what is wanted here. */
  boolean wants(WorkloadSpec normal) {
    return !isLeaving() && digest().equals(normal.digest());
  }

  private String digest() {
    return application.spec().wanted().map(WorkloadSpec::digest).orElse("");
  }

  /** Why it has no place, or does not get on, in the partner's words. */
  Optional<String> obstacle() {
    Optional<Said> unplaced =
        application.said().stream()
            .filter(one -> one.is("Placed", "FALSE") && !one.because("Waiting"))
            .findFirst();
    return unplaced.or(this::stalled).map(Said::words);
  }

  private Optional<Said> stalled() {
    return application.said().stream()
        .filter(one -> one.is("Stalled", "TRUE"))
        .findFirst()
        .or(
            () ->
                instance.stream()
                    .flatMap(one -> one.said().stream())
                    .filter(
                        one ->
                            one.is("Stalled", "TRUE")
                                || (one.is("Ready", "FALSE") && one.because("Failed")))
                    .findFirst());
  }

  /** The partner itself does not know how it is. */
  Optional<String> doubt() {
    return instance.stream()
        .flatMap(one -> one.said().stream())
        .filter(one -> one.is("Ready", "UNKNOWN"))
        .findFirst()
        .map(Said::words);
  }

  /** Since when nothing that it shows has become another. */
  Optional<Instant> quietSince() {
    return Stream.concat(
            application.created().stream(),
            Stream.concat(
                    application.said().stream(), instance.stream().flatMap(i -> i.said().stream()))
                .flatMap(said -> said.since().stream()))
        .max(Comparator.naturalOrder());
  }

  WorkloadState state() {
    boolean runs = isRunning();
    return new WorkloadState(
        runs ? Phase.RUNNING : Phase.EXITED,
        digest(),
        runs && isReady() && !isLeaving(),
        instance.flatMap(Instance::status).flatMap(Running::id).map(Bounds::text),
        instance
            .flatMap(Instance::status)
            .flatMap(Running::started)
            .filter(at -> at.getEpochSecond() > 0 && at.getEpochSecond() < LAST_SECOND),
        hasEnded() ? exitCode() : Optional.empty(),
        limits());
  }

  private Optional<Integer> exitCode() {
    return Bounds.map("observations", instance.flatMap(Instance::observed), MOST_LIMITS)
        .values()
        .stream()
        .flatMap(seen -> seen.state().flatMap(Ended::exitCode).stream())
        .findFirst();
  }

  /** Of each that was asked for something is said. */
  private Map<String, String> limits() {
    Map<String, String> limits = new TreeMap<>();
    Optional<WorkloadSpec> spec = application.spec().wanted();
    spec.flatMap(WorkloadSpec::cpu).ifPresent(cpu -> limits.put("cpu", NOT + "nobody says so"));
    spec.flatMap(WorkloadSpec::memory)
        .ifPresent(memory -> limits.put("memory", NOT + "nobody says so"));
    Optional<Map<String, String>> told =
        instance.flatMap(Instance::status).flatMap(Running::limits);
    Bounds.texts("limits", told, MOST_LIMITS)
        .forEach(
            (name, text) ->
                limits.put(
                    name, text.equals("enforced") || text.startsWith(NOT) ? text : NOT + text));
    return limits;
  }
}
