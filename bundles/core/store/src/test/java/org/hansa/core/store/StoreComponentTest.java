package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Blobs;
import org.hansa.core.api.metrics.Measured;
import org.hansa.core.api.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class StoreComponentTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir Path folder;

  private final List<String> registered = new ArrayList<>();
  private final List<Object> services = new ArrayList<>();

  /** What registering a service throws. */
  private volatile Optional<Error> unexpected = Optional.empty();

  private static <T> T answering(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** A framework whose property hansa.state is this, and which notes the services. */
  private BundleContext framework(String state) {
    ServiceRegistration<?> registration =
        answering(
            ServiceRegistration.class,
            (proxy, method, arguments) -> {
              registered.clear();
              return null;
            });
    return answering(
        BundleContext.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("getProperty")) {
            return arguments[0].equals("hansa.state") ? state : null;
          }
          if (unexpected.isPresent()) {
            throw unexpected.get();
          }
          registered.addAll(List.of((String[]) arguments[0]));
          services.add(arguments[1]);
          return registration;
        });
  }

  private static StoreComponent.Config config() {
    return answering(
        StoreComponent.Config.class, (proxy, method, arguments) -> method.getDefaultValue());
  }

  private static void awaitOpen(StoreComponent component) {
    await().atMost(SOON).until(() -> component.trouble().isEmpty());
  }

  private static void awaitSaid(StoreComponent component, String what) {
    await().atMost(SOON).until(() -> component.trouble().orElse("").contains(what));
  }

  @Test
  void theStoreIsAServiceWhileItIsOpen() {
    StoreComponent component = new StoreComponent(framework(folder.toString()), config());
    awaitOpen(component);
    assertThat(registered)
        .containsExactly(Store.class.getName(), Blobs.class.getName(), Measured.class.getName());
    assertThat(component.part()).isEqualTo("store");
    assertThat(component.trouble()).isEmpty();
    ((Store) services.get(0)).transact(s -> Samples.put("a", 1));
    component.close();
    assertThat(registered).isEmpty();

    StoreComponent again = new StoreComponent(framework(folder.toString()), config());
    awaitOpen(again);
    assertThat(((Store) services.get(1)).snapshot().revision()).isEqualTo(1);
    again.close();
  }

  @Test
  void itOpensByItselfWhenTheDiskIsGoodAgain() throws Exception {
    Path inTheWay = Files.writeString(folder.resolve("state"), "no folder");
    StoreComponent component = new StoreComponent(framework(inTheWay.toString()), config());
    awaitSaid(component, inTheWay.toString());
    assertThat(services).isEmpty();

    Files.delete(inTheWay);
    awaitOpen(component);
    assertThat(services).hasSize(1);
    component.close();
  }

  /** Whatever it is that fails, nobody should have to start Hansa anew for it. */
  @Test
  void itOpensByItselfAfterWhatNobodyExpected() {
    unexpected = Optional.of(new NoClassDefFoundError("one that is being replaced"));
    StoreComponent component = new StoreComponent(framework(folder.toString()), config());
    awaitSaid(component, "one that is being replaced");
    unexpected = Optional.empty();
    awaitOpen(component);
    assertThat(registered).contains(Store.class.getName());
    component.close();
  }

  @Test
  void readinessSaysWhyThereIsNone() {
    StoreComponent lost = new StoreComponent(framework(null), config());
    awaitSaid(lost, "hansa.state");
    StoreComponent first = new StoreComponent(framework(folder.toString()), config());
    awaitOpen(first);
    StoreComponent second = new StoreComponent(framework(folder.toString()), config());
    awaitSaid(second, "is in use by process");
    assertThat(services).hasSize(1);
    second.close();
    first.close();
    lost.close();
  }
}
