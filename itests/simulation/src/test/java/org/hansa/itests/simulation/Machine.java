package org.hansa.itests.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.hansa.core.api.Problem;

/** Where one node after the other runs: a clock that may be off, and a way to the database. */
final class Machine implements InstantSource {

  private static final int MOST_STARTS = 100;

  /** Starts a process; what it meets may refuse it. */
  interface Starter {
    Node start(Machine machine, String name);
  }

  private final int number;
  private final Scheduler scheduler;
  private final Starter starter;
  private Optional<Node> node = Optional.empty();
  private Duration skew = Duration.ZERO;
  private boolean cut;
  private int starts;

  Machine(int number, Scheduler scheduler, Starter starter) {
    this.number = number;
    this.scheduler = scheduler;
    this.starter = starter;
  }

  /** Its node, or another if it has died: one that dies while it starts is started again. */
  Node running() {
    for (int tries = 0; node.filter(Node::alive).isEmpty(); tries++) {
      try {
        node = Optional.of(starter.start(this, "node-" + number + "." + ++starts));
      } catch (Problem e) {
        cut &= tries < MOST_STARTS / 2;
        if (tries == MOST_STARTS) {
          throw new IllegalStateException("no node starts any more", e);
        }
      }
    }
    return node.get();
  }

  @Override
  public Instant instant() {
    return scheduler.real().plus(skew);
  }

  void skew(Duration by) {
    skew = by;
  }

  /** Its node is stopped; who has use for it starts another. */
  void stop() {
    node.filter(Node::alive).ifPresent(Node::die);
  }

  boolean isCut() {
    return cut;
  }

  /** The database cannot be reached from here. */
  void cut(Duration time) {
    if (!cut) {
      scheduler.say("machine " + number + " is cut off for " + time);
      cut = true;
      scheduler.add(() -> true, this::heal, time);
    }
  }

  void heal() {
    cut = false;
    node.ifPresent(Node::wake);
  }
}
