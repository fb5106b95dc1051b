package org.hansa.core.store;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.hansa.core.api.Blobs;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Readiness;
import org.hansa.core.api.metrics.Measured;
import org.hansa.core.api.store.Backups;
import org.hansa.core.api.store.Inspector;
import org.hansa.core.api.store.Store;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the store in the folder that the framework property {@code hansa.state} names. The services
 * Store and Blobs are there only while it is open; why it is not is said by Readiness, which is
 * always there.
 */
@Component(
    service = {Readiness.class, Backups.class, Inspector.class},
    immediate = true,
    configurationPid = "org.hansa.core.store")
@Designate(ocd = StoreComponent.Config.class)
@Capability(
    namespace = "osgi.service",
    attribute = {
      "objectClass:List<String>=\"org.hansa.core.api.store.Store,org.hansa.core.api.Blobs\""
    },
    uses = {Store.class, Blobs.class})
public final class StoreComponent implements Readiness, Backups, Inspector, DefaultBackups.Host {

  static final String STATE = "hansa.state";

  private static final int AGAIN_SECONDS = 2;
  private static final int AT_ONCE_SECONDS = 5;

  private static final Logger LOG = LoggerFactory.getLogger(StoreComponent.class);

  private final BundleContext bundle;
  private final Opening opening;
  private final Optional<Backups> backups;
  private volatile Optional<DatabaseStore> store = Optional.empty();
  private Optional<ServiceRegistration<?>> service = Optional.empty();
  private volatile String failure = "the store is being opened";
  private boolean closed;

  /** What the operator may change. */
  @ObjectClassDefinition(name = "Hansa store")
  @interface Config {
    @AttributeDefinition(description = "Changes that a watcher may lag behind, at least 1000")
    int retainedChanges() default 100_000;

    @AttributeDefinition(description = "Writes that may wait, at least 1")
    int waitingWrites() default 4096;

    @AttributeDefinition(description = "MiB that all blobs together may have, at least 1")
    long blobQuotaMi() default 5120;

    @AttributeDefinition(
        description =
            "jdbc:postgresql://HOST:PORT/DATABASE, for several nodes; none: a database of its own")
    String url() default "";

    @AttributeDefinition(description = "As whom PostgreSQL is asked")
    String user() default "";

    @AttributeDefinition(description = "The file whose first line is that user's password")
    String passwordFile() default "";
  }

  @Activate
  public StoreComponent(BundleContext bundle, Config config) {
    this.bundle = bundle;
    this.opening = new Opening(bundle.getProperty(STATE), config);
    backups =
        opening
            .folder()
            .map(f -> new DefaultBackups(f, this, InstantSource.system(), DefaultBackups.DISK));
    begin();
  }

