package org.hansa.itests.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.store.MemoryStore;

/** Has what the script says happen. */
final class Events {

  /** One event in so many is of somebody who may be answered late. */
  private static final int MAY_WAIT = 4;

  private static final int END_UNSEEN = 20;

  /** Those who ask for something. */
  record People(Users users, Strangers strangers, Librarians librarians, Safe safe) {}

  private final List<Machine> machines;
  private final People people;
  private final Faults faults;
  private final MemoryStore store;
  private final Outside outside;
  private final Scheduler scheduler;

  Events(
      List<Machine> machines,
      People people,
      Faults faults,
      MemoryStore store,
      Outside outside,
      Scheduler scheduler) {
    this.machines = machines;
    this.people = people;
    this.faults = faults;
    this.store = store;
    this.outside = outside;
    this.scheduler = scheduler;
  }

  /** It happens now, or soon. */
  void happens(Script.Event event) {
    scheduler.say("event: " + event);
    Machine machine = machines.get(event.pick() % machines.size());
    Optional<Node> there = machine.running();
    if (event.what().isTrouble()) {
      troubles(event, machine, there);
      return;
    }
    // Some are answered late, and others are served meanwhile.
    boolean waits = faults.hits(MAY_WAIT);
    there // Else nobody is answered.
        .filter(here -> !here.paused())
        .ifPresent(
            here -> {
              if (waits) {
                scheduler.add(here, () -> asks(event, here), true);
              } else {
                asks(event, here);
              }
            });
  }

  private void asks(Script.Event event, Node here) {
    switch (event.what()) {
      case PUT -> people.users().put(here, event.app(), event.version(), event.flag());
      case DELETE -> people.users().delete(here, event.app());
      case HOLD ->
          picked(event)
              .ifPresent(
                  r -> {
                    if (event.flag()) {
                      people.users().hold(here, r.ref());
                    } else {
                      people.users().release(here, r);
                    }
                  });
      case READ -> people.librarians().read(here, event.pick());
      case FILE -> people.librarians().write(here, event.pick(), event.pick() % 5 == 0);
      case BACK_UP -> people.safe().backUp();
      case ACCEPT -> people.safe().accept(here, store.snapshot(scheduler.real()));
      case RETRY -> people.users().retry(here, event.app());
      case PLAN -> people.users().plan(here, event.app(), event.version(), event.pick() % 4 == 0);
      case APPLY -> people.users().apply(here, event.pick());
      case MEDDLE ->
          people
              .strangers()
              .meddle(here, Users.app(event.app()), Users.spec(event.version()), event.pick());
      default -> throw new IllegalArgumentException(event + " is asked of no node");
    }
  }

  private void troubles(Script.Event event, Machine machine, Optional<Node> there) {
    switch (event.what()) {
      case DIE ->
          there.ifPresent(
              node -> {
                faults.count(Happening.NODE_DIES);
                node.die();
              });
      case END -> ends(event.pick(), Happening.WORKLOAD_ENDS);
      case RESTORE -> people.safe().restore(machines);
      case SET_CLOCK -> {
        faults.count(event.flag() ? Happening.CLOCK_SET_BY_HOURS : Happening.CLOCK_SET);
        machine.skew(
            event.flag()
                ? Duration.ofMinutes(event.pick() % 361 - 180)
                : Duration.ofSeconds(event.pick() % 121 - 60));
      }
      case COMPACT -> {
        faults.count(Happening.LOG_COMPACTED);
        store.compact();
      }
      case PAUSE -> there.ifPresent(node -> pauses(node, time(event)));
      case CUT -> {
        faults.count(Happening.NODE_CUT_OFF);
        machine.cut(time(event));
      }
      default -> scheduler.say("time passes");
    }
  }

  private void pauses(Node node, Duration time) {
    faults.count(
        time.compareTo(Machine.LEASE) > 0
            ? Happening.NODE_OUTSLEEPS_ITS_LEASE
            : Happening.NODE_STANDS_STILL);
    node.pause(time);
  }

  static Duration time(Script.Event event) {
    return Duration.ofMillis(event.pick() * 30L);
  }

  /** Nor sees what ends then, each second one time in so many. */
  void nobodyRuns() {
    if (faults.hits(END_UNSEEN)) {
      ends(faults.amount(1000), Happening.WORKLOAD_ENDS_UNSEEN);
    }
  }

  private void ends(int pick, Happening what) {
    List<Outside.Key> all = outside.ours();
    if (!all.isEmpty()) {
      faults.count(what);
      outside.end(all.get(pick % all.size()));
    }
  }

  private Optional<Resource> picked(Script.Event event) {
    Snapshot now = store.snapshot(scheduler.real());
    List<Resource> all = new ArrayList<>();
    List.of("Application", "Workload", "Instance", "Connection")
        .forEach(kind -> now.list(kind).forEach(all::add));
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(event.pick() % all.size()));
  }
}
