package org.hansa.itests.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.store.MemoryStore;
import org.hansa.orchestration.api.Application;

/** One run of the whole core under a seed: troubled steps, then healed, then all deleted. */
final class Simulation implements AutoCloseable {

  /** Steps under faults; healing and deleting come after them and are many more. */
  static final int STEPS = 400;

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration REST = Duration.ofMinutes(4);
  private static final int APPS = 3;
  private static final int MOST_NODES = 3;

  /** Ten times what a run takes to come to rest. */
  private static final int MOST_TASKS = 20_000;

  /** What a run came to; {@code events} and {@code faults} are what happened in it. */
  record Result(
      long seed,
      Optional<Invariants.Broken> broken,
      long digest,
      Set<Integer> events,
      Set<Long> faults,
      int steps) {}

  private final long seed;
  private final Bug bug;
  private final Random random;
  private final Random script;
  private final Faults faults;
  private final Scheduler scheduler;
  private final Outside outside;
  private final Invariants invariants;
  private final MemoryStore store;
  private final Users users;
  private final SimDriver driver;
  private final Path folder;
  private final Set<Integer> omitted;
  private final Set<Integer> happened = new TreeSet<>();
  private final List<Machine> machines = new ArrayList<>();
  private int steps;

  private Simulation(long seed, Bug bug, Path folder, Set<Integer> omitted, Set<Long> spared) {
    this.seed = seed;
    this.bug = bug;
    this.folder = folder;
    this.omitted = omitted;
    random = new Random(seed);
    script = new Random(seed ^ 0x5DEECE66DL);
    faults = new Faults(seed, spared);
    scheduler = new Scheduler(START, new Random(seed + 1));
    outside = new Outside(scheduler);
    invariants = new Invariants(outside, scheduler);
    store = new MemoryStore(scheduler, invariants, bug);
    users = new Users(invariants, store::former);
    driver =
        new SimDriver(
            outside,
            scheduler,
            faults,
            invariants,
            bug == Bug.DOUBLE_CREATE ? Duration.ZERO : Outside.SETTLE);
    for (int i = 0; i < 1 + seed % MOST_NODES; i++) {
      machines.add(new Machine(i + 1, scheduler, this::start));
    }
  }

  private Node start(Machine machine, String name) {
    return new Node(
        machine, name, scheduler, faults, bug, store, driver, folder.resolve(name), random);
  }

  /** Runs a seed to its end, or to the first thing that is broken. */
  static Result run(long seed, Bug bug) {
    return run(seed, bug, Set.of(), Set.of());
  }

