package org.hansa.core.extensions;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.FrameworkFactory;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Extension;
import org.hansa.core.api.Extensions;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.gate.DefaultGate;
import org.hansa.core.store.SqliteStore;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;

/** A node: a real framework, and a store that may have been there before it. */
final class Machine {

  static final Principal USER = new Principal("system:test", "system", Set.of());

  final Framework framework;
  final SqliteStore store;
  final DefaultGate gate;
  final DefaultExtensions extensions;
  final Keeper keeper;
  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private final AutoCloseable watching;

  /**
   * @param state where the store lies
   * @param cache the framework's own folder: another one is a fresh release
   */
  Machine(Path state, Path cache) throws Exception {
    this(state, cache, Signers.ANYBODY);
  }

  /**
   * @param signers whom it lets in
   */
  Machine(Path state, Path cache, Signers signers) throws Exception {
    framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(Constants.FRAMEWORK_STORAGE, cache.toString(), "felix.log.level", "0"));
    framework.start();
    store = SqliteStore.open(state, InstantSource.system());
    gate =
        new DefaultGate(
            store,
            state,
            InstantSource.system(),
            () -> UUID.randomUUID().toString(),
            new SecureRandom(),
            1000);
    gate.addKinds(new ExtensionsComponent.Own());
    House house = new House(framework.getBundleContext(), signers, Duration.ofSeconds(2));
    extensions = new DefaultExtensions(store, gate, house);
    keeper = new Keeper(store, gate, house, "here", executor);
    watching = store.watch(store.snapshot().revision(), keeper::changed);
    keeper.lookAtAll();
  }

  Extensions.Inspection install(byte[] archive) throws Exception {
    return install(archive, false);
  }

  Extensions.Inspection install(byte[] archive, boolean force) throws Exception {
    return extensions.install(
        USER, "test", "test", Optional.empty(), new ByteArrayInputStream(archive), force);
  }

  Extensions.Inspection inspect(byte[] archive) throws Exception {
    return extensions.inspect(Optional.empty(), new ByteArrayInputStream(archive));
  }

  void delete(String name) {
    gate.submit(
        Request.of(USER, "test", "test", List.of(Change.Delete.of(DefaultExtensions.ref(name)))));
  }

  Optional<Resource> extension(String name) {
    return store.snapshot().get(DefaultExtensions.ref(name));
  }

  Extension.Status status(String name) {
    return extension(name).orElseThrow().status().as(Extension.Status.class);
  }

  String ready(String name) {
    return extension(name)
        .flatMap(e -> e.condition(Condition.READY))
        .map(c -> c.state() + " " + c.message())
        .orElse("unknown");
  }

  /** Versions that offer themselves. */
  List<String> running() {
    try {
      return framework.getBundleContext().getServiceReferences(Runnable.class, null).stream()
          .map(r -> r.getBundle().getSymbolicName() + " " + r.getProperty("version"))
          .sorted()
          .toList();
    } catch (InvalidSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  List<String> bundles() {
    return Arrays.stream(framework.getBundleContext().getBundles())
        .filter(b -> b.getBundleId() > 0)
        .map(House::named)
        .toList();
  }

  /** One of the house's own. */
  Bundle core(byte[] bundle) throws Exception {
    Bundle core =
        framework.getBundleContext().installBundle("core", new ByteArrayInputStream(bundle));
    core.start();
    return core;
  }

  void close() throws Exception {
    watching.close();
    executor.shutdownNow();
    executor.awaitTermination(10, TimeUnit.SECONDS);
    store.close();
    framework.stop();
    framework.waitForStop(10_000);
  }
}
