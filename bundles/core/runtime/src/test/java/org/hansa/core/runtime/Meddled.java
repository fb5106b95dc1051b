package org.hansa.core.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.hansa.core.api.store.Leases;
import org.hansa.core.api.store.Store;

/** A store whose commits somebody meddles with: keeps them waiting, or refuses them. */
final class Meddled {

  volatile Runnable before = () -> {};
  volatile Runnable after = () -> {};

  /** To be set before the runtime is made. */
  volatile UnaryOperator<Leases> leases = real -> real;

  /** However often the thread is interrupted. */
  static void await(CountDownLatch latch) {
    boolean was = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        was = true;
      }
    }
    if (was) {
      Thread.currentThread().interrupt();
    }
  }

  Store over(Store real) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              boolean commit =
                  method.getName().equals("transact") || method.getName().equals("begin");
              if (commit) {
                before.run();
              }
              try {
                Object result = method.invoke(real, arguments);
                if (commit) {
                  after.run();
                }
                return result instanceof Leases all ? leases.apply(all) : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
