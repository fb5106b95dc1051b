package org.hansa.drivers.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hansa.core.driver.DriverException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done once a second for all workloads: logs are cut, those not ready are asked. */
final class Keeper {

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final Duration PROBE = Duration.ofMillis(300);

  private final Local local;
  private final Runs runs;

  /** The runs that were seen ready. */
  private final Map<String, String> ready = new ConcurrentHashMap<>();

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
        run.ifPresent(r -> ask(home, r));
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

  private void ask(Home home, Run run) {
    Optional<Applied.Probe> probe = home.applied().probe();
    if (probe.isEmpty() || run.id().equals(ready.get(home.uid()))) {
      return;
    }
    local
        .opening()
        .timer()
        .execute(
            () -> {
              if (!local.repeat().closed() && Sockets.answers(probe.get(), PROBE)) {
                ready.put(home.uid(), run.id());
                local.hint(home.uid());
              }
            });
  }
}
