package org.hansa.core.rest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.hansa.core.api.Account;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Drivers;
import org.hansa.core.api.Extensions;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Readiness;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.facade.Facade;
import org.hansa.core.api.format.Importer;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.gate.RootKeys;
import org.hansa.core.api.metrics.Measured;
import org.hansa.core.api.page.PageSource;
import org.hansa.core.api.plan.Outlook;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.api.store.Backups;
import org.hansa.core.api.store.Inspector;
import org.hansa.core.api.store.Store;
import org.hansa.core.gate.DefaultGate;
import org.hansa.core.store.SqliteStore;
import org.hansa.core.testing.FakeDrivers;
import org.hansa.core.testing.FakeExtensions;

/** The real door before the real gate and store, in the real Jetty, on a free loopback port. */
final class TestDoor implements Services, AutoCloseable {

  /** Administers the installation. */
  static final String ADA = basic("ada:geheim:ö");

  /** Administers the applications of tenant demo. */
  static final String BOB = basic("bob@demo:bobs secret");

  /** Uses the applications of tenant demo. */
  static final String UMA = basic("uma@demo:umas secret");

  /** Administers the applications of tenant other. */
  static final String EVE = basic("eve@other:eves secret");

  /** Audits tenant demo. */
  static final String OLAF = basic("olaf@demo:olafs secret");

  static final String TOKEN = "0123456789abcdef0123456789abcdef";
  static final Principal SYSTEM = new Principal("system:test", "system", Set.of());

  static final Duration HEARTBEAT = Duration.ofMillis(100);
  static final Watchers.Limits LIMITS = new Watchers.Limits(2000, 8);
  static final Duration IDLE = Duration.ofMinutes(60);
  static final Duration LIFE = Duration.ofHours(12);
  static final int IDLE_MILLIS = 1500;
  private static final int PATIENCE_MILLIS = 60_000;

  final SqliteStore state;
  final DefaultGate real;
  final List<Readiness> parts = new ArrayList<>();
  final List<Measured> measured = new ArrayList<>();
  final FakeBackups backups = new FakeBackups();
  final FakeLog log = new FakeLog();

  /** Who had the root key renewed. */
  final List<String> renewals = new ArrayList<>();

  final FakeExtensions extensions = new FakeExtensions();
  final FakeDrivers drivers = new FakeDrivers();
  final FakeInspector inspector = new FakeInspector();
  Outlook.Difference difference = new Outlook.Difference(List.of(), List.of());
  final List<PageSource> pages = new ArrayList<>();
  final List<Facade> facades = new ArrayList<>();
  final List<Importer> importers = new ArrayList<>();

  /** What the access log was given. */
  final Queue<String> visits = new ConcurrentLinkedQueue<>();

  /** What sessions, limits and the access log take for the time. */
  final AtomicLong nanos = new AtomicLong();

  final Set<String> absent = ConcurrentHashMap.newKeySet();

  /** The change log is as if compacted up to here. */
  final AtomicLong compacted = new AtomicLong();

  private final Store shown;
  private final Server jetty = new Server();
  private final ServerConnector connector = new ServerConnector(jetty, 1, 1);
  private final JaxrsServer server;

  TestDoor(Path folder) {
    this(folder, Duration.ofMinutes(1));
  }

  TestDoor(Path folder, Duration watchersLife) {
    this(folder, watchersLife, LIMITS);
  }

  TestDoor(Path folder, Duration watchersLife, Watchers.Limits limits) {
    this(folder, HEARTBEAT, watchersLife, limits);
  }

  TestDoor(Path folder, Rates.Limits rates) {
    this(folder, HEARTBEAT, Duration.ofMinutes(1), LIMITS, rates);
  }

  TestDoor(Path folder, Duration heartbeat, Duration watchersLife, Watchers.Limits limits) {
    this(folder, heartbeat, watchersLife, limits, new Rates.Limits(0, 1));
  }

