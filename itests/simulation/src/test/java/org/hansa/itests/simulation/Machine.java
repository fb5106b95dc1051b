package org.hansa.itests.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.hansa.core.api.Problem;

/**
 * Where one node after the other runs: a clock that may be off, and a way to the database. When a
 * node has died the next starts at once, or only after a while.
 */
final class Machine implements InstantSource {

  /** How long a node has its partitions from a renewal on. */
  static final Duration LEASE = Duration.ofSeconds(6);

  /** No call of a driver takes longer. */
  private static final Duration CALL = Duration.ofSeconds(40);

  private static final int MOST_STARTS = 100;

  /** One death in so many is followed by a while without a node. */
  private static final int STAYS_DOWN = 3;

  /** In half of all cases at most so many milliseconds, in the others so many. */
  private static final int SHORT = 4_000;

  private static final int LONG = 90_000;

  /** What stands lets no node start, however often it is tried: a rule is broken by that too. */
  static final class NeverStarts extends IllegalStateException {

    private static final long serialVersionUID = 1;

    NeverStarts(Problem why) {
      super("no node starts any more: " + why.getMessage(), why);
    }
  }

  /** Starts a process; what it meets may refuse it. */
  interface Starter {
    Node start(Machine machine, String name);
  }

  private final int number;
  private final Scheduler scheduler;
  private final Faults faults;
  private final Starter starter;
  private Optional<Node> node = Optional.empty();
  private Duration skew = Duration.ZERO;
  private boolean cut;
  private boolean stopped;
  private Instant next = Instant.MIN;
  private int starts;

  Machine(int number, Scheduler scheduler, Faults faults, Starter starter) {
    this.number = number;
    this.scheduler = scheduler;
    this.faults = faults;
    this.starter = starter;
  }

  /** Its node, or the next if that may start: one that cannot is started again. */
  Optional<Node> running() {
    start();
    return node.filter(Node::alive);
  }

  private void start() {
    for (int tries = 0; node.filter(Node::alive).isEmpty() && mayStart(); tries++) {
      try {
        node = Optional.of(starter.start(this, "node-" + number + "." + ++starts));
      } catch (Problem e) {
        if (tries == MOST_STARTS) {
          throw new NeverStarts(e);
        }
      }
    }
  }

  /** Without its database no node starts. */
  private boolean mayStart() {
    return !stopped && !cut && !scheduler.real().isBefore(next);
  }

  /** Its node has died, also of what it met when it started. */
  void died() {
    if (faults.hits(STAYS_DOWN)) {
      Duration time = Duration.ofMillis(faults.amount(faults.amount(2) == 0 ? SHORT : LONG));
      scheduler.say("machine " + number + " has no node for " + time);
      faults.count(sort(time));
      next = scheduler.real().plus(time);
      scheduler.add(() -> true, this::start, time);
    }
  }

  private static Happening sort(Duration time) {
    if (time.compareTo(CALL) > 0) {
      return Happening.NODE_DOWN_PAST_ALL_DEADLINES;
    }
    return time.compareTo(LEASE) > 0
        ? Happening.NODE_DOWN_PAST_ITS_LEASE
        : Happening.NODE_DOWN_FOR_A_MOMENT;
  }

  @Override
  public Instant instant() {
    return scheduler.real().plus(skew);
  }

  void skew(Duration by) {
    skew = by;
  }

  /** Its node is stopped, and none starts until one may again. */
  void stop() {
    stopped = true;
    node.filter(Node::alive).ifPresent(Node::die);
  }

  /** Its next node may start. */
  void release() {
    stopped = false;
  }

  boolean isCut() {
    return cut;
  }

  /** The database cannot be reached from here. */
  void cut(Duration time) {
    if (!cut) {
      scheduler.say("machine " + number + " is cut off for " + time);
      cut = true;
      scheduler.add(() -> true, () -> cut = false, time);
    }
  }

  void heal() {
    cut = false;
    next = Instant.MIN;
    node.ifPresent(Node::wake);
  }
}
