package org.hansa.core.shell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.plan.Plan;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Store;

/** A small Hansa in memory: what commands talk to, and what they were told. */
final class Fakes {

  static final String TOKEN = "a-token-of-ada-long-enough";
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  final Map<Ref, Resource> resources = new TreeMap<>();
  final List<Request> submitted = new ArrayList<>();
  final List<List<Change>> applied = new ArrayList<>();
  final List<Store.Numbered> entries = new ArrayList<>();
  final Map<String, byte[]> blobs = new TreeMap<>();
  final List<Long> pasts = new ArrayList<>();

  /** What was committed; given two at a time. */
  final List<Changed> log = new ArrayList<>();

  long compacted;
  int queries;
  volatile long watchedFrom;
  final Set<String> forbidden = new java.util.HashSet<>();
  final Deque<String> input = new ArrayDeque<>();
  final List<Consumer<List<Changed>>> sinks = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PrintStream console = new PrintStream(out, true, StandardCharsets.UTF_8);
  final Set<String> disabled = java.util.concurrent.ConcurrentHashMap.newKeySet();
  UnaryOperator<Resource> shown = resource -> resource;
  Runnable asked = () -> {};
  Doc answer = Doc.parse("{\"text\":\"one\\ntwo\"}");
  List<Principal> able = List.of();
  Optional<Problem> refusal = Optional.empty();
  boolean interactive;
  Plan.Status plan = status(List.of(), List.of());

  final Gate gate = fake(Gate.class, this::gate);
  final Store store = fake(Store.class, this::store);
  final Planner planner = fake(Planner.class, this::planner);
  final Session session = fake(Session.class, this::session);

  String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Runs as someone who logged in over SSH with an account. */
  void as(String account, HansaCommand command) throws Exception {
    command.session = session;
    command.gate = gate;
    Subject subject = new Subject();
    subject.getPrincipals().add(new AccountPrincipal(account));
    subject.getPrincipals().add(new RolePrincipal("ssh"));
    doAs(subject, command::execute);
  }

  static <T> T doAs(Subject subject, PrivilegedExceptionAction<T> action) throws Exception {
    try {
      return Subject.doAs(subject, action);
    } catch (PrivilegedActionException e) {
      throw e.getException();
    }
  }

  static Plan.Status status(List<Plan.Line> lines, List<Plan.Reason> reasons) {
    // By its written form, so that fields which come to a plan later do not matter here.
    Map<String, Object> written =
        Map.of(
            "state",
            Plan.State.PLANNED,
            "made",
            NOW,
            "revision",
            1,
            "changes",
            lines,
            "whys",
            reasons,
            "cost",
            Map.of("EUR", new java.math.BigDecimal("0.02")),
            "gramsPerHour",
            new java.math.BigDecimal("3.1"));
    return org.hansa.core.api.Json.view(org.hansa.core.api.Json.tree(written), Plan.Status.class);
  }

  private Object gate(String method, Object[] args) {
    return switch (method) {
      case "login" -> {
        if (args[0].equals("ada") && "right".equals(new String((char[]) args[1]))) {
          yield account("ada");
        }
        throw new Problem(Problem.Reason.UNAUTHENTICATED, "wrong name or password", "Try again.");
      }
      case "bearer" -> {
        if (args[0].equals(TOKEN)) {
          yield account("ada");
        }
        throw new Problem(Problem.Reason.UNAUTHENTICATED, "no such token", "Log in.");
      }
      case "account" -> {
        if (disabled.contains((String) args[0])) {
          throw new Problem(Problem.Reason.UNAUTHENTICATED, "no such account", "Log in.");
        }
        yield account((String) args[0]);
      }
      case "view" -> snapshot();
      case "viewAt" -> {
        pasts.add((Long) args[1]);
        yield snapshot();
      }
      case "require" -> {
        if (forbidden.contains(args[1] + " " + ((Ref) args[2]).kind())) {
          throw new Problem(Problem.Reason.FORBIDDEN, "not allowed", "Ask.");
        }
        yield null;
      }
      case "whoMay" -> able;
      case "may" -> !forbidden.contains(args[1] + " " + args[2]);
      case "kinds" -> kinds();
      case "find", "kind" ->
          kinds().stream()
              .filter(
                  k -> k.kind().equalsIgnoreCase((String) args[0]) || k.plural().equals(args[0]))
              .findFirst();
      case "shown" -> shown.apply((Resource) args[0]);
      case "submit" -> {
        refusal.ifPresent(
            problem -> {
              throw problem;
            });
        submitted.add((Request) args[0]);
        yield snapshot();
      }
      default -> throw new AssertionError(method);
    };
  }

