package org.hansa.core.runtime;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Function;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;

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

  Doc ask(Snapshot now, Resource resource, String name, Map<String, String> arguments) {
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
    Function.Reply reply = function.reply(now, resource, arguments);
    return reply.read().map(this::read).orElse(reply.value());
  }

  private List<String> names(String kind) {
    return functions.values().stream()
        .filter(f -> f.kind().equals(kind))
        .map(Function::name)
        .sorted()
        .toList();
  }

  private Doc read(Function.Read read) {
    if (!read.function().equals("logs")) {
      throw Problem.invalid("driver function", read.function(), "logs", "Ask for logs.");
    }
    int lines = lines(read.arguments().getOrDefault("lines", Integer.toString(LINES)));
    // Given back by who asks: one that does not answer keeps no session open.
    try (SessionSlot.Lease lease = sessions.leaseForPeople(read.endpoint())) {
      Deadline deadline = Deadline.in(LIMIT, nanos);
      List<String> text =
          questions.ask(
              read.endpoint(), () -> lease.call(s -> Verbs.logs(s, read.uid(), lines, deadline)));
      return Doc.of(JsonNodeFactory.instance.objectNode().put("text", String.join("\n", text)));
    } catch (DriverException e) {
      throw problem(e);
    }
  }

  private static int lines(String text) {
    if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 10_000) {
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
