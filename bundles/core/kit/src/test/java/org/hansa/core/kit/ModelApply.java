package org.hansa.core.kit;

import java.time.Duration;
import java.util.Optional;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Observed;

/** How the model makes and changes an object, and what can be wrong with that. */
final class ModelApply<S extends Record, O extends Record> {

  private final ModelFacet<S, O> facet;
  private final String uid;
  private final Deadline deadline;
  private final Made key;

  ModelApply(ModelFacet<S, O> facet, String uid, Deadline deadline) {
    this.facet = facet;
    this.uid = uid;
    this.deadline = deadline;
    this.key = facet.key(uid);
  }

  private boolean is(Defect defect) {
    return facet.is(defect);
  }

  private World world() {
    return facet.world();
  }

  Observed<O> of(S spec) {
    Optional<World.Thing> before = world().get(key);
    refuse(spec, before);
    boolean mine = facet.at.own.contains(uid);
    facet.at.own.add(uid);
    if (is(Defect.OTHERS_CHANGED)) {
      world()
          .things()
          .forEach(
              (k, thing) -> {
                if (k.uid().equals(uid) && k.facet().equals(key.facet())) {
                  thing.spec = spec;
                }
              });
    }
    if (is(Defect.NOTHING_MADE)) {
      return Observed.absent();
    }
    if (before.isEmpty() || is(Defect.MADE_ANEW)) {
      make(spec);
    } else if (!before.get().spec.equals(spec)) {
      become(spec, before.get());
    } else if (is(Defect.LOST_ANSWER_DOUBLES) && !mine) {
      doubled(spec);
    }
    facet.at.hint(uid);
    return facet.observe(uid, deadline);
  }

  @SuppressWarnings("unchecked")
  private void refuse(S spec, Optional<World.Thing> before) {
    try {
      if (!is(Defect.NONSENSE_TAKEN)) {
        facet.check(spec);
        facet.room(uid, spec);
        before.ifPresent(b -> facet.change((S) b.spec, spec));
      }
    } catch (DriverException e) {
      if (is(Defect.NONSENSE_STAYS) && before.isEmpty()) {
        world().things().put(key, world().fresh(facet.tries().get(0).spec(), 0));
      }
      if (is(Defect.REFUSED_AND_DONE)) {
        before.ifPresent(b -> b.spec = facet.tries().get(1).changed());
      }
      throw is(Defect.FAILS_WITHOUT_A_WORD) ? new DriverException(e.reason(), " ") : e;
    }
    if (world().burnt.contains(uid)) {
      throw new DriverException(Reason.CONFLICT, uid + " was used before");
    }
  }

  private void make(S spec) {
    if (is(Defect.ONE_AT_A_TIME)) {
      alone();
    }
    facet.bring();
    facet.made(uid, spec);
    world().things().put(key, world().fresh(spec, facet.at.model().looks()));
    if (is(Defect.NEIGHBOUR_CHANGED)) {
      world().things().values().stream()
          .filter(t -> t.spec.getClass() == spec.getClass())
          .forEach(t -> t.spec = spec);
    }
  }

  private void alone() {
    try {
      if (world().busy.incrementAndGet() > 1) {
        throw new DriverException(Reason.INTERNAL, "two at once");
      }
      Pause.of(Duration.ofMillis(300));
    } finally {
      world().busy.decrementAndGet();
    }
  }

  private void become(S spec, World.Thing thing) {
    if (is(Defect.CHANGE_IGNORED)) {
      return;
    }
    if (is(Defect.CHANGE_DOUBLES)) {
      doubled(spec);
    }
    facet.made(uid, spec);
    thing.spec = spec;
    thing.looks = facet.at.model().looks();
  }

  private void doubled(S spec) {
    Made second = new Made(key.installation(), key.facet(), key.uid() + "#");
    world().things().put(second, world().fresh(spec, 0));
  }
}
