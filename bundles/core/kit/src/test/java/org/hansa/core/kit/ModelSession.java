package org.hansa.core.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;

/** A session of the model. */
final class ModelSession implements Session {

  private static final Duration LONG = Duration.ofMillis(1_300);

  private final Model model;
  private final Opening opening;
  private final boolean away;
  private final boolean denied;
  private final ScheduledFuture<?> ticking;

  /** What this session has applied; nothing but defects look at it. */
  final Set<String> own = ConcurrentHashMap.newKeySet();

  private boolean closed;
  private int asked;

  ModelSession(Model model, Opening opening, boolean away) {
    this.model = model;
    this.opening = opening;
    this.away = away;
    this.denied = !Model.PASSWORD.equals(opening.credentials().get("password"));
    this.ticking = opening.timer().scheduleWithFixedDelay(this::tick, 1, 20, TimeUnit.MILLISECONDS);
    if (is(Defect.THREAD_STAYS)) {
      new Thread(model.world()::hang, "model-worker").start();
    }
    if (is(Defect.LONG_TASK)) {
      opening.timer().execute(() -> Pause.of(LONG));
    }
  }

  private void tick() {
    if (is(Defect.TASK_THROWS)) {
      throw new IllegalStateException("a tick too much");
    }
  }

  boolean is(Defect defect) {
    return model.is(defect);
  }

  Model model() {
    return model;
  }

  Opening opening() {
    return opening;
  }

  boolean away() {
    return away;
  }

  boolean denied() {
    return denied;
  }

  /** What every call to the other side goes through. */
  void reach(Deadline deadline) {
    if (away) {
      throw new DriverException(Reason.UNAVAILABLE, "nothing answers at " + opening.endpoint());
    }
    if (denied) {
      String shown = is(Defect.PASSWORD_IN_MESSAGE) ? opening.credentials().get("password") : "***";
      throw new DriverException(Reason.UNAUTHORIZED, "the password " + shown + " is wrong");
    }
    if (deadline.passed()) {
      throw new DriverException(
          is(Defect.LATE_IS_A_DEFECT) ? Reason.INTERNAL : Reason.UNAVAILABLE, "no time is left");
    }
  }

  void hint(String uid) {
    opening.hint().accept(is(Defect.HINTS_OTHERS) ? "somebody-else" : uid);
    if (is(Defect.HINTS_NULL)) {
      opening.hint().accept(null);
    }
  }

  @Override
  public List<Ability> facets() {
    if (is(Defect.CAN_NOTHING)) {
      return List.of();
    }
    List<Ability> all = new ArrayList<>(ModelInventories.all(this));
    all.addAll(
        List.of(
            new ModelMachines.Images(this),
            new ModelNetworks.Networks(this),
            new ModelMachines.Volumes(this),
            new ModelMachines.Machines(this),
            new ModelMachines.Claims(this),
            new ModelNetworks.Paths(this),
            new ModelNetworks.Clusters(this),
            new ModelWorkloads.Forwards(this),
            new ModelWorkloads.Workloads(this),
            new ModelWorkloads.Meter(this),
            new ModelEnergy.Meter(this),
            new ModelEnergy.Source(this)));
    if (is(Defect.ABILITY_TWICE)) {
      all.add(all.get(0));
    }
    if (is(Defect.ABILITY_OF_ITS_OWN)) {
      all.add(() -> "teleport");
    }
    if (is(Defect.ABILITIES_COME_AND_GO) && asked++ % 2 == 1) {
      Collections.reverse(all);
    }
    return all;
  }

  @Override
  public Map<String, String> capabilities() {
    Map<String, String> said = new TreeMap<>(Map.of("volume.types", "ssd,disk"));
    if (is(Defect.SHOUTED_CAPABILITY)) {
      said.put("LIVE MIGRATION!", "yes");
    }
    if (is(Defect.PASSWORD_IN_CAPABILITY)) {
      said.put("login", opening.credentials().toString());
    }
    if (is(Defect.HOLDS_NULL)) {
      said.put("limits", null);
    }
    return said;
  }

  @Override
  public void close() {
    if (closed && is(Defect.CLOSES_ONCE)) {
      throw new DriverException(Reason.INTERNAL, "it is closed already");
    }
    closed = true;
    model.close();
    if (!is(Defect.TASK_STAYS)) {
      ticking.cancel(false);
    }
    if (is(Defect.CLOSE_REMOVES)) {
      model.world().things().clear();
    }
    if (is(Defect.TIMER_SHUT)) {
      opening.timer().shutdown();
    }
  }
}
