package org.hansa.core.rest;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.hansa.core.api.Drivers;
import org.hansa.core.api.Extensions;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Readiness;
import org.hansa.core.api.facade.Facade;
import org.hansa.core.api.format.Importer;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.RootKeys;
import org.hansa.core.api.metrics.Measured;
import org.hansa.core.api.page.PageSource;
import org.hansa.core.api.plan.Outlook;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.api.store.Backups;
import org.hansa.core.api.store.Inspector;
import org.hansa.core.api.store.Store;

/** The real door before a gate, a store and a planner, in the real Jetty, on a free port. */
public final class WholeDoor implements Services, AutoCloseable {

  private final Gate gate;
  private final Store store;
  private final Planner planner;
  private final Server jetty = new Server();
  private final ServerConnector connector = new ServerConnector(jetty, 1, 1);
  private final JaxrsServer server;

  public WholeDoor(Gate gate, Store store, Planner planner) {
    this.gate = gate;
    this.store = store;
    this.planner = planner;
    Sessions sessions =
        new Sessions(
            new Sessions.Limits(Duration.ofMinutes(60), Duration.ofHours(12)),
            new SecureRandom(),
            System::nanoTime);
    server =
        new JaxrsServer(
            this,
            InstantSource.system(),
            System::nanoTime,
            new Policy(
                new Watchers.Limits(100, 10),
                sessions,
                new Hosts(Set.of()),
                new Rates(new Rates.Limits(0, 1), System::nanoTime),
                Optional.empty()));
    connector.setHost("127.0.0.1");
    jetty.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    ServletHolder holder = new ServletHolder(server.servlet());
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/*");
    jetty.setHandler(context);
    try {
      jetty.start();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty did not start", e);
    }
  }

  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    server.end();
    try {
      jetty.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty did not stop", e);
    } finally {
      server.close();
    }
  }

  @Override
  public Gate gate() {
    return gate;
  }

  @Override
  public Planner planner() {
    return planner;
  }

  @Override
  public Store store() {
    return store;
  }

  @Override
  public Backups backups() {
    throw absent();
  }

  @Override
  public RootKeys rootKeys() {
    throw absent();
  }

  @Override
  public Inspector inspector() {
    throw absent();
  }

  @Override
  public Extensions extensions() {
    throw absent();
  }

  @Override
  public Drivers drivers() {
    throw absent();
  }

  @Override
  public Outlook outlook() {
    throw absent();
  }

  private static Problem absent() {
    return new Problem(Problem.Reason.UNAVAILABLE, "it is not there in this test", "Nothing.");
  }

  @Override
  public Optional<String> version() {
    return Optional.empty();
  }

  @Override
  public List<PageSource> pages() {
    return List.of();
  }

  @Override
  public List<Facade> facades() {
    return List.of();
  }

  @Override
  public List<Importer> importers() {
    return List.of();
  }

  @Override
  public List<Measured> measured() {
    return List.of();
  }

  @Override
  public List<Readiness> parts() {
    return List.of();
  }
}
