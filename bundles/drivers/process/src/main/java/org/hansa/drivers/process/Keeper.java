package org.hansa.drivers.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.hansa.core.driver.DriverException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done once a second for all workloads: logs are cut, those not ready are asked. */
final class Keeper {

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final Duration PROBE = Duration.ofMillis(300);

  /** How soon a workload that was just started is asked again. */
  private static final Duration OFTEN = Duration.ofMillis(100);

  /** How long a start may take without a limit of CPU. */
  private static final Duration BOOST = Duration.ofSeconds(30);

  private final Local local;
  private final Runs runs;

  /** The runs that were seen ready. */
  private final Map<String, String> ready = new ConcurrentHashMap<>();

  /** Those that are being asked. */
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  private boolean adopted;

  Keeper(Local local, Runs runs) {
    this.local = local;
    this.runs = runs;
  }

  void tick() {
    for (Home home : local.homes()) {
      try {
        Optional<Run> run = runs.alive(home);
        if (!adopted) {
          adopt(home, run);
        }
        Logs.rotate(home);
        if (run.isPresent()) {
          ask(home, run.get());
        }
      } catch (IOException | DriverException e) {
        // The next look may find it well; what is wrong shows when it is observed.
        LOG.debug("workload {} could not be kept: {}", home.uid(), e.getMessage());
      }
    }
    adopted = true;
  }

  private void adopt(Home home, Optional<Run> run) throws IOException {
    if (run.isPresent()) {
      runs.adopt(home, run.get());
    } else if (runs.members(home).isEmpty()) {
      // Left by a crash: no process, so no use.
      boolean unused = ControlGroups.remove(home.groups());
    }
  }

  /** Until it is ready it is asked often, and may use more CPU than its limit; both have an end. */
  private void ask(Home home, Run run) throws IOException {
    Applied applied = home.applied();
    boolean known = run.id().equals(ready.get(home.uid()));
    boolean young =
        Duration.between(run.at(), local.opening().clock().instant()).compareTo(BOOST) < 0;
    if (known || !young) {
      local.groups().endBoost(applied, home);
    }
    if (!known && applied.probe().isPresent() && asked.add(home.uid())) {
      local.opening().timer().execute(() -> probe(home, run, applied.probe().get(), young));
    }
  }

  private void probe(Home home, Run run, Applied.Probe probe, boolean often) {
    if (local.repeat().closed()) {
      return;
    }
    if (Sockets.answers(probe, PROBE)) {
      ready.put(home.uid(), run.id());
      asked.remove(home.uid());
      try {
        local.groups().endBoost(home.applied(), home);
      } catch (IOException e) {
        LOG.debug("the limits of {} could not be set: {}", home.uid(), e.getMessage());
      }
      local.hint(home.uid());
    } else if (often && runs.alive(home).filter(r -> r.id().equals(run.id())).isPresent()) {
      boolean young =
          Duration.between(run.at(), local.opening().clock().instant()).compareTo(BOOST) < 0;
      var unused =
          local
              .opening()
              .timer()
              .schedule(
                  () -> probe(home, run, probe, young), OFTEN.toMillis(), TimeUnit.MILLISECONDS);
    } else {
      asked.remove(home.uid());
    }
  }
}