  private TestDoor(
      Path folder,
      Duration heartbeat,
      Duration watchersLife,
      Watchers.Limits limits,
      Rates.Limits rates) {
    state = SqliteStore.open(folder, InstantSource.system());
    real =
        new DefaultGate(
            state,
            folder,
            InstantSource.system(),
            () -> UUID.randomUUID().toString(),
            new SecureRandom(),
            1000);
    real.addKinds(TestKinds::all);
    shown = TestKinds.compacting(state, compacted::get);
    put(Ref.parse("Tenant/system/demo"), Doc.EMPTY);
    put(Ref.parse("Tenant/system/other"), Doc.EMPTY);
    account("system/ada", "geheim:ö", TestKinds.ROLES);
    account("demo/bob", "bobs secret", List.of("use-case-administrator"));
    account("demo/uma", "umas secret", List.of("use-case-user"));
    account("other/eve", "eves secret", List.of("use-case-administrator"));
    account("demo/olaf", "olafs secret", List.of("auditor"));
    submit(new Change.Values(Ref.parse("Account/system/ada"), Map.of("token", TOKEN)));
    Sessions sessions =
        new Sessions(new Sessions.Limits(IDLE, LIFE, 3, 5), new SecureRandom(), nanos::get);
    server =
        new JaxrsServer(
            this,
            InstantSource.system(),
            nanos::get,
            heartbeat,
            watchersLife,
            new Policy(
                limits,
                sessions,
                new Hosts(Set.of("hansa.example")),
                new Rates(rates, nanos::get),
                Optional.of(visits::add)));
    connector.setHost("127.0.0.1");
    connector.setIdleTimeout(IDLE_MILLIS);
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

  static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private void account(String place, String password, List<String> roles) {
    Ref ref = Ref.parse("Account/" + place);
    put(ref, Doc.of(new Account.Spec(roles, Optional.empty())));
    submit(new Change.Values(ref, Map.of("password", password)));
  }

  Resource put(Ref ref, Doc spec) {
    return real.submit(
            Request.of(SYSTEM, "test", "test", List.of(Change.Put.of(Draft.of(ref, spec)))))
        .get(ref)
        .orElseThrow();
  }

  void submit(Change... changes) {
    real.submit(Request.of(SYSTEM, "test", "test", List.of(changes)));
  }

  /** The server lets who does not read be, as if its idle time were long. */
  void lenient() {
    connector.setIdleTimeout(PATIENCE_MILLIS * 10L);
  }

  /**
   * As {@link #lenient}, and it takes little of an answer before the thread that writes it waits.
   */
  void narrow() {
    lenient();
    connector.setAcceptedSendBufferSize(8 << 10);
  }

  /** Threads of the server that are at work, or wait for a client. */
  int busy() {
    return ((QueuedThreadPool) jetty.getThreadPool()).getUtilizedThreads();
  }

  int watchers() {
    return server.watchers();
  }

  int followers() {
    return server.followers();
  }

  /** Ends the watchers, as when the door's bundle is replaced. */
  void end() {
    server.end();
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
      state.close();
    }
  }

  @Override
  public Gate gate() {
    return there("gate", real);
  }

  @Override
  public Planner planner() {
    return there("planner", new FakePlanner(real, log));
  }

  @Override
  public Store store() {
    return there("store", shown);
  }

  @Override
  public Backups backups() {
    return there("backups", backups);
  }

  @Override
  public RootKeys rootKeys() {
    return (by, cause, progress) -> {
      renewals.add(by);
      return new RootKeys.Renewed(3, List.of("Secret/demo/old"), "/state/root.key.until-1");
    };
  }

  @Override
  public Inspector inspector() {
    return there("inspector", inspector);
  }

  @Override
  public Extensions extensions() {
    return there("extensions", extensions);
  }

  @Override
  public Drivers drivers() {
    return there("drivers", drivers);
  }

  @Override
  public Outlook outlook() {
    return there("outlook", () -> difference);
  }

  @Override
  public Optional<String> version() {
    return Optional.of("1.2.3");
  }

  @Override
  public List<PageSource> pages() {
    return List.copyOf(pages);
  }

  @Override
  public List<Importer> importers() {
    return importers;
  }

  @Override
  public List<Facade> facades() {
    return List.copyOf(facades);
  }

  @Override
  public List<Measured> measured() {
    return List.copyOf(measured);
  }

  @Override
  public List<Readiness> parts() {
    return List.copyOf(parts);
  }

  private <T> T there(String part, T service) {
    if (absent.contains(part)) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE, "the " + part + " is not there now", "Try again shortly.");
    }
    return service;
  }

  /** Headers are name, value, name, value; Ada asks if they name nobody. */
  Answer get(String path, String... headers) {
    return send(Asked.of("GET", path).with(headers).by(ADA));
  }

  Answer call(String method, String path, String... headers) {
    return send(Asked.of(method, path).with(headers).by(ADA));
  }

  Answer json(String method, String path, String body, String... headers) {
    return send(
        Asked.of(method, path)
            .with(headers)
            .by(ADA)
            .or("Content-Type", "application/json")
            .body(body));
  }

  Answer send(Asked asked) {
    try (Socket socket = open()) {
      socket.getOutputStream().write(asked.bytes());
      socket.getOutputStream().flush();
      return Answer.read(socket.getInputStream());
    } catch (IOException e) {
      throw new AssertionError("no answer to " + asked, e);
    }
  }

  int port() {
    return connector.getLocalPort();
  }

  Socket open() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }
}
