package org.hansa.drivers.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open endpoint: the four facets, and one task a second. */
final class ProcessSession implements Session {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessSession.class);

  private final AtomicBoolean closed = new AtomicBoolean();
  private final List<Ability> facets;
  private final ControlGroups groups;
  private final Keeper keeper;
  private final Forwards forwards;
  private final ScheduledFuture<?> ticking;

  ProcessSession(
      Opening opening, ProcessOptions options, Proc proc, ControlGroups groups, Path javaHome) {
    this.groups = groups;
    Local local =
        new Local(
            opening,
            options,
            proc,
            new Members(proc),
            groups,
            new Repeat(opening.timer(), closed::get),
            javaHome,
            RunAs.of(options.user(), opening.folder(), RunAs.Machine.THIS));
    Runs runs = new Runs(local);
    this.keeper = new Keeper(local, runs);
    this.forwards = new Forwards(local, new ForwarderProcess(local, ForwarderCode.ofThisBundle()));
    this.facets =
        List.of(
            new LocalHost(local, forwards::ports),
            new Workloads(local, runs),
            forwards,
            new Meter(local, runs));
    this.ticking = opening.timer().scheduleWithFixedDelay(this::tick, 0, 1, TimeUnit.SECONDS);
  }

  /** A task that throws is never run again, so nothing may escape from here. */
  private void tick() {
    if (closed.get()) {
      return;
    }
    try {
      keeper.tick();
      forwards.tick();
    } catch (RuntimeException e) {
      LOG.debug("not kept this time", e);
    }
  }

  @Override
  public List<Ability> facets() {
    return facets;
  }

  @Override
  public Map<String, String> capabilities() {
    return Map.of(
        "limits.cpu", groups.capability(ControlGroups.CPU),
        "limits.memory", groups.capability(ControlGroups.MEMORY));
  }

  /** Processes and forwards go on: they are found again by the next session. */
  @Override
  public void close() {
    closed.set(true);
    ticking.cancel(false);
  }
}
