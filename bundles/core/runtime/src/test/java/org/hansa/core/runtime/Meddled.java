package org.hansa.core.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.hansa.core.api.store.Store;

/** A store whose commits somebody meddles with: keeps them waiting, or refuses them. */
final class Meddled {

  volatile Runnable before = () -> {};
  volatile Runnable after = () -> {};

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
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
