package org.hansa.itests.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.hansa.core.api.Snapshot;
import org.hansa.core.store.MemoryStore;

/** One run of the whole core under a seed: troubled steps, then healed, then all deleted. */
final class Simulation implements AutoCloseable {

  /**
   * Looks at everything under faults, mostly after a task; healing and deleting come after them and
   * are many more.
   */
  static final int STEPS = 400;

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration REST = Duration.ofMinutes(6);

  /** More than two sweeps, which it takes to remove what is nobody's. */
  private static final Duration QUIET = Duration.ofSeconds(150);

  /** In which whoever waits to run has its turn. */
  private static final Duration A_MOMENT = Duration.ofSeconds(2);

  /** After which something may have happened while no node runs anywhere. */
  private static final Duration NOBODY = Duration.ofSeconds(1);

  private static final int APPS = 3;

  private static final int MOST_NODES = 3;

  /** Ten times what a run takes to come to rest. */
  private static final int MOST_TASKS = 20_000;

  /**
   * What a run came to; {@code events} and {@code faults} are what happened in it.
   *
   * @param steps tasks that were run, all is looked at after each
   * @param troubled how many of them before all was healed
   */
  record Result(
      long seed,
      Optional<Invariants.Broken> broken,
      long digest,
      Set<Integer> events,
      Set<Long> faults,
      Map<Happening, Integer> happened,
      int steps,
      int troubled) {}

  private final long seed;
  private final Bug bug;
  private final Random random;
  private final Script script;
  private final Faults faults;
  private final Scheduler scheduler;
  private final Outside outside;
  private final Invariants invariants;
  private final MemoryStore store;
  private final Users users;
  private final Safe safe;
  private final Events events;
  private final Ending ending;
  private final SimDriver driver;
  private final Partner partner;
  private final Path folder;
  private final IntPredicate may;
  private final Set<Integer> happened = new TreeSet<>();
  private final List<Machine> machines = new ArrayList<>();
  private final List<Watcher> watchers = new ArrayList<>();
  private int steps;
  private int troubled;
  private long looked;
  private Instant rested = START;

  private Simulation(long seed, Bug bug, Path folder, IntPredicate events, LongPredicate faulty) {
    this.seed = seed;
    this.bug = bug;
    this.folder = folder;
    may = events;
    random = new Random(seed);
    script = new Script(seed, APPS);
    faults = new Faults(seed, faulty);
    scheduler = new Scheduler(START, new Random(seed + 1));
    outside = new Outside(scheduler, Users.SITES);
    invariants = new Invariants(outside, scheduler, faults);
    store = new MemoryStore(scheduler, invariants, bug, List.of(Users.tenant(START)));
    partner = new Partner(invariants, faults, store::stood);
    Librarians librarians = new Librarians(invariants, faults, scheduler);
    invariants.tell(partner, librarians);
    users = new Users(invariants, faults, scheduler);
    safe = new Safe(store, invariants, users, faults, scheduler);
    Strangers strangers = new Strangers(invariants, faults);
    this.events =
        new Events(
            machines,
            new Events.People(users, strangers, librarians, safe),
            faults,
            store,
            outside,
            scheduler);
    ending = new Ending(invariants, outside);
    Wire wire = new Wire(outside, scheduler, faults, new Effects(invariants, outside));
    driver = new SimDriver(outside, faults, wire, bug);
    for (int i = 0; i < 1 + seed % MOST_NODES; i++) {
      Machine machine = new Machine(i + 1, scheduler, faults, this::start);
      machines.add(machine);
      watchers.add(new Watcher(machine, invariants, faults, invariants.log()));
    }
  }

  private Node start(Machine machine, String name) {
    return new Node(
        machine,
        name,
        scheduler,
        faults,
        bug,
        store,
        driver,
        partner,
        folder.resolve(name),
        random);
  }

  /** Runs a seed to its end, or to the first thing that is broken. */
  static Result run(long seed, Bug bug) {
    return run(seed, bug, event -> true, fault -> true);
  }

