package org.hansa.core.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.workload.ForwardFacet;
import org.hansa.core.driver.workload.ForwardSpec;
import org.hansa.core.driver.workload.ForwardState;
import org.hansa.core.driver.workload.LogPart;
import org.hansa.core.driver.workload.MeterFacet;
import org.hansa.core.driver.workload.Reading;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;

/** Workloads, their meter and their forwards, in the model. */
final class ModelWorkloads {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int MOST = 10_000;

  private ModelWorkloads() {}

  /** The lines of whatever has some. */
  static List<String> lines(boolean there, boolean bounded, boolean counted, int most) {
    if (bounded && (most < 1 || most > MOST)) {
      throw ModelFacet.invalid(most + " lines");
    }
    if (!there) {
      throw ModelFacet.missing("such object");
    }
    List<String> all = List.of("one", "two", "three");
    return counted ? all.subList(0, Math.min(Math.max(most, 0), all.size())) : all;
  }

  static final class Workloads extends ModelFacet<WorkloadSpec, WorkloadState>
      implements WorkloadFacet {

    private record Foreign(String name) {}

    Workloads(ModelSession at) {
      super(at);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Class<WorkloadSpec> spec() {
      Class<?> foreign = Foreign.class;
      return is(Defect.FOREIGN_SPEC) ? (Class<WorkloadSpec>) foreign : WorkloadFacet.super.spec();
    }

    @Override
    void check(WorkloadSpec spec) {
      boolean right =
          spec.runtime().equals("model")
              && !spec.command().isEmpty()
              && spec.image().isEmpty()
              && spec.artifacts().stream()
                  .allMatch(
                      a ->
                          !a.path().startsWith("/")
                              && !a.path().contains("..")
                              && a.digest().matches("sha256:[0-9a-f]{64}"))
              && spec.ports().values().stream().allMatch(p -> p > 0 && p < 65_536)
              && spec.cpu().filter(c -> c.signum() <= 0).isEmpty()
              && spec.memory().filter(m -> m <= 0).isEmpty()
              && spec.grace().filter(Duration::isNegative).isEmpty()
              && spec.ready().filter(r -> !spec.ports().containsKey(r.port())).isEmpty();
      if (!right) {
        throw invalid("no such workload can be");
      }
    }

    @Override
    WorkloadState state(WorkloadSpec spec, Optional<Integer> id) {
      Map<String, String> limits = new HashMap<>();
      if (!is(Defect.LIMITS_UNSAID)) {
        spec.cpu().ifPresent(c -> limits.put("cpu", "enforced"));
        spec.memory().ifPresent(m -> limits.put("memory", "not enforced: it is a model"));
      }
      return new WorkloadState(
          WorkloadState.Phase.RUNNING,
          is(Defect.ONE_DIGEST) ? "same" : "digest-" + spec.hashCode(),
          true,
          id.map(i -> "w" + i),
          id.filter(i -> !is(Defect.NEVER_STARTED)).map(START::plusSeconds),
          Optional.empty(),
          limits);
    }

    @Override
    List<Trial<WorkloadSpec>> tries() {
      return List.of(
          new Trial<>(spec("one", "a"), spec("one", "b")),
          new Trial<>(spec("two", "c"), spec("two", "d")));
    }

    private static WorkloadSpec spec(String name, String word) {
      return new WorkloadSpec(
          name,
          "model",
          List.of(new WorkloadSpec.Artifact("in.txt", Trial.ARTIFACT, false)),
          List.of("run", word),
          Map.of(),
          Map.of(),
          Optional.of(BigDecimal.ONE),
          Optional.of(1L << 20),
          Optional.empty(),
          Optional.empty());
    }

    @Override
    public List<String> logs(String uid, int most, Deadline deadline) {
      at.reach(deadline);
      return lines(
          world().get(key(uid)).isPresent() || is(Defect.LOG_OF_NOBODY),
          !is(Defect.ANY_LINES),
          !is(Defect.LINES_UNCOUNTED),
          most);
    }

    @Override
    public LogPart logsAfter(String uid, Optional<String> after, int most, Deadline deadline) {
      int asked = is(Defect.ANY_LINES_AFTER) ? Math.max(1, Math.min(most, MOST)) : most;
      Optional<String> from =
          after.filter(at -> !at.startsWith("seen-") || !is(Defect.LINES_AGAIN));
      if (after.isPresent() && is(Defect.ANY_LOG_CURSOR)) {
        return new LogPart(List.of(), after.get(), false);
      }
      return WorkloadFacet.super.logsAfter(uid, from, asked, deadline);
    }
  }

  record Meter(ModelSession at) implements MeterFacet {

    @Override
    public Optional<Reading> read(String uid, Deadline deadline) {
      at.reach(deadline);
      World world = at.model().world();
      Made key = new Made(at.opening().installation(), WorkloadFacet.NAME, uid);
      Optional<Integer> id =
          world
              .get(key)
              .map(t -> t.id)
              .or(() -> Optional.of(0).filter(i -> at.is(Defect.READING_OF_NOBODY)))
              .or(() -> Optional.of(0).filter(i -> at.is(Defect.READ_AFTER_ITS_END)))
              .filter(i -> !at.is(Defect.NO_READING));
      int tick = world.counter.incrementAndGet();
      int value = at.is(Defect.COUNTER_FALLS) ? 10_000 - tick : tick;
      Instant now = at.opening().clock().instant();
      return id.map(
          i ->
              new Reading(
                  "run-" + (at.is(Defect.RUN_CHANGES) ? tick : i),
                  at.is(Defect.READ_BEFORE_COUNTED) ? now.plusSeconds(9) : START,
                  now,
                  Map.of("cpu-seconds", BigDecimal.valueOf(value)),
                  Map.of(
                      "memory-bytes", BigDecimal.valueOf(at.is(Defect.NEGATIVE_READING) ? -1 : 1)),
                  "model"));
    }
  }

  static final class Forwards extends ModelFacet<ForwardSpec, ForwardState>
      implements ForwardFacet {

    Forwards(ModelSession at) {
      super(at);
    }

    @Override
    void check(ForwardSpec spec) {
      boolean right =
          spec.port() > 0
              && spec.port() < 65_536
              && spec.targets().stream().allMatch(t -> t.matches("[^:]+:[1-9][0-9]{0,4}"));
      if (!right) {
        throw invalid("no such forward can be");
      }
    }

    /** What another uid has, of whatever installation. */
    @Override
    void room(String uid, ForwardSpec spec) {
      world()
          .things()
          .forEach(
              (key, thing) -> {
                if (thing.spec instanceof ForwardSpec other
                    && other.port() == spec.port()
                    && !key.equals(key(uid))) {
                  throw new DriverException(Reason.CONFLICT, "port " + spec.port() + " is taken");
                }
              });
    }

    @Override
    void made(String uid, ForwardSpec spec) {
      world()
          .get(key(uid))
          .map(t -> (ForwardSpec) t.spec)
          .filter(before -> before.port() != spec.port())
          .ifPresent(before -> shut(before.port()));
      Relay there = world().relays().get(spec.port());
      if (there != null) {
        there.lead(spec.targets(), is(Defect.CONNECTIONS_CUT));
      } else if (!is(Defect.LEADS_NOWHERE)) {
        world()
            .relays()
            .put(spec.port(), new Relay(spec.port(), spec.targets(), is(Defect.FIRST_TARGET_ONLY)));
      }
    }

    @Override
    void gone(String uid) {
      List<Integer> used =
          world().specs(ForwardSpec.class).stream().map(ForwardSpec::port).toList();
      for (int port : List.copyOf(world().relays().keySet())) {
        if (!used.contains(port) && !is(Defect.PORT_STAYS)) {
          shut(port);
        }
      }
    }

    private void shut(int port) {
      world().relays().remove(port).close();
    }

    @Override
    ForwardState state(ForwardSpec spec, Optional<Integer> id) {
      List<String> targets = spec.targets();
      if (id.isPresent() && is(Defect.NEVER_THE_SAME)) {
        targets = List.of("127.0.0.1:" + id.get());
      }
      return new ForwardState(spec.port(), targets, true);
    }

    /** Free ones, so that all can stand beside what is there. */
    @Override
    List<Trial<ForwardSpec>> tries() {
      List<Trial<ForwardSpec>> trials = new ArrayList<>();
      for (int port : free(2)) {
        trials.add(
            new Trial<>(
                new ForwardSpec(port, List.of("127.0.0.1:1")),
                new ForwardSpec(port, List.of("127.0.0.1:2", "127.0.0.1:1"))));
      }
      return Collections.unmodifiableList(trials);
    }

    /** Below those that systems give to whoever calls out: they stay free until they are used. */
    private static List<Integer> free(int count) {
      Set<Integer> ports = new LinkedHashSet<>();
      while (ports.size() < count) {
        int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
          ports.add(socket.getLocalPort());
        } catch (BindException taken) {
          // Another then.
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return List.copyOf(ports);
    }
  }
}
