package org.hansa.itests.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The only thing that runs: one task at a time, chosen by the seed among those that are ready, and
 * time that passes only when none is. What blocks runs on a {@link Fiber}, and hands over while it
 * waits; so a run is one sequence, and the same seed gives the same one.
 */
final class Scheduler implements InstantSource {

  /** A piece of work; {@code owner} is the node whose death ends it. */
  static final class Task {
    private final Life owner;
    private final Runnable work;
    private final boolean blocks;
    private final Instant due;
    private final long number;
    private boolean cancelled;

    Task(Life owner, Runnable work, boolean blocks, Instant due, long number) {
      this.owner = owner;
      this.work = work;
      this.blocks = blocks;
      this.due = due;
      this.number = number;
    }

    boolean cancel() {
      boolean first = !cancelled;
      cancelled = true;
      return first;
    }

    boolean isCancelled() {
      return cancelled;
    }

    private boolean isDead() {
      return cancelled || !owner.alive();
    }
  }

  private static final boolean TOLD = System.getProperty(Replay.SEED) != null;

  private final RandomGenerator random;
  private final List<Task> ready = new ArrayList<>();
  private final PriorityQueue<Task> later =
      new PriorityQueue<>(Comparator.comparing((Task t) -> t.due).thenComparingLong(t -> t.number));
  private final List<Fiber> idle = new ArrayList<>();
  private final List<Fiber> all = new ArrayList<>();
  private Instant now;
  private long tasks;
  private long digest = 17;

  Scheduler(Instant start, RandomGenerator random) {
    this.now = start;
    this.random = random;
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Time as the outside world has it: it only goes on. */
  Instant real() {
    return now;
  }

  /** Time that nobody can set. */
  long nanos() {
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  Task add(Life owner, Runnable work, boolean blocks) {
    Task task = new Task(owner, work, blocks, now, tasks++);
    ready.add(task);
    return task;
  }

  Task add(Life owner, Runnable work, Duration after) {
    return add(owner, work, false, after);
  }

  Task add(Life owner, Runnable work, boolean blocks, Duration after) {
    Duration wait = after.isNegative() ? Duration.ZERO : after;
    Task task = new Task(owner, work, blocks, now.plus(wait), tasks++);
    later.add(task);
    return task;
  }

  /** Runs one task; false if there is none before {@code until}, and then it is that time. */
  boolean step(Instant until) {
    while (true) {
      ready.removeIf(Task::isDead);
      while (!later.isEmpty() && (later.peek().isDead() || !later.peek().due.isAfter(now))) {
        Task due = later.poll();
        if (!due.isDead()) {
          ready.add(due);
        }
      }
      List<Task> awake = ready.stream().filter(t -> !t.owner.paused()).toList();
      if (!awake.isEmpty()) {
        Task next = awake.get(random.nextInt(awake.size()));
        ready.remove(next);
        run(next);
        return true;
      }
      Optional<Task> next = Optional.ofNullable(later.peek());
      if (next.isEmpty() || next.get().due.isAfter(until)) {
        now = now.isBefore(until) ? until : now;
        return false;
      }
      now = next.get().due;
    }
  }

  private void run(Task task) {
    note(task.number);
    if (task.blocks) {
      Fiber fiber = idle.isEmpty() ? fresh() : idle.remove(idle.size() - 1);
      fiber.begin(task.work, task.owner);
      after(fiber);
    } else {
      task.work.run();
    }
  }

  private Fiber fresh() {
    Fiber fiber = new Fiber();
    all.add(fiber);
    return fiber;
  }

  private void after(Fiber fiber) {
    if (fiber.isIdle()) {
      idle.add(fiber);
    }
  }

  /** Called on a fiber: others run until then, or until the fiber is interrupted. */
  void park(Duration time) {
    park(time, true);
  }

  /** Called on a fiber: others run until then, whoever interrupts it. */
  void sleep(Duration time) {
    park(time, false);
  }

  private void park(Duration time, boolean listens) {
    Fiber fiber = Fiber.current();
    Life world = fiber.outliving();
    Instant end = now.plus(time);
    boolean[] woken = {false};
    add(world, () -> wake(fiber, woken), time);
    if (listens) {
      fiber.onInterrupt(() -> add(world, () -> wake(fiber, woken), Duration.ZERO));
    }
    fiber.handOver();
    if (now.isBefore(end)) {
      note(-1);
    }
  }

  private void wake(Fiber fiber, boolean[] woken) {
    if (!woken[0]) {
      woken[0] = true;
      fiber.resumeWork();
      after(fiber);
    }
  }

  /** For a person who follows one seed. */
  void say(String what) {
    say(() -> what);
  }

  /**
   * @param what made only if somebody follows
   */
  void say(Supplier<String> what) {
    if (TOLD) {
      System.out.println(now + " " + what.get());
    }
  }

  /** Goes into the digest: two runs of one seed must give the same. */
  void note(long what) {
    digest = digest * 1_000_003 + what + now.toEpochMilli();
  }

  long digest() {
    return digest;
  }

  /** Ends the threads. */
  void close() {
    all.forEach(Fiber::end);
  }
}
