package org.hansa.core.isolation.child;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Session;
import org.hansa.core.isolation.wire.Contract;
import org.hansa.core.isolation.wire.Failure;
import org.hansa.core.isolation.wire.Mapping;
import org.hansa.core.isolation.wire.Messages;
import org.hansa.core.isolation.wire.Verb;

/** A session of the driver, and the verbs of its facets by name. */
final class OpenSession {

  private record Part(Ability ability, List<Class<?>> interfaces, Map<String, Verb> verbs) {}

  private final Session session;
  private final List<Part> parts = new ArrayList<>();

  OpenSession(Session session) {
    this.session = session;
    for (Ability ability : Hosted.present(session.facets(), "facets()")) {
      List<Class<?>> interfaces = Contract.facets(ability.getClass());
      if (interfaces.isEmpty()) {
        throw new DriverException(
            Reason.INTERNAL, ability.getClass().getName() + " implements no facet of the contract");
      }
      Map<String, Verb> verbs = new TreeMap<>();
      interfaces.forEach(i -> verbs.putAll(Verb.of(i)));
      parts.add(new Part(ability, interfaces, verbs));
    }
  }

  Messages.Opened opened() {
    return new Messages.Opened(
        parts.stream().map(OpenSession::offer).toList(),
        Hosted.present(session.capabilities(), "capabilities()"));
  }

  private static Messages.Offer offer(Part part) {
    Map<String, Messages.Constant> constants = new TreeMap<>();
    part.verbs().values().stream()
        .filter(Verb::isConstant)
        .forEach(v -> constants.put(v.key(), constant(part, v)));
    return new Messages.Offer(part.interfaces().stream().map(Class::getName).toList(), constants);
  }

  private static Messages.Constant constant(Part part, Verb verb) {
    try {
      return new Messages.Constant(
          Optional.of(Mapping.tree(result(part, verb, new Object[0]))), Optional.empty());
    } catch (Throwable e) {
      // Told to whoever asks for it; the other verbs may work.
      return new Messages.Constant(Optional.empty(), Optional.of(Failure.of(e)));
    }
  }

  Host.Result invoke(Messages.Invoke invoke) throws Throwable {
    Part part = parts.get(invoke.facet());
    Verb verb = part.verbs().get(invoke.verb());
    Deadline deadline = Deadline.in(Duration.ofNanos(invoke.left()), System::nanoTime);
    Object value = result(part, verb, verb.read(invoke.arguments(), deadline));
    return new Host.Result(value, Optional.of(verb.result()));
  }

  private static Object result(Part part, Verb verb, Object[] arguments) throws Throwable {
    try {
      Object value = verb.method().invoke(part.ability(), arguments);
      return verb.method().getReturnType() == void.class
          ? ""
          : Hosted.present(value, verb.method().getName() + " of " + part.ability().name());
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  void close() {
    session.close();
  }
}
