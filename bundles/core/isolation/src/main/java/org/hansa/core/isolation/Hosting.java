package org.hansa.core.isolation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Opening;
import org.hansa.core.isolation.wire.Contract;
import org.hansa.core.isolation.wire.Mapping;
import org.hansa.core.isolation.wire.Messages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A marked driver while its bundle is active: its process is started, and when the driver in it has
 * said who it is, a driver that stands for it is registered. Thread-safe.
 */
final class Hosting implements Supervisor.Starter {

  private static final Logger LOG = LoggerFactory.getLogger(Hosting.class);

  private final DriverCode code;
  private final Path folder;
  private final Path javaHome;
  private final Threads threads;
  private final Limits limits;
  private final Function<Driver, Runnable> registry;
  private final Supervisor supervisor;
  private final Map<Long, Opening> openings = new ConcurrentHashMap<>();
  private final AtomicInteger starts = new AtomicInteger();

  // Written by one start after another, never two at once.
  private volatile Optional<DriverCode.Layout> layout = Optional.empty();
  private volatile Optional<Messages.Hello> hello = Optional.empty();

  private volatile boolean refused;
  private Optional<Runnable> registered = Optional.empty();
  private Optional<String> said = Optional.empty();
  private boolean told;
  private boolean ended;

  /**
   * @param folder of its own, where its code and its processes' folders are
   * @param registry registers a driver, and gives what takes it back
   */
  Hosting(
      DriverCode code,
      Path folder,
      Path javaHome,
      Threads threads,
      Limits limits,
      Function<Driver, Runnable> registry) {
    this.code = code;
    this.folder = folder;
    this.javaHome = javaHome;
    this.threads = threads;
    this.limits = limits;
    this.registry = registry;
    this.supervisor = new Supervisor(code.owner(), this, threads, limits);
  }

  /** Returns at once. */
  void begin() {
    threads.workers().execute(this::attempt);
  }

  private void attempt() {
    try {
      lay();
      // Two may start at the same moment of a boot; a slow one is waited for by its own start.
      supervisor.child(limits.start().multipliedBy(2));
      Messages.Hello who = hello.orElseThrow();
      register(
          new IsolatedDriver(who, options(who.options()), supervisor, openings, threads, limits));
    } catch (DriverException e) {
      if (e.reason() == Reason.INVALID) {
        LOG.error("no driver of {}: {}", code.owner(), e.getMessage());
        refused = true;
        say(e.getMessage());
      } else {
        again(e);
      }
    }
  }

  private void lay() {
    try {
      if (layout.isEmpty()) {
        Folders.delete(folder);
        layout = Optional.of(code.lay(folder.resolve("code")));
      }
    } catch (IOException e) {
      throw new DriverException(Reason.UNAVAILABLE, "its code cannot be copied: " + e, e);
    }
  }

  private Class<? extends Record> options(String name) {
    try {
      return code.load(name).asSubclass(Record.class);
    } catch (ClassNotFoundException | LinkageError | ClassCastException e) {
      throw new DriverException(
          Reason.INVALID, "its options, " + name + ", are no record here: " + e, e);
    }
  }

  /**
   * In the place of what was registered before. Not under the lock: whoever is told of the driver
   * may call it.
   */
  private void register(Driver driver) {
    takeBack();
    Runnable back = registry.apply(driver);
    boolean late;
    synchronized (this) {
      late = ended;
      registered = late ? Optional.empty() : Optional.of(back);
    }
    if (late) {
      back.run();
    }
  }

  private void takeBack() {
    Optional<Runnable> back;
    synchronized (this) {
      back = registered;
      registered = Optional.empty();
    }
    back.ifPresent(Runnable::run);
  }

  /** Whoever lists drivers is to see why this is none. */
  private void say(String why) {
    if (!said.equals(Optional.of(why))) {
      said = Optional.of(why);
      register(new Unbegun(why));
    }
  }

  private void again(DriverException why) {
    synchronized (this) {
      if (ended) {
        return;
      }
      if (!told) {
        LOG.warn("no driver of {} yet, tried again: {}", code.owner(), why.getMessage());
        told = true;
      }
    }
    say(why.getMessage());
    threads.later(supervisor.pause(), this::begin);
  }

  @Override
  public ChildProcess launch() throws IOException {
    Path work = folder.resolve("work-" + starts.incrementAndGet());
    Launch launch = new Launch(javaHome, code.memory(), layout.orElseThrow().process(), work);
    ChildProcess child =
        ChildProcess.start(
            launch,
            threads,
            limits,
            LoggerFactory.getLogger(code.driver()),
            new Callbacks(openings, launch.contents(), threads));
    var unused = child.ended().thenRun(() -> delete(work));
    return child;
  }

  @Override
  public void greet(ChildProcess child) {
    Messages.Start start;
    try {
      start =
          new Messages.Start(
              code.driver(),
              layout.orElseThrow().driver().stream().map(Path::toString).toList(),
              Contract.version());
    } catch (IOException e) {
      throw new DriverException(Reason.INTERNAL, "the contract's manifest cannot be read", e);
    }
    Messages.Hello now =
        Mapping.read(child.call(Messages.START, start, limits.start()), Messages.Hello.class);
    if (hello.isPresent() && !hello.get().equals(now)) {
      throw new DriverException(
          Reason.INTERNAL, "the driver says that it is " + now + " and was " + hello.get());
    }
    hello = Optional.of(now);
  }

  private static void delete(Path work) {
    try {
      Folders.delete(work);
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted", work, e);
    }
  }

  /** The process that runs now, if one does. */
  Optional<ChildProcess> running() {
    return supervisor.running();
  }

  /** There is no such driver, and there will be none while this bundle is as it is. */
  boolean isRefused() {
    return refused;
  }

  /** Takes the driver back, ends its process, and deletes what was laid for it. */
  void end() {
    synchronized (this) {
      ended = true;
    }
    takeBack();
    supervisor.close();
    delete(folder);
  }
}