  /**
   * @param events those of the script that happen
   * @param faulty the occasions at which a fault may be
   */
  static Result run(long seed, Bug bug, IntPredicate events, LongPredicate faulty) {
    try {
      // One that is killed leaves its folder: where the next build from clean finds it.
      Path folder =
          Files.createTempDirectory(
              Files.createDirectories(Path.of("target").toAbsolutePath()), "simulation");
      try (Simulation simulation = new Simulation(seed, bug, folder, events, faulty)) {
        return simulation.run();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Result run() {
    boolean fine = false;
    try {
      fine = troubled() && healed() && emptied();
    } catch (Machine.NeverStarts e) {
      invariants.broken(Invariants.Rule.IT_CONVERGES, e.getMessage());
    }
    Optional<Invariants.Broken> broken = invariants.first();
    if (fine == broken.isPresent()) {
      throw new IllegalStateException("the run ended without a reason");
    }
    return new Result(
        seed,
        broken,
        scheduler.digest(),
        happened,
        new LinkedHashSet<>(faults.fired()),
        new EnumMap<>(faults.counted()),
        steps,
        troubled);
  }

  private boolean troubled() {
    faults.heal(true);
    machines.forEach(Machine::running);
    users.furnish(first());
    // Until all nodes know what the partner's route may read.
    if (!passes(A_MOMENT)) {
      return false;
    }
    safe.backUp();
    faults.heal(false);
    int next = 0;
    int number = 0;
    int before = steps;
    for (int i = 0; i < STEPS; i++) {
      if (i == next) {
        next += script.pause();
        Script.Event event = script.next();
        if (may.test(number)) {
          happened.add(number);
          events.happens(event);
        }
        number++;
        if (event.what() == Script.What.PASS_TIME && !passes(Events.time(event))) {
          return false;
        }
      }
      if (!step(Duration.ofSeconds(30))) {
        return false;
      }
      troubled = steps - before;
    }
    return true;
  }

  /** The first node, while all is well. */
  private Node first() {
    return machines.get(0).running().orElseThrow();
  }

  private Snapshot now() {
    return store.snapshot(scheduler.real());
  }

  /** One task, if one is due, and a look at everything; false if something is broken. */
  private boolean step(Duration most) {
    watchers.forEach(Watcher::follow);
    boolean nobody = machines.stream().allMatch(m -> m.running().isEmpty());
    if (nobody) {
      events.nobodyRuns();
    }
    Duration time = nobody && most.compareTo(NOBODY) > 0 ? NOBODY : most;
    steps += scheduler.step(scheduler.real().plus(time)) ? 1 : 0;
    if (store.revision() != looked) {
      looked = store.revision();
      users.look(now());
    }
    return invariants.first().isEmpty();
  }

  /** Until nothing has changed for long; one seed in eight is watched for longer than that. */
  private boolean rest() {
    rested = scheduler.real();
    return passes(REST, seed % 8 == 0 ? REST : QUIET);
  }

  private boolean passes(Duration time) {
    rested = scheduler.real().plus(time);
    return passes(time, time);
  }

  /**
   * @param quiet how long nothing may change before it is over
   */
  private boolean passes(Duration time, Duration quiet) {
    Instant until = scheduler.real().plus(time);
    Supplier<Instant> end =
        () -> {
          Instant still = invariants.changed().isAfter(rested) ? invariants.changed() : rested;
          return still.plus(quiet).isBefore(until) ? still.plus(quiet) : until;
        };
    return whileTrue(
        () -> scheduler.real().isBefore(end.get()),
        () -> Duration.between(scheduler.real(), end.get()));
  }

  private boolean whileTrue(BooleanSupplier goesOn, Supplier<Duration> most) {
    for (int tasks = 0; goesOn.getAsBoolean(); tasks++) {
      if (tasks == MOST_TASKS) {
        invariants.broken(Invariants.Rule.IT_CONVERGES, "it does not come to rest");
      }
      if (!step(most.get())) {
        return false;
      }
    }
    return true;
  }

  private boolean healed() {
    faults.heal(true);
    machines.forEach(Machine::heal);
    // Who was not heard yet, or not answered, might still have something held.
    if (!passes(A_MOMENT)) {
      return false;
    }
    if (!whileTrue(users::areWaiting, () -> Duration.ofSeconds(30))) {
      return false;
    }
    users.settle(first(), now(), false);
    if (!rest()) {
      return false;
    }
    ending.rested(now());
    watchers.forEach(Watcher::rested);
    partner.rested(now());
    return invariants.first().isEmpty();
  }

  private boolean emptied() {
    users.settle(first(), now(), true);
    if (!rest()) {
      return false;
    }
    ending.emptied(now());
    watchers.forEach(Watcher::rested);
    partner.rested(now());
    return invariants.first().isEmpty();
  }

  @Override
  public void close() throws IOException {
    scheduler.close();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
