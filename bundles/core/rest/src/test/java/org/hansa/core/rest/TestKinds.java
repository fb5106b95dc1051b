package org.hansa.core.rest;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.hansa.core.api.About;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Store;

/** Kinds that the built-in roles know, with small specs. */
final class TestKinds {

  static final List<String> ROLES =
      List.of(
          "infrastructure-administrator",
          "cloud-edge-administrator",
          "use-case-administrator",
          "use-case-user",
          "auditor");

  private TestKinds() {}

  record Spec(
      @About("Where") Optional<String> site,
      @About(value = "How large", min = "0") Optional<BigDecimal> size,
      @About(value = "Anything", most = 1_000_000) Optional<String> note) {}

  record Status() {}

  static List<Kind> all() {
    return List.of(kind("Application", "applications"), kind("Site", "sites"));
  }

  private static Kind kind(String name, String plural) {
    return new Kind(
        name,
        plural,
        1,
        "org.hansa.test",
        Spec.class,
        Status.class,
        Kind.Writer.USERS,
        "About " + name,
        List.of(new Kind.Column("SIZE", "/spec/size")));
  }

  /** The store as it is after its change log was compacted. */
  static Store compacting(Store store, LongSupplier upTo) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              boolean log = List.of("watch", "changes").contains(method.getName());
              if (log && (long) arguments[0] < upTo.getAsLong()) {
                throw new Problem(
                    Problem.Reason.EXHAUSTED,
                    "the oldest retained revision is " + upTo.getAsLong(),
                    "List anew.");
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