  /**
   * What is there at once is waited for. A state of a former release may take minutes, and
   * meanwhile it is to be seen how far it is.
   */
  private void begin() {
    CompletableFuture<Void> opened = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                open();
              } finally {
                opened.complete(null);
              }
            },
            "hansa-store-open");
    thread.setDaemon(true);
    thread.start();
    try {
      opened.get(AT_ONCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LOG.info("The store is being opened: {}", failure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("it only ends", e);
    }
  }

  /** Nobody waits for it: whatever fails is said, and tried again. */
  private synchronized void open() {
    if (closed || store.isPresent()) {
      return;
    }
    try {
      DatabaseStore opened = opening.open(this::reopenSoon, this::far);
      store = Optional.of(opened);
      service =
          Optional.of(
              bundle.registerService(
                  new String[] {
                    Store.class.getName(), Blobs.class.getName(), Measured.class.getName()
                  },
                  opened,
                  null));
      failure = "";
    } catch (Problem e) {
      say(e.line(), e);
      // A disk or a server that was away comes back; a database that was brought to a newer schema
      // may be brought back, or the nodes of a former release leave it. Nobody should have to start
      // Hansa anew for that.
      boolean others = !opening.isLone() && e.reason() == Problem.Reason.CONFLICT;
      if (others || e.reason() == Problem.Reason.UNAVAILABLE) {
        again();
      }
    } catch (RuntimeException | Error e) {
      say("the store cannot be opened: " + e + "; see the log", e);
      try {
        release();
      } finally {
        again();
      }
    }
  }

  private void again() {
    CompletableFuture.delayedExecutor(AGAIN_SECONDS, TimeUnit.SECONDS).execute(this::open);
  }

  private void say(String why, Throwable cause) {
    if (!failure.equals(why)) {
      failure = why;
      LOG.error("The store is not open: {}", why, cause);
    }
  }

  private void far(String said) {
    failure = said;
  }

  /** Called by the store's own thread, which ends only when the store is closed by another. */
  private void reopenSoon() {
    Thread thread = new Thread(this::reopen, "hansa-store-reopen");
    thread.setDaemon(true);
    thread.start();
  }

  /** Who uses the store starts anew and lists: nothing that happened meanwhile is missed. */
  private synchronized void reopen() {
    LOG.warn("The store is opened anew, for what this node knows of its database is no longer so");
    try {
      release();
    } finally {
      open();
    }
  }

  @Override
  public Optional<DatabaseStore> store() {
    return store;
  }

  /** On a thread of its own: closing ends who uses the store, and the caller may belong to them. */
  @Override
  public void restore(SavedState saved, Restored restored, Consumer<String> progress) {
    OwnThread.run(
        "hansa-store-restore",
        "the restore of the backup " + saved.name(),
        () -> exchange(saved, restored, progress));
  }

  private synchronized void exchange(
      SavedState saved, Restored restored, Consumer<String> progress) {
    failure = "the backup " + saved.name() + " is being restored";
    release();
    try {
      opening.replace(saved, restored, progress);
      LOG.warn("The state is restored from the backup {}", saved.name());
    } finally {
      open();
    }
    if (store.isEmpty()) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the store is restored, but does not open: " + failure,
          "See the log.");
    }
  }

  private Backups backups() {
    return backups.orElseThrow(
        () -> new Problem(Problem.Reason.UNAVAILABLE, failure, "See the installation's log."));
  }

  @Override
  public Backup make(Optional<String> target, String by, String cause, Consumer<String> progress) {
    return backups().make(target, by, cause, progress);
  }

  @Override
  public List<Backup> list() {
    return backups().list();
  }

  @Override
  public void remove(String name, String by, String cause) {
    backups().remove(name, by, cause);
  }

  @Override
  public List<String> keep(int newest, String by, String cause) {
    return backups().keep(newest, by, cause);
  }

  @Override
  public void restore(
      String target, Trust trust, String by, String cause, Consumer<String> progress) {
    backups().restore(target, trust, by, cause, progress);
  }

  @Override
  public List<Found> inspect(String by, String cause, Consumer<String> progress) {
    return opened().inspect(by, cause, progress);
  }

  @Override
  public Report begin(String by, String cause) {
    return opened().beginInspection(by, cause);
  }

  @Override
  public Reports reports() {
    return opened().inspections.reports();
  }

  private DatabaseStore opened() {
    return store.orElseThrow(
        () ->
            new Problem(
                Problem.Reason.UNAVAILABLE,
                "no store is open: " + failure,
                "See the installation's log."));
  }

  @Override
  public String part() {
    return "store";
  }

  @Override
  public Optional<String> trouble() {
    return store.map(DatabaseStore::trouble).orElse(Optional.of(failure));
  }

  @Override
  public Optional<String> notice() {
    return store.flatMap(DatabaseStore::notice);
  }

  /** No new user first, then what waits is written. */
  @Deactivate
  public synchronized void close() {
    closed = true;
    release();
  }

  private void release() {
    Optional<DatabaseStore> open = store;
    store = Optional.empty();
    Optional<ServiceRegistration<?>> registered = service;
    service = Optional.empty();
    try {
      registered.ifPresent(ServiceRegistration::unregister);
    } finally {
      open.ifPresent(DatabaseStore::close);
    }
  }
}
