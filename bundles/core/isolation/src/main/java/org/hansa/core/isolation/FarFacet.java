package org.hansa.core.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.isolation.wire.Contract;
import org.hansa.core.isolation.wire.Messages;
import org.hansa.core.isolation.wire.Verb;

/** Any facet of the contract: its verbs are called where the driver is. */
final class FarFacet implements InvocationHandler {

  private final Calls calls;
  private final int place;
  private final Map<String, Messages.Constant> constants;
  private final Map<Method, Verb> verbs;

  private FarFacet(
      Calls calls, int place, Map<String, Messages.Constant> constants, Map<Method, Verb> verbs) {
    this.calls = calls;
    this.place = place;
    this.constants = constants;
    this.verbs = verbs;
  }

  static Ability of(Calls calls, int place, Messages.Offer offer) {
    List<Class<?>> interfaces = offer.interfaces().stream().map(FarFacet::type).toList();
    Map<String, Verb> byKey = new TreeMap<>();
    interfaces.forEach(i -> byKey.putAll(Verb.of(i)));
    Map<Method, Verb> verbs = new HashMap<>();
    for (Class<?> type : interfaces) {
      for (Method method : type.getMethods()) {
        Optional.ofNullable(byKey.get(Verb.key(method))).ifPresent(v -> verbs.put(method, v));
      }
    }
    return (Ability)
        Proxy.newProxyInstance(
            Driver.class.getClassLoader(),
            interfaces.toArray(new Class<?>[0]),
            new FarFacet(calls, place, offer.constants(), verbs));
  }

  private static Class<?> type(String name) {
    try {
      return Contract.facet(name);
    } catch (ClassNotFoundException e) {
      throw new DriverException(Reason.INTERNAL, "the contract here has no " + name, e);
    }
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] given) throws Throwable {
    Object[] arguments = given == null ? new Object[0] : given;
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(proxy, method, arguments);
    }
    Verb verb = verb(method);
    if (verb.isLocal()) {
      return InvocationHandler.invokeDefault(proxy, verb.method(), arguments);
    }
    try {
      return verb.read(verb.isConstant() ? constant(verb) : called(verb, arguments));
    } catch (UncheckedIOException e) {
      throw new DriverException(
          Reason.INTERNAL, "what " + method.getName() + " returned cannot be read", e);
    }
  }

  /** Where a facet inherits a method twice, the proxy may say it by either. */
  private Verb verb(Method method) {
    return Optional.ofNullable(verbs.get(method))
        .or(() -> verbs.values().stream().filter(v -> v.key().equals(Verb.key(method))).findFirst())
        .orElseThrow(() -> new IllegalStateException("no verb " + method));
  }

  private JsonNode constant(Verb verb) {
    Messages.Constant constant = constants.get(verb.key());
    constant
        .failure()
        .ifPresent(
            failure -> {
              throw failure.thrown();
            });
    return constant.value().orElseThrow();
  }

  private JsonNode called(Verb verb, Object[] arguments) {
    Optional<Deadline> deadline =
        Arrays.stream(arguments)
            .filter(Deadline.class::isInstance)
            .map(Deadline.class::cast)
            .findFirst();
    return calls.invoke(place, verb.key(), verb.written(arguments), deadline);
  }

  private Object ofObject(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "facet " + place + " of an isolated driver " + constants.keySet();
    };
  }
}
