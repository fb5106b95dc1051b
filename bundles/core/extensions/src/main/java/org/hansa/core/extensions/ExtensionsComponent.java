package org.hansa.core.extensions;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Extension;
import org.hansa.core.api.Extensions;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Kinds;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Store;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps this node's extensions while the store and the gate are there. */
@Component(service = Extensions.class, immediate = true)
public final class ExtensionsComponent implements Extensions {

  private static final Logger LOG = LoggerFactory.getLogger(ExtensionsComponent.class);

  /** A folder whose archives are installed; none is looked at if it is not said. */
  static final String FOLDER = "hansa.deploy";

  /** A file that is as it was that long ago is whole: whoever puts it there waits twice as long. */
  private static final long LOOK_MILLIS = 250;

  /** Another process, or a slow start, is given that long. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final DefaultExtensions extensions;
  private final Keeper keeper;
  private final AutoCloseable watching;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "hansa-extensions");
            thread.setDaemon(true);
            return thread;
          });

  @Activate
  public ExtensionsComponent(BundleContext context, @Reference Store store, @Reference Gate gate) {
    Signers signers =
        Optional.ofNullable(context.getProperty(Signers.FILE))
            .filter(file -> !file.isBlank())
            .map(file -> Signers.in(Path.of(file)))
            .orElse(Signers.ANYBODY);
    House house = new House(context, signers, PATIENCE);
    extensions = new DefaultExtensions(store, gate, house);
    keeper = new Keeper(store, gate, house, node(context), executor);
    watching = store.watch(store.snapshot().revision(), keeper::changed);
    keeper.lookAtAll();
    Optional.ofNullable(context.getProperty(FOLDER))
        .filter(folder -> !folder.isBlank())
        .ifPresent(folder -> watch(new DeployFolder(Path.of(folder), extensions, store, gate)));
  }

  private void watch(DeployFolder folder) {
    Runnable look =
        () -> {
          try {
            folder.look();
          } catch (RuntimeException e) {
            LOG.warn("the folder of extensions was not looked through; it is again in a moment", e);
          }
        };
    var unused =
        executor.scheduleWithFixedDelay(look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static String node(BundleContext context) {
    return Optional.ofNullable(context.getProperty("hansa.node"))
        .filter(name -> !name.isBlank())
        .orElse("this");
  }

  @Deactivate
  void stop() throws Exception {
    watching.close();
    executor.shutdownNow();
  }

  @Override
  public Inspection inspect(Optional<String> name, InputStream archive) throws IOException {
    return extensions.inspect(name, archive);
  }

  @Override
  public Inspection install(
      Principal principal,
      String door,
      String cause,
      Optional<String> name,
      InputStream archive,
      boolean force)
      throws IOException {
    return extensions.install(principal, door, cause, name, archive, force);
  }

  @Override
  public String rollBack(Principal principal, String door, String cause, String name) {
    return extensions.rollBack(principal, door, cause, name);
  }

  /** The kind is there before the gate is asked for any. */
  @Component(service = Kinds.class)
  public static final class Own implements Kinds {

    @Override
    public List<Kind> kinds() {
      return List.of(
          new Kind(
              Extension.KIND,
              "extensions",
              1,
              "org.hansa.core.extensions",
              Extension.Spec.class,
              Extension.Status.class,
              Kind.Writer.USERS,
              "Code that is installed beside Hansa's own: a driver, routes, a component.",
              List.of(
                  new Kind.Column("BUNDLE", "/status/bundle"),
                  new Kind.Column("VERSION", "/status/version"),
                  new Kind.Column("SIGNER", "/status/signer"))));
    }
  }
}
