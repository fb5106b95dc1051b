package org.hansa.drivers.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.workload.ForwardFacet;
import org.hansa.core.driver.workload.ForwardSpec;
import org.hansa.core.driver.workload.ForwardState;
import org.hansa.drivers.process.forwarder.Forwarder;
import org.hansa.drivers.process.forwarder.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forwards as lines of one table, which one process of its own reads and obeys. */
final class Forwards implements ForwardFacet {

  private static final Logger LOG = LoggerFactory.getLogger(Forwards.class);
  private static final Duration ASK = Duration.ofSeconds(2);

  private final Local local;
  private final ForwarderProcess process;

  /** Held by whoever changes the table or the process; never waited for past a deadline. */
  private final ReentrantLock lock = new ReentrantLock();

  Forwards(Local local, ForwarderProcess process) {
    this.local = local;
    this.process = process;
  }

  @Override
  public Duration settle() {
    return Duration.ofSeconds(2);
  }

  @Override
  public ForwardState expect(ForwardSpec spec) {
    spec.checked();
    return new ForwardState(spec.port(), spec.targets(), true);
  }

  @Override
  public Observed<ForwardState> observe(String uid, Deadline deadline) {
    Table.Line line = table().lines().get(Specs.uid(uid));
    if (line == null) {
      return Observed.absent();
    }
    Map<Integer, String> says = process.reload(time(deadline)).orElse(Map.of());
    if (says.isEmpty()) {
      local.opening().timer().execute(this::tick);
    }
    return Observed.settled(state(line, says));
  }

  @Override
  public Observed<ForwardState> apply(String uid, ForwardSpec spec, Deadline deadline) {
    spec.checked();
    Table.Line line = new Table.Line(spec.port(), spec.targets());
    Table table = table();
    boolean same = line.equals(table.lines().get(Specs.uid(uid)));
    table.lines().forEach((other, l) -> Targets.requireOther(uid, spec.port(), other, l));
    return locked(
        deadline,
        () -> {
          if (!same) {
            write(table().with(uid, line));
          }
          if (!Repeat.await(process.ensure(), deadline)) {
            throw Fault.unavailable("the forwarder did not start in time");
          }
          Map<Integer, String> says =
              process
                  .reload(time(deadline))
                  .orElseThrow(() -> Fault.unavailable("the forwarder does not answer"));
          ForwardState state = state(line, says);
          if (!state.listening()) {
            throw Fault.conflict(
                "port " + spec.port() + " cannot be listened on: " + says.get(spec.port()));
          }
          return Observed.settled(state);
        });
  }

  @Override
  public Observed<ForwardState> remove(String uid, Deadline deadline) {
    return locked(
        deadline,
        () -> {
          Table table = table().without(Specs.uid(uid));
          if (table.lines().isEmpty()) {
            return clear(deadline);
          }
          write(table);
          if (process.reload(time(deadline)).isEmpty() && process.current().isPresent()) {
            throw Fault.unavailable("the forwarder does not answer");
          }
          return Observed.absent();
        });
  }

  /** The last one is gone: so is the process, and all its files. */
  private Observed<ForwardState> clear(Deadline deadline) {
    if (!Files.isDirectory(local.forwarder())) {
      return Observed.absent();
    }
    // The table goes first: a crash from here on leaves a process without forwards, which tick
    // ends.
    try {
      Files.deleteIfExists(local.forwarder().resolve(Forwarder.TABLE));
      if (!Repeat.await(process.end(), deadline)) {
        throw Fault.unavailable("the forwarder does not end");
      }
      Trees.delete(local.forwarder());
      return Observed.absent();
    } catch (IOException e) {
      throw Fault.of("deleting " + local.forwarder(), e);
    }
  }

  @Override
  public Page<ForwardState> list(Optional<String> cursor, int most, Deadline deadline) {
    Map<String, Table.Line> lines = new TreeMap<>(table().lines());
    Map<Integer, String> says =
        lines.isEmpty() ? Map.of() : process.reload(time(deadline)).orElse(Map.of());
    return Page.of(
        lines.entrySet().stream()
            .map(e -> new Page.Item<>(e.getKey(), state(e.getValue(), says)))
            .toList(),
        cursor,
        most);
  }

  @Override
  public List<Trial<ForwardSpec>> trials(Deadline deadline) {
    Set<Integer> taken = Sockets.listening(local.proc());
    taken.addAll(ports());
    List<Integer> free =
        IntStream.rangeClosed(local.options().first(), local.options().last())
            .filter(port -> !taken.contains(port))
            .limit(4)
            .boxed()
            .toList();
    if (free.size() < 4) {
      throw new DriverException(
          DriverException.Reason.EXHAUSTED, "fewer than four ports of the range are free");
    }
    String one = Sockets.loopback().getHostAddress() + ":" + free.get(2);
    String other = Sockets.loopback().getHostAddress() + ":" + free.get(3);
    return List.of(
        new Trial<>(
            new ForwardSpec(free.get(0), List.of(one)),
            new ForwardSpec(free.get(0), List.of(other, one))),
        new Trial<>(
            new ForwardSpec(free.get(1), List.of(one)),
            new ForwardSpec(free.get(1), List.of(other))));
  }

  /** The ports that are ours. */
  Set<Integer> ports() {
    return table().lines().values().stream().map(Table.Line::port).collect(Collectors.toSet());
  }

  /** Brings back a forwarder that died, replaces one of older code, ends one without forwards. */
  void tick() {
    if (local.repeat().closed() || !lock.tryLock()) {
      return;
    }
    try {
      Set<String> uids = table().lines().keySet();
      if (uids.isEmpty()) {
        sweep();
      } else if (process.current().isEmpty()) {
        CompletableFuture<Void> unused =
            process
                .ensure()
                .whenComplete(
                    (v, e) -> {
                      if (e != null) {
                        LOG.warn("the forwarder could not be started: {}", e.getMessage());
                      }
                      uids.forEach(local::hint);
                    });
      } else {
        process.drainOlder();
      }
    } finally {
      lock.unlock();
    }
  }

  /** What a crash in the removal of the last forward left. */
  private void sweep() {
    if (!Files.isDirectory(local.forwarder())) {
      return;
    }
    if (!process.none()) {
      CompletableFuture<Void> unused = process.end();
      return;
    }
    try {
      Trees.delete(local.forwarder());
    } catch (IOException e) {
      LOG.debug("{} is still there: {}", local.forwarder(), e.getMessage());
    }
  }

  private <T> T locked(Deadline deadline, Supplier<T> action) {
    try {
      if (!lock.tryLock(deadline.left().toMillis(), TimeUnit.MILLISECONDS)) {
        throw Fault.unavailable("another forward is being changed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.unavailable("interrupted while waiting");
    }
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  private Table table() {
    try {
      return Table.read(file());
    } catch (IOException e) {
      throw Fault.of("reading the forwards", e);
    }
  }

  private void write(Table table) {
    try {
      Files.createDirectories(local.forwarder());
      Trees.onlyOwner(local.forwarder());
      table.write(file());
    } catch (IOException e) {
      throw Fault.of("writing the forwards", e);
    }
  }

  private Path file() {
    return local.forwarder().resolve(Forwarder.TABLE);
  }

  private static ForwardState state(Table.Line line, Map<Integer, String> says) {
    return new ForwardState(line.port(), line.targets(), "listening".equals(says.get(line.port())));
  }

  private static Duration time(Deadline deadline) {
    Duration left = deadline.left();
    return left.compareTo(ASK) < 0 ? left : ASK;
  }
}
