package org.hansa.core.extensions;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hansa.core.driver.Driver;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/**
 * Starts and ends other people's bundles, each on a thread of its own: an activator may never
 * return. A bundle that is to bring a driver has started when the driver has said who it is: before
 * that, what it replaces does not go.
 */
final class Starting {

  /** Of a service that is another process: the number of its bundle. */
  private static final String BUNDLE = "hansa.bundle";

  private static final long HEED_MILLIS = 1_000;

  private final BundleContext context;
  private final Duration patience;

  /** Bundles at which a thread is at work, or hangs. */
  private final Set<Long> busy = ConcurrentHashMap.newKeySet();

  /**
   * @param patience how long is waited for one bundle
   */
  Starting(BundleContext context, Duration patience) {
    this.context = context;
    this.patience = patience;
  }

  /**
   * @param driver true if it is to bring one
   * @throws BundleException why it has not started
   */
  void start(Bundle bundle, boolean driver) throws BundleException {
    within(
        bundle,
        House.named(bundle) + " has not started",
        () -> {
          bundle.start();
          if (driver) {
            await(bundle);
          }
        });
  }

  /**
   * @throws BundleException if it is still there: nothing but the end of this process removes it
   */
  void uninstall(Bundle bundle) throws BundleException {
    within(bundle, House.named(bundle) + " does not end", bundle::uninstall);
  }

  private interface Work {
    void run() throws BundleException, InterruptedException;
  }

  private void within(Bundle bundle, String trouble, Work work) throws BundleException {
    if (!busy.add(bundle.getBundleId())) {
      throw new BundleException(House.named(bundle) + " hangs: only a restart is rid of it");
    }
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(() -> run(bundle, work, done), "hansa-extension-" + bundle.getBundleId());
    thread.setDaemon(true);
    thread.start();
    try {
      done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      abandon(thread);
      throw new BundleException(trouble + " within " + patience.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      thread.interrupt();
      throw new BundleException(trouble + ": this process ends", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BundleException said) {
        throw said;
      }
      throw new BundleException(trouble + ": " + e.getCause(), e.getCause());
    }
  }

  /** Whoever hears that it is done may begin the next. */
  private void run(Bundle bundle, Work work, CompletableFuture<Void> done) {
    Optional<Throwable> trouble = Optional.empty();
    try {
      work.run();
    } catch (BundleException | InterruptedException | RuntimeException | Error e) {
      trouble = Optional.of(e);
    } finally {
      busy.remove(bundle.getBundleId());
    }
    trouble.ifPresentOrElse(done::completeExceptionally, () -> done.complete(null));
  }

  /** One that heeds it is given the time to. */
  private static void abandon(Thread thread) {
    thread.interrupt();
    try {
      thread.join(HEED_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void await(Bundle bundle) throws BundleException, InterruptedException {
    Semaphore news = new Semaphore(0);
    ServiceListener listener = event -> news.release();
    context.addServiceListener(listener);
    try {
      while (!speaks(bundle)) {
        news.acquire();
        news.drainPermits();
      }
    } finally {
      context.removeServiceListener(listener);
    }
  }

  private boolean speaks(Bundle bundle) throws BundleException {
    for (ServiceReference<?> each : drivers()) {
      if (isOf(each, bundle)) {
        Object service = context.getService(each);
        try {
          if (!(service instanceof Driver driver)) {
            throw new BundleException(
                House.named(bundle) + " could not make its driver; the log says why");
          }
          return !driver.id().isBlank();
        } finally {
          context.ungetService(each);
        }
      }
    }
    return false;
  }

  private List<ServiceReference<?>> drivers() {
    try {
      ServiceReference<?>[] found = context.getAllServiceReferences(Driver.class.getName(), null);
      return found == null ? List.of() : List.of(found);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isOf(ServiceReference<?> driver, Bundle bundle) {
    Object told = driver.getProperty(BUNDLE);
    return told == null
        ? bundle.equals(driver.getBundle())
        : String.valueOf(told).equals(String.valueOf(bundle.getBundleId()));
  }
}