  private static Principal account(String name) {
    return new Principal("user:" + name, "demo", Set.of("use-case-user"));
  }

  private static List<Gate.Descriptor> kinds() {
    return List.of(kind("Application", "/spec/description"), kind("Secret", "/status/keys"));
  }

  private static Gate.Descriptor kind(String name, String column) {
    List<Kind.Column> columns = List.of(new Kind.Column("about", column));
    String plural = name.toLowerCase(java.util.Locale.ROOT) + "s";
    return new Gate.Descriptor(name, plural, "org.test", "A kind.", true, columns, "{}", "{}");
  }

  Snapshot snapshot() {
    return fake(
        Snapshot.class,
        (method, args) ->
            switch (method) {
              case "now" -> NOW;
              case "revision" -> log.isEmpty() ? 1L : log.get(log.size() - 1).revision();
              case "get" -> Optional.ofNullable(resources.get((Ref) args[0]));
              case "owned" -> List.of();
              case "kinds" -> resources.keySet().stream().map(Ref::kind).distinct().toList();
              case "list" ->
                  resources.values().stream()
                      .filter(r -> r.ref().kind().equals(args[0]))
                      .filter(r -> args.length < 2 || r.ref().tenant().equals(args[1]));
              default -> throw new AssertionError(method);
            });
  }

  private Object store(String method, Object[] args) throws IOException {
    return switch (method) {
      case "snapshot" -> snapshot();
      case "entries" -> {
        queries++;
        yield new Store.Page(List.copyOf(entries), Optional.empty());
      }
      case "changes" -> {
        if ((long) args[0] < compacted) {
          throw new Problem(
              Problem.Reason.EXHAUSTED,
              "changes were compacted; the oldest retained revision is " + compacted,
              "List.");
        }
        yield log.stream().filter(c -> c.revision() > (long) args[0]).limit(2).toList();
      }
      case "transact" -> snapshot();
      case "watch" -> {
        watchedFrom = (long) args[0];
        @SuppressWarnings("unchecked")
        Consumer<List<Changed>> sink = (Consumer<List<Changed>>) args[1];
        sinks.add(sink);
        AutoCloseable end = () -> sinks.remove(sink);
        yield end;
      }
      case "put" -> {
        byte[] bytes = ((InputStream) args[0]).readAllBytes();
        String digest = "sha256:" + Doc.parse("{\"n\":" + bytes.length + "}").digest();
        blobs.put(digest, bytes);
        yield digest;
      }
      default -> throw new AssertionError(method);
    };
  }

  @SuppressWarnings("unchecked")
  private Object planner(String method, Object[] args) {
    return switch (method) {
      case "plan" -> plan;
      case "apply" -> {
        applied.add((List<Change>) args[3]);
        yield plan;
      }
      case "explain" -> plan.whys();
      case "ask" -> {
        asked.run();
        yield answer;
      }
      default -> throw new AssertionError(method);
    };
  }

  private Object session(String method, Object[] args) {
    return switch (method) {
      case "getConsole" -> console;
      case "getKeyboard" ->
          new ByteArrayInputStream(
              input.isEmpty()
                  ? new byte[0]
                  : (input.poll() + "\n").getBytes(StandardCharsets.UTF_8));
      case "getTerminal" ->
          interactive
              ? fake(
                  Terminal.class,
                  (m, a) ->
                      switch (m) {
                        case "getWidth" -> 100;
                        case "isAnsiSupported" -> true;
                        case "getType" -> "xterm";
                        default -> throw new AssertionError(m);
                      })
              : null;
      case "readLine" -> {
        if (input.isEmpty()) {
          throw new org.jline.reader.EndOfFileException();
        }
        yield input.poll();
      }
      default -> throw new AssertionError(method);
    };
  }

  interface Answer {
    Object to(String method, Object[] args) throws Throwable;
  }

  static <T> T fake(Class<T> type, Answer answer) {
    InvocationHandler handler =
        (proxy, method, args) ->
            switch (method.getName()) {
              case "toString" -> type.getSimpleName();
              case "hashCode" -> System.identityHashCode(proxy);
              case "equals" -> proxy == args[0];
              default -> answer.to(method.getName(), args == null ? new Object[0] : args);
            };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
