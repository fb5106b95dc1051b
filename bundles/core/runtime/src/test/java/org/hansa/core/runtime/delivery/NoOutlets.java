package org.hansa.core.runtime.delivery;

import java.lang.reflect.Proxy;
import org.hansa.core.api.gate.Gate;

/** For routes that neither ask the gate nor follow. */
final class NoOutlets {

  private NoOutlets() {}

  static Outlets outlets() {
    return new Outlets(fake(Gate.class), fake(Cursors.class), Runnable::run);
  }

  private static <T> T fake(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            }));
  }
}
