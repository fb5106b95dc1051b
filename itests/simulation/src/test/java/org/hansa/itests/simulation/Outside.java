package org.hansa.itests.simulation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.driver.workload.ForwardSpec;
import org.hansa.core.driver.workload.ForwardState;
import org.hansa.core.driver.workload.Reading;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadState;
import org.hansa.core.store.SimStore;

/**
 * What stands outside, by endpoint, facet and uid: it outlives every node, and an effect whose
 * answer was lost may land later, but within the settle time.
 */
final class Outside {

  /** How long after a lost answer an effect may still land. */
  static final Duration SETTLE = Duration.ofSeconds(5);

  /** Where one object is. */
  record Key(String endpoint, String facet, String uid) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return toString().compareTo(other.toString());
    }
  }

  /**
   * Two were made of one.
   *
   * @param first where one stands, or may still appear
   */
  record Twice(Key second, Key first) {}

  /** Another installation, which uses the same endpoints. */
  static final String ANOTHER = "another";

  /**
   * A workload that runs.
   *
   * @param version what it was started as
   */
  private record Run(String id, Instant started, String digest, String version, boolean ended) {}

  private final Scheduler scheduler;
  private final Map<Key, Run> workloads = new TreeMap<>();
  private final Map<Key, ForwardState> forwards = new TreeMap<>();
  private final Map<Key, Integer> landing = new TreeMap<>();
  private final Map<String, BigDecimal> used = new TreeMap<>();
  private final List<Twice> doubles = new ArrayList<>();
  private int runs;

  /**
   * @param endpoints where another installation has something too, and where something of ours has
   *     been forgotten, as by a state that was brought back from a backup
   */
  Outside(Scheduler scheduler, List<String> endpoints) {
    this.scheduler = scheduler;
    for (String endpoint : endpoints) {
      for (String uid : List.of(ANOTHER + "-1", "forgotten-1")) {
        Key key = new Key(endpoint, WorkloadFacet.NAME, uid);
        // Each is a run of its own, on whatever machine.
        workloads.put(key, new Run("run-" + endpoint, scheduler.real(), "", "", false));
      }
    }
  }

  /** Whose it is, as its tag says. */
  String installation(Key key) {
    return key.uid().startsWith(ANOTHER) ? ANOTHER : SimStore.INSTALLATION;
  }

  /** Where two were made of one since somebody last asked. */
  List<Twice> doubles() {
    List<Twice> all = List.copyOf(doubles);
    doubles.clear();
    return all;
  }

  /** Everything of ours that is there. */
  List<Key> ours() {
    return keys().stream().filter(k -> !installation(k).equals(ANOTHER)).toList();
  }

  /** Everything that is there. */
  List<Key> keys() {
    List<Key> all = new ArrayList<>(workloads.keySet());
    all.addAll(forwards.keySet());
    return all;
  }

  boolean has(Key key) {
    return workloads.containsKey(key) || forwards.containsKey(key);
  }

  /**
   * @param version which one, so that what runs can be compared with what people wanted
   */
  void run(Key key, String digest, String version) {
    scheduler.say("outside: run " + key);
    making(key);
    Optional<Run> former = Optional.ofNullable(workloads.get(key));
    if (former.filter(r -> r.digest().equals(digest) && !r.ended()).isEmpty()) {
      former.filter(r -> !r.ended()).ifPresent(r -> count(key, r));
      workloads.put(key, new Run("run-" + ++runs, scheduler.real(), digest, version, false));
    }
  }

  void forward(Key key, ForwardSpec spec) {
    scheduler.say("outside: forward " + key);
    making(key);
    forwards.put(key, new ForwardState(spec.port(), spec.targets(), true));
  }

  private void making(Key key) {
    if (!has(key) && landing.containsKey(key)) {
      doubles.add(new Twice(key, key));
    }
    keys().stream()
        .filter(k -> k.facet().equals(key.facet()) && k.uid().equals(key.uid()) && !k.equals(key))
        .forEach(other -> doubles.add(new Twice(key, other)));
  }

  void remove(Key key) {
    scheduler.say("outside: remove " + key);
    Optional.ofNullable(workloads.remove(key))
        .filter(r -> !r.ended())
        .ifPresent(r -> count(key, r));
    forwards.remove(key);
  }

  /** Somebody else, or the workload itself, ends it. */
  void end(Key key) {
    scheduler.say("outside: end " + key);
    Run run = workloads.get(key);
    if (run != null && !run.ended()) {
      count(key, run);
      workloads.put(key, new Run(run.id(), run.started(), run.digest(), run.version(), true));
    }
  }

  private void count(Key key, Run run) {
    used.merge(key.uid(), since(run.started()), BigDecimal::add);
  }

  /** An effect that will show only later; meanwhile the object is not to be made again. */
  void later(Life world, Key key, Duration after, Runnable effect) {
    landing.merge(key, 1, Integer::sum);
    scheduler.add(
        world,
        () -> {
          landing.computeIfPresent(key, (k, n) -> n == 1 ? null : n - 1);
          effect.run();
        },
        after);
  }

  /** What the workload of a uid truly runs as, everywhere it does. */
  List<String> versions(String uid) {
    return workloads.entrySet().stream()
        .filter(e -> e.getKey().uid().equals(uid) && !e.getValue().ended())
        .map(e -> e.getValue().version())
        .toList();
  }

  Optional<WorkloadState> workload(Key key) {
    return Optional.ofNullable(workloads.get(key))
        .map(
            run ->
                new WorkloadState(
                    run.ended() ? WorkloadState.Phase.EXITED : WorkloadState.Phase.RUNNING,
                    run.digest(),
                    !run.ended(),
                    run.ended() ? Optional.empty() : Optional.of(run.id()),
                    Optional.of(run.started()),
                    run.ended() ? Optional.of(1) : Optional.empty(),
                    Map.of()));
  }

  Optional<ForwardState> forwarded(Key key) {
    return Optional.ofNullable(forwards.get(key));
  }

  /** One core, all the time. */
  Optional<Reading> read(Key key) {
    return Optional.ofNullable(workloads.get(key))
        .filter(run -> !run.ended())
        .map(
            run ->
                new Reading(
                    run.id(),
                    run.started(),
                    scheduler.real(),
                    Map.of("cpu-seconds", since(run.started())),
                    Map.of("memory-bytes", new BigDecimal(1L << 20)),
                    "simulated"));
  }

  /** What the workload of a uid has truly used so far. */
  BigDecimal used(String uid) {
    return workloads.entrySet().stream()
        .filter(e -> e.getKey().uid().equals(uid) && !e.getValue().ended())
        .map(e -> since(e.getValue().started()))
        .reduce(used.getOrDefault(uid, BigDecimal.ZERO), BigDecimal::add);
  }

  private BigDecimal since(Instant start) {
    return BigDecimal.valueOf(Duration.between(start, scheduler.real()).toMillis(), 3);
  }
}
