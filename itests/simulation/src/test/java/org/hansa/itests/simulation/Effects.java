package org.hansa.itests.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.driver.workload.Reading;
import org.hansa.itests.simulation.Invariants.Rule;

/** Nothing is done outside but for a resource that is there and has said that it will. */
final class Effects implements Wire.Guard {

  private final Invariants invariants;
  private final Outside outside;

  /** By the thread of the call that read it. */
  private final Map<Thread, LastRead> lastRead = new HashMap<>();

  private record LastRead(Outside.Key of, Reading reading) {}

  Effects(Invariants invariants, Outside outside) {
    this.invariants = invariants;
    this.outside = outside;
  }

  @Override
  public void reads() {
    lastRead.remove(Thread.currentThread());
  }

  @Override
  public void read(Outside.Key key, Reading reading) {
    lastRead.put(Thread.currentThread(), new LastRead(key, reading));
  }

  /** What the call has read of what it ends or replaces is booked by now. */
  private void booked(Outside.Key ends) {
    Optional.ofNullable(lastRead.remove(Thread.currentThread()))
        .filter(last -> last.of().equals(ends))
        .flatMap(last -> invariants.unbooked(ends.uid(), last.reading()))
        .ifPresent(how -> invariants.broken(Rule.THE_LEDGER_IS_WHAT_WAS_USED, how));
  }

  @Override
  public void effect(String verb, Outside.Key key) {
    booked(key);
    if (outside.installation(key).equals(Outside.ANOTHER)) {
      invariants.broken(Rule.ANOTHERS_ARE_LEFT_ALONE, verb + " of " + key);
    }
    Snapshot newest = invariants.newest().orElseThrow();
    if (Safe.isObserving(newest)) {
      invariants.broken(Rule.NOTHING_IS_CHANGED_UNTIL_ACCEPTED, verb + " of " + key);
    }
    Optional<Resource> resource = invariants.standing().of(key.uid()).flatMap(newest::get);
    boolean orphan = verb.equals("REMOVE") && resource.isEmpty();
    boolean left =
        verb.equals("REMOVE") && resource.filter(r -> isLeft(newest, r, key)).isPresent();
    boolean intended =
        resource.stream()
            .flatMap(r -> r.observed().values().stream())
            .anyMatch(o -> o.isOpen() && o.verb().equals(verb) && isAt(o, key));
    if (!orphan && !left && !intended) {
      invariants.broken(Rule.EFFECTS_HAVE_AN_INTENT, verb + " of " + key);
    }
  }

  /** Its endpoint has said that it removes this, and the resource knows of none there. */
  private static boolean isLeft(Snapshot newest, Resource by, Outside.Key key) {
    Ref endpoint = new Ref(Endpoint.KIND, Principal.SYSTEM_TENANT, key.endpoint());
    Call sweep = Call.sweep(endpoint, key.facet(), key.uid(), Optional.of(by.ref()));
    return Relied.notSweeping(sweep).broken(newest).isPresent()
        && by.observed().values().stream().noneMatch(o -> isAt(o, key));
  }

  private static boolean isAt(Observation seen, Outside.Key key) {
    return seen.facet().equals(key.facet())
        && seen.endpoint().filter(e -> e.name().equals(key.endpoint())).isPresent();
  }
}
