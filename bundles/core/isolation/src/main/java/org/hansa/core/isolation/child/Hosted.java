package org.hansa.core.isolation.child;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;
import org.hansa.core.isolation.wire.Contract;
import org.hansa.core.isolation.wire.Link;
import org.hansa.core.isolation.wire.Mapping;
import org.hansa.core.isolation.wire.Messages;

/** The driver and its open sessions. */
final class Hosted {

  private final Link link;
  private final Driver driver;
  private final ClassLoader loader;
  private final Class<? extends Record> options;
  private final Artefacts artefacts;
  private final Map<Long, OpenSession> sessions = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(2, Host.named("timer"));

  private Hosted(Link link, Driver driver, ClassLoader loader) {
    this.loader = loader;
    this.link = link;
    this.driver = driver;
    this.options = present(driver.options(), "options()");
    this.artefacts = new Artefacts(link);
  }

  /**
   * Makes the driver.
   *
   * @throws DriverException INVALID if there is no such driver and never will be
   */
  static Hosted start(Link link, Messages.Start start) throws Throwable {
    if (!Contract.version().equals(start.contract())) {
      throw new DriverException(
          Reason.INVALID,
          "the contract here is " + Contract.version() + ", there " + start.contract());
    }
    URL[] urls = new URL[start.classPath().size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = Path.of(start.classPath().get(i)).toUri().toURL();
    }
    ClassLoader loader =
        new URLClassLoader("driver", urls, new Bare(Hosted.class.getClassLoader()));
    Thread.currentThread().setContextClassLoader(loader);
    return new Hosted(link, made(start.driver(), loader), loader);
  }

  private static Driver made(String name, ClassLoader loader) throws Throwable {
    try {
      Class<?> type = Class.forName(name, false, loader);
      if (!Driver.class.isAssignableFrom(type)) {
        throw new DriverException(Reason.INVALID, name + " is no " + Driver.class.getName());
      }
      return (Driver) type.getConstructor().newInstance();
    } catch (ClassNotFoundException e) {
      throw new DriverException(Reason.INVALID, "there is no class " + name, e);
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
      throw new DriverException(
          Reason.INVALID, name + " has no public constructor without parameters", e);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** For threads that call the driver: of what it embeds, much looks for services by it. */
  ClassLoader loader() {
    return loader;
  }

  Messages.Hello hello() {
    return new Messages.Hello(
        present(driver.id(), "id()"),
        present(driver.version(), "version()"),
        driver.simulated(),
        driver.local(),
        options.getName());
  }

  Messages.Opened open(Messages.Open open) {
    Opening opening =
        new Opening(
            open.installation(),
            open.endpoint(),
            read(open.options()),
            Map.copyOf(open.credentials()),
            Path.of(open.folder()),
            digest -> artefacts.open(open.session(), digest),
            InstantSource.system(),
            timer,
            uid -> hint(open.session(), uid));
    Session session = present(driver.open(opening), "open()");
    try {
      OpenSession offered = new OpenSession(session);
      Messages.Opened opened = offered.opened();
      sessions.put(open.session(), offered);
      return opened;
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  private Record read(JsonNode tree) {
    try {
      return Mapping.read(tree, options);
    } catch (UncheckedIOException e) {
      throw new DriverException(Reason.INVALID, "the options do not fit " + options.getName(), e);
    }
  }

  private void hint(long session, String uid) {
    try {
      link.tell(Messages.HINT, new Messages.Hint(session, uid));
    } catch (IOException e) {
      // The parent is gone, and this process ends.
      throw new UncheckedIOException(e);
    }
  }

  Host.Result invoke(Messages.Invoke invoke) throws Throwable {
    return Optional.ofNullable(sessions.get(invoke.session()))
        .orElseThrow(() -> new DriverException(Reason.UNAVAILABLE, "the session is closed"))
        .invoke(invoke);
  }

  void close(Messages.Close close) {
    Optional.ofNullable(sessions.remove(close.session())).ifPresent(OpenSession::close);
  }

  static <T> T present(T value, String what) {
    if (value == null) {
      throw new DriverException(Reason.INTERNAL, what + " returned null");
    }
    return value;
  }
}
