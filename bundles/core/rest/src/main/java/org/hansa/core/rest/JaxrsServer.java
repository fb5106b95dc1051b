package org.hansa.core.rest;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.servlet.Servlet;
import org.apache.cxf.Bus;
import org.apache.cxf.binding.BindingFactoryManager;
import org.apache.cxf.bus.CXFBusFactory;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxrs.JAXRSBindingFactory;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.transport.http.DestinationRegistryImpl;
import org.apache.cxf.transport.http.HTTPTransportFactory;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;

/**
 * The JAX-RS server and the servlet before it, for whatever HTTP server there is.
 *
 * <p>Transport and binding are set by hand: CXF would find them only when its own bundles have
 * started before ours, which nothing guarantees.
 */
final class JaxrsServer implements AutoCloseable {

  private final Bus bus = new CXFBusFactory().createBus();
  private final Watchers watchers;
  private final Followers followers;
  private final Answers answers = new Answers();
  private final Server server;
  private final Servlet servlet;

  JaxrsServer(Services services, InstantSource clock, LongSupplier nanos, Policy policy) {
    this(services, clock, nanos, Duration.ofSeconds(10), Duration.ofMinutes(15), policy);
  }

  /**
   * @param nanos a clock that never goes back
   * @param heartbeat how often a quiet watcher is sent a sign of life
   * @param life after this a watcher must come again, and so prove anew who it is
   */
  JaxrsServer(
      Services services,
      InstantSource clock,
      LongSupplier nanos,
      Duration heartbeat,
      Duration life,
      Policy policy) {
    watchers = new Watchers(services, clock, heartbeat, life, policy.watchers());
    followers = new Followers(services, clock, heartbeat, life);
    DestinationRegistryImpl registry = new DestinationRegistryImpl();
    bus.getExtension(BindingFactoryManager.class)
        .registerBindingFactory(JAXRSBindingFactory.JAXRS_BINDING_ID, new JAXRSBindingFactory(bus));
    Lookup lookup = new Lookup(services);
    ResourceApi resources = new ResourceApi(services, lookup);
    TransactionApi transactions = new TransactionApi(services);
    JAXRSServerFactoryBean factory = new JAXRSServerFactoryBean();
    factory.setBus(bus);
    factory.setDestinationFactory(new HTTPTransportFactory(registry));
    factory.setAddress("/");
    factory.setProperties(Map.of("default.wae.mapper.least.specific", true));
    factory.setProviders(List.of(new ProblemMapper()));
    factory.setServiceBeans(
        List.of(
            new HealthApi(services),
            new MetaApi(services),
            new CollectionApi(services, lookup, new Pages(clock)),
            resources,
            new DeedApi(services, lookup),
            new OperationApi(services, lookup),
            new DifferenceApi(services),
            new PlanApi(services),
            transactions,
            new StreamApi(services),
            new MetricsApi(services),
            new BackupApi(services),
            new InspectionApi(services),
            new RootKeyApi(services),
            new DriverApi(services),
            new ImportApi(services),
            new ExtensionApi(services),
            new VerificationApi(services, lookup),
            new BlobApi(services)));
    server = factory.create();
    SessionDoor door = new SessionDoor(services, policy.sessions());
    Authentication authentication = new Authentication(services, door);
    Patience patience = new Patience();
    Doorkeeper keeper =
        new Doorkeeper(
            new CXFNonSpringServlet(registry, bus),
            new WatchDoor(
                services,
                lookup,
                watchers,
                new FollowDoor(services, lookup, followers, authentication),
                authentication),
            new Shortcut(resources, transactions, new Deferred(answers)),
            authentication,
            door,
            new PageDoor(services),
            new FacadeDoor(services, authentication, policy.hosts(), policy.rates(), patience),
            policy.hosts(),
            policy.rates(),
            patience,
            nanos);
    servlet =
        policy.access().<Servlet>map(lines -> new AccessLog(keeper, lines, nanos)).orElse(keeper);
  }

  Servlet servlet() {
    return servlet;
  }

  /** How many watch. */
  int watchers() {
    return watchers.count();
  }

  /** How many follow. */
  int followers() {
    return followers.count();
  }

  /** Ends the watchers and followers, so that no request is left under way. */
  void end() {
    watchers.close();
    followers.close();
  }

  @Override
  public void close() {
    end();
    server.destroy();
    answers.close();
    bus.shutdown(true);
  }
}
