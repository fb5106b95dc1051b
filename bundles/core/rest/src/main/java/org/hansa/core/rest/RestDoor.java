package org.hansa.core.rest;

import static java.util.stream.Collectors.toSet;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.servlet.ServletException;
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
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.http.HttpService;
import org.osgi.service.http.NamespaceException;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the door at the HTTP service and keeps it open while what stands behind it comes and goes.
 */
@Component(
    service = {},
    configurationPid = "org.hansa.core.rest")
@Designate(ocd = RestDoor.Config.class)
public final class RestDoor implements Services {

  private static final Logger LOG = LoggerFactory.getLogger(RestDoor.class);

  /** Has a file of its own. */
  private static final Logger ACCESS = LoggerFactory.getLogger("org.hansa.access");

  private static final String ALIAS = "/";

  /**
   * By this the HTTP service knows that a servlet may answer later than it returns, and what its
   * own pages call it, which would else tell a class.
   */
  private static final Map<String, String> ASYNC =
      Map.of("async-supported", "true", "servlet-name", "hansa");

  /** What the operator may change. */
  @ObjectClassDefinition(name = "Hansa REST door")
  @interface Config {
    @AttributeDefinition(description = "Watchers that may be open at once, at least 1")
    int watchers() default 4096;

    @AttributeDefinition(description = "Watchers of one account that may be, at least 1")
    int watchersEach() default 256;

    @AttributeDefinition(description = "Minutes without use after which a session ends, at least 1")
    int sessionIdleMinutes() default 60;

    @AttributeDefinition(description = "Hours after which a session ends, at least 1")
    int sessionHours() default 12;

    @AttributeDefinition(description = "Requests a second of one account, 0 for no limit")
    int requestsPerSecond() default 5000;

    @AttributeDefinition(description = "Requests of one account that may come at once, at least 1")
    int burst() default 10000;

    @AttributeDefinition(description = "A line is written of each request, to org.hansa.access")
    boolean accessLog() default true;

    @AttributeDefinition(description = "Names that it is called by on loopback, besides localhost")
    String[] hosts() default {};
  }

  private final HttpService http;
  private final Optional<AccessLines> access;
  private final JaxrsServer server;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Gate gate;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Planner planner;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Store store;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Backups backups;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile RootKeys rootKeys;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Inspector inspector;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Outlook outlook;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Drivers drivers;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Extensions extensions;

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile List<Readiness> readiness;

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile List<Measured> measured;

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile List<PageSource> pages;

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile List<Facade> facades;

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile List<Importer> importers;

  @Activate
  public RestDoor(@Reference HttpService http, Config config)
      throws ServletException, NamespaceException {
    this(
        http,
        config,
        config.accessLog()
            ? Optional.of(new AccessLines(ACCESS::info, InstantSource.system()))
            : Optional.empty());
  }

  private RestDoor(HttpService http, Config config, Optional<AccessLines> access)
      throws ServletException, NamespaceException {
    this(
        http,
        new Policy(
            new Watchers.Limits(Math.max(1, config.watchers()), Math.max(1, config.watchersEach())),
            new Sessions(
                new Sessions.Limits(
                    Duration.ofMinutes(Math.max(1, config.sessionIdleMinutes())),
                    Duration.ofHours(Math.max(1, config.sessionHours()))),
                new SecureRandom(),
                System::nanoTime),
            new Hosts(lower(config.hosts())),
            new Rates(
                new Rates.Limits(config.requestsPerSecond(), config.burst()), System::nanoTime),
            access.<Consumer<String>>map(lines -> lines)),
        access);
  }

  private static Set<String> lower(String... names) {
    return Stream.of(names).map(n -> n.strip().toLowerCase(Locale.ROOT)).collect(toSet());
  }

  /** The HTTP service takes a dictionary, and there is no other. */
  @SuppressWarnings("JdkObsolete")
  RestDoor(HttpService http, Policy policy, Optional<AccessLines> access)
      throws ServletException, NamespaceException {
    this.http = http;
    this.access = access;
    this.server = new JaxrsServer(this, InstantSource.system(), System::nanoTime, policy);
    http.registerServlet(ALIAS, server.servlet(), new Hashtable<>(ASYNC), null);
    LOG.info("REST door open");
  }

  @Deactivate
  void close() {
    // Watchers first: the HTTP service waits for requests that are under way.
    server.end();
    try {
      http.unregister(ALIAS);
    } catch (IllegalArgumentException | IllegalStateException e) {
      LOG.debug("the HTTP service had dropped the servlet already", e);
    }
    server.close();
    access.ifPresent(AccessLines::close);
    LOG.info("REST door closed");
  }

  @Override
  public Gate gate() {
    return present("gate", gate);
  }

  @Override
  public Planner planner() {
    return present("planner", planner);
  }

  @Override
  public Store store() {
    return present("store", store);
  }

  @Override
  public Backups backups() {
    return present("store", backups);
  }

  @Override
  public RootKeys rootKeys() {
    return present("gate", rootKeys);
  }

  @Override
  public Inspector inspector() {
    return present("store", inspector);
  }

  @Override
  public Outlook outlook() {
    return present("runtime", outlook);
  }

  @Override
  public Drivers drivers() {
    return present("runtime", drivers);
  }

  @Override
  public Extensions extensions() {
    return present("extensions", extensions);
  }

  /** The assembly says it, in {@code etc/system.properties}. */
  @Override
  public Optional<String> version() {
    return Optional.ofNullable(System.getProperty("hansa.version"));
  }

  @Override
  public List<Readiness> parts() {
    List<Readiness> parts = new ArrayList<>();
    List<Readiness> known = readiness;
    parts.addAll(known == null ? List.of() : known);
    absent("gate", gate).ifPresent(parts::add);
    absent("planner", planner).ifPresent(parts::add);
    absent("store", store).ifPresent(parts::add);
    return parts;
  }

  @Override
  public List<Measured> measured() {
    List<Measured> known = measured;
    return known == null ? List.of() : List.copyOf(known);
  }

  @Override
  public List<PageSource> pages() {
    List<PageSource> known = pages;
    return known == null ? List.of() : List.copyOf(known);
  }

  @Override
  public List<Facade> facades() {
    List<Facade> known = facades;
    return known == null ? List.of() : List.copyOf(known);
  }

  @Override
  public List<Importer> importers() {
    List<Importer> known = importers;
    return known == null ? List.of() : List.copyOf(known);
  }

  private static <T> T present(String part, T service) {
    if (service == null) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE, "the " + part + " is not there now", "Try again shortly.");
    }
    return service;
  }

  private static Optional<Readiness> absent(String part, Object service) {
    return service == null ? Optional.of(new Absent(part)) : Optional.empty();
  }

  private record Absent(String part) implements Readiness {
    @Override
    public Optional<String> trouble() {
      return Optional.of("is starting, being replaced or not installed");
    }
  }
}
