package org.hansa.core.kit;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.cluster.ClusterFacet;

/** Stands between the rules and a driver, and sees what must hold of every call. */
final class Watch {

  private final Calls calls;
  private final Findings findings;
  private final Secrets secrets;

  Watch(Calls calls, Findings findings, Secrets secrets) {
    this.calls = calls;
    this.findings = findings;
    this.secrets = secrets;
  }

  Driver driver(Driver raw) {
    return (Driver) watched(raw, "driver", Set.of(Driver.class));
  }

  private Session session(Session raw) {
    return (Session) watched(raw, "session", Set.of(Session.class));
  }

  /** An ability whose class cannot be told is watched as what it is at least. */
  private Object ability(Object raw) {
    return raw instanceof Ability ability
        ? watched(raw, ability.getClass().getSimpleName(), Known.interfaces(ability))
        : raw;
  }

  private Object watched(Object raw, String name, Set<Class<?>> types) {
    return Proxy.newProxyInstance(
        Watch.class.getClassLoader(),
        types.toArray(Class<?>[]::new),
        (proxy, method, args) -> {
          Object[] given = args == null ? new Object[0] : args;
          if (method.getDeclaringClass() == Object.class) {
            return plain(proxy, raw, method, given);
          }
          return call(raw, name, method, given);
        });
  }

  private static Object plain(Object proxy, Object raw, Method method, Object[] args) {
    return switch (method.getName()) {
      case "equals" -> proxy == args[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> String.valueOf(raw);
    };
  }

  private Object call(Object raw, String name, Method method, Object[] args) {
    String what = name + "." + method.getName();
    Duration limit =
        Stream.of(args)
            .filter(Deadline.class::isInstance)
            .map(a -> ((Deadline) a).left())
            .findFirst()
            .orElse(Duration.ZERO);
    Arrays.stream(args)
        .filter(Opening.class::isInstance)
        .forEach(a -> secrets.of(((Opening) a).credentials()));
    try {
      Object answer = calls.make(what, limit, () -> method.invoke(raw, args));
      if (method.getReturnType() == void.class) {
        return answer;
      }
      inspect(what, answer, method);
      return wrapped(what, answer);
    } catch (DriverException e) {
      refused(what, e);
      throw e;
    }
  }

  private Object wrapped(String what, Object answer) {
    if (answer == null) {
      throw new Broken(what + " returned null");
    }
    if (answer instanceof Session session) {
      return session(session);
    }
    if (answer instanceof List<?> list && list.stream().anyMatch(Ability.class::isInstance)) {
      return list.stream().filter(a -> a != null).map(this::ability).toList();
    }
    return answer;
  }

  private void inspect(String what, Object answer, Method method) {
    // What access answers is a secret, and meant to be one.
    boolean secret = method.getDeclaringClass() == ClusterFacet.class;
    new Inspection(
            (path, leaf) -> {
              if (leaf == null) {
                findings.add(WatchRules.NULLS, path + " is null");
              } else if (leaf instanceof String text && !secret) {
                secrets.in(path, text);
              }
            })
        .of(what, answer);
    if (answer instanceof Record || answer instanceof Session) {
      secrets.in(what + " as text", String.valueOf(answer));
    }
  }

  private void refused(String what, DriverException e) {
    if (e.reason() == null) {
      findings.add(WatchRules.EXCEPTIONS, what + " failed without a reason: " + e.getMessage());
    }
    if (e.getMessage() == null || e.getMessage().isBlank()) {
      findings.add(WatchRules.EXCEPTIONS, what + " failed as " + e.reason() + " without a word");
    }
    Throwable at = e;
    for (int depth = 0; at != null && depth < 10; depth++) {
      secrets.in("the failure of " + what, String.valueOf(at));
      at = at.getCause();
    }
  }
}