  /**
   * @param omitted events of the script that do not happen
   * @param spared faults that do not happen
   */
  static Result run(long seed, Bug bug, Set<Integer> omitted, Set<Long> spared) {
    try {
      Path folder = Files.createTempDirectory("hansa-simulation");
      try (Simulation simulation = new Simulation(seed, bug, folder, omitted, spared)) {
        return simulation.run();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Result run() {
    boolean fine = troubled() && healed() && emptied();
    Optional<Invariants.Broken> broken = invariants.first();
    if (fine == broken.isPresent()) {
      throw new IllegalStateException("the run ended without a reason");
    }
    return new Result(seed, broken, scheduler.digest(), happened, faults.fired(), steps);
  }

  private boolean troubled() {
    faults.heal(true);
    machines.forEach(Machine::running);
    users.furnish(machines.get(0).running());
    faults.heal(false);
    int next = 0;
    int number = 0;
    for (int i = 0; i < STEPS; i++) {
      if (i == next) {
        next += 1 + script.nextInt(40);
        Event event = Event.of(script);
        if (!omitted.contains(number)) {
          happened.add(number);
          happens(event);
        }
        number++;
        if (event.what() >= 26 && !passes(Duration.ofMillis(event.pick() * 30L))) {
          return false;
        }
      }
      if (!step(Duration.ofSeconds(30))) {
        return false;
      }
    }
    return true;
  }

  /** One thing that people, machines or clocks do. */
  private record Event(int what, int app, int version, int pick, boolean flag) {
    static Event of(Random script) {
      return new Event(
          script.nextInt(30),
          script.nextInt(APPS),
          script.nextInt(6),
          script.nextInt(1000),
          script.nextBoolean());
    }
  }

  private void happens(Event event) {
    scheduler.say("event: " + event);
    Machine machine = machines.get(event.pick() % machines.size());
    Node here = machine.running();
    if (here.paused()) {
      return; // Nobody is answered there.
    }
    if (event.what() < 9) {
      users.put(here, event.app(), event.version(), event.flag());
    } else if (event.what() < 12) {
      users.delete(here, event.app());
    } else if (event.what() < 15) {
      picked(event).ifPresent(r -> users.hold(here, r.ref(), event.flag()));
    } else if (event.what() < 16) {
      here.die();
    } else if (event.what() < 18) {
      List<Outside.Key> all = outside.keys();
      if (!all.isEmpty()) {
        outside.end(all.get(event.pick() % all.size()));
      }
    } else if (event.what() < 19) {
      machine.skew(Duration.ofSeconds(event.pick() % 121 - 60));
    } else if (event.what() < 20) {
      store.compact();
    } else if (event.what() < 22) {
      here.pause(Duration.ofMillis(event.pick() * 30L));
    } else if (event.what() < 24) {
      machine.cut(Duration.ofMillis(event.pick() * 30L));
    } else if (event.what() >= 26) {
      scheduler.say("time passes");
    } else if (event.flag()) {
      users.store(here, event.app(), event.version());
    } else {
      users.apply(here, event.app());
    }
  }

  private Optional<Resource> picked(Event event) {
    Snapshot now = now();
    List<Resource> all = new ArrayList<>();
    List.of("Application", "Workload", "Instance", "Connection")
        .forEach(kind -> now.list(kind).forEach(all::add));
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(event.pick() % all.size()));
  }

  private Snapshot now() {
    return store.snapshot(scheduler.real());
  }

  /** One task and a look at everything; false if something is broken. */
  private boolean step(Duration most) {
    machines.forEach(Machine::running);
    scheduler.step(scheduler.real().plus(most));
    steps++;
    users.look(now());
    return invariants.first().isEmpty();
  }

  private boolean rest() {
    return passes(REST);
  }

  private boolean passes(Duration time) {
    Instant until = scheduler.real().plus(time);
    for (int tasks = 0; scheduler.real().isBefore(until); tasks++) {
      if (tasks == MOST_TASKS) {
        invariants.broken(Invariants.Rule.IT_CONVERGES, "it does not come to rest");
      }
      if (!step(Duration.between(scheduler.real(), until))) {
        return false;
      }
    }
    return true;
  }

  private boolean healed() {
    faults.heal(true);
    machines.forEach(Machine::heal);
    users.settle(machines.get(0).running(), now(), false);
    if (!rest()) {
      return false;
    }
    Snapshot now = now();
    now.list(Application.KIND).forEach(this::converged);
    now.list(Reservation.KIND)
        .filter(r -> r.owner().filter(o -> isThere(now, o)).isEmpty())
        .forEach(r -> invariants.broken(Invariants.Rule.RESERVATIONS_HAVE_OWNERS, r.ref() + ""));
    return invariants.first().isEmpty();
  }

  private static boolean isThere(Snapshot now, Resource.Owner owner) {
    return now.get(owner.ref()).filter(r -> r.uid().equals(owner.uid())).isPresent();
  }

  /** Ready, or waiting for a place with a reason. */
  private void converged(Resource app) {
    Optional<Condition> ready = app.condition(Condition.READY);
    if (ready.filter(c -> c.state() == Condition.State.TRUE).isEmpty()) {
      invariants.broken(
          Invariants.Rule.IT_CONVERGES,
          app.ref() + (app.isDeleting() ? " is being deleted" : " is " + ready));
    }
  }

  private boolean emptied() {
    users.settle(machines.get(0).running(), now(), true);
    if (!rest()) {
      return false;
    }
    Snapshot now = now();
    outside
        .keys()
        .forEach(k -> invariants.broken(Invariants.Rule.NOTHING_IS_LEFT, "outside: " + k));
    List.of("Application", "Workload", "Connection", "Instance", "Alarm", Reservation.KIND)
        .forEach(
            kind ->
                now.list(kind)
                    .forEach(
                        r -> invariants.broken(Invariants.Rule.NOTHING_IS_LEFT, r.ref() + "")));
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
