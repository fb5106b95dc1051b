package org.hansa.core.runtime;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Argument;
import org.hansa.core.api.control.Function;
import org.hansa.core.api.control.Records;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.workload.LogPart;

/** The functions that are installed, and their answers. Thread-safe. */
final class Functions {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int LINES = 100;

  private final Sessions sessions;
  private final Questions questions;
  private final LongSupplier nanos;
  private final Map<String, Function> functions = new ConcurrentHashMap<>();

  /**
   * @param askers gives each question to a driver a thread at once
   */
  Functions(Sessions sessions, Executor askers, LongSupplier nanos) {
    this.sessions = sessions;
    this.questions = new Questions(askers, LIMIT.plus(Calls.GRACE));
    this.nanos = nanos;
  }

  void add(Function function) {
    functions.put(function.kind() + "/" + function.name(), function);
  }

  void remove(Function function) {
    functions.remove(function.kind() + "/" + function.name(), function);
  }

  Doc ask(
      Snapshot now,
      Records records,
      Resource resource,
      String name,
      Map<String, String> arguments) {
    Function function = functions.get(resource.ref().kind() + "/" + name);
    if (function == null) {
      List<String> known = names(resource.ref().kind());
      throw new Problem(
          Problem.Reason.NOT_FOUND,
          resource.ref().kind() + " has no function '" + name + "'",
          Nearest.to(name, known)
              .map(n -> "Maybe '" + n + "' was meant.")
              .orElse("There are: " + known + "."));
    }
    Function.Reply reply =
        function.reply(now, records, resource, Argument.checked(function.arguments(), arguments));
    return reply.read().map(this::read).orElse(reply.value());
  }

  private List<String> names(String kind) {
    return functions.values().stream()
        .filter(f -> f.kind().equals(kind))
        .map(Function::name)
        .sorted()
        .toList();
  }

  List<Planner.Described> described() {
    return functions.values().stream()
        .map(
            f ->
                new Planner.Described(
                    f.kind(), f.name(), f.about(), f.arguments(), f.answer(), f.follows()))
        .sorted(
            Comparator.comparing(Planner.Described::kind).thenComparing(Planner.Described::name))
        .toList();
  }

  private Doc read(Function.Read read) {
    if (!read.function().equals("logs")) {
      throw Problem.invalid("driver function", read.function(), "logs", "Ask for logs.");
    }
    int lines = lines(read.arguments().getOrDefault("lines", Integer.toString(LINES)));
    Optional<String> after = Optional.ofNullable(read.arguments().get("after"));
    // Given back by who asks: one that does not answer keeps no session open.
    try (SessionSlot.Lease lease = sessions.leaseForPeople(read.endpoint())) {
      Deadline deadline = Deadline.in(LIMIT, nanos);
      Function.Text text =
          questions.ask(
              read.endpoint(), () -> lease.call(s -> text(s, read.uid(), lines, after, deadline)));
      return Doc.of(text);
    } catch (DriverException e) {
      throw problem(e);
    }
  }

  private static Function.Text text(
      Session session, String uid, int lines, Optional<String> after, Deadline deadline) {
    if (after.isEmpty()) {
      List<String> all = Verbs.logs(session, uid, lines, deadline);
      return new Function.Text(
          Optional.of(String.join("\n", all)),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
    LogPart part =
        Verbs.logsAfter(session, uid, after.filter(at -> !at.isEmpty()), lines, deadline);
    return new Function.Text(
        Optional.empty(),
        Optional.of(part.lines()),
        Optional.of(part.next()),
        Optional.of(part.gap()));
  }

  private static int lines(String text) {
    if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > LogPart.MOST) {
      throw Problem.invalid("lines", text, "a number from 1 to 10000", "Ask for fewer.");
    }
    return Integer.parseInt(text);
  }

  /** The same for people. */
  static Problem problem(DriverException e) {
    Problem.Reason reason =
        switch (e.reason()) {
          case NOT_FOUND -> Problem.Reason.NOT_FOUND;
          case INVALID -> Problem.Reason.INVALID;
          case CONFLICT -> Problem.Reason.CONFLICT;
          case EXHAUSTED -> Problem.Reason.EXHAUSTED;
          case UNAUTHORIZED, UNAVAILABLE -> Problem.Reason.UNAVAILABLE;
          case INTERNAL -> Problem.Reason.INTERNAL;
        };
    return new Problem(reason, e.getMessage(), "Look at the endpoint.", List.of(), e);
  }
}
