package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hansa.core.gate.House.ADA;
import static org.hansa.core.gate.House.ADMIN;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Progress;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.RootKeys;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A new root key under all that is sealed, and nothing lost whatever comes between. */
class RekeyingTest {

  private static final Ref BOB = Ref.parse("Account/demo/bob");
  private static final String PASSWORD = "correct-horse-battery-staple";

  /** More than are sealed anew in one transaction. */
  private static final int MANY = 600;

  @TempDir Path folder;
  private House house;
  private Path key;
  private byte[] former;

  @BeforeEach
  void open() throws IOException {
    house = new House(folder);
    key = house.state().resolve("root.key");
    house.as(ADMIN, House.account("demo/bob", "use-case-user"));
    house.as(ADMIN, new Change.Values(BOB, Map.of("password", PASSWORD)));
    former = Files.readAllBytes(key);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static Ref secret(int n) {
    return new Ref("Secret", "demo", "s" + n);
  }

  private void secrets(int many) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      changes.add(House.put(secret(i).toString(), "{}"));
      changes.add(new Change.Values(secret(i), Map.of("value", "v" + i)));
    }
    for (int from = 0; from < changes.size(); from += 200) {
      house.as(
          ADA, changes.subList(from, Math.min(changes.size(), from + 200)).toArray(Change[]::new));
    }
  }

  /** With the key that is there, and no other. */
  private void allOpen(int many) throws IOException {
    try (Stream<Path> files = Files.list(house.state())) {
      for (Path file : files.filter(f -> f.getFileName().toString().contains("until")).toList()) {
        Files.delete(file);
      }
    }
    house.reopen();
    assertThat(house.gate.trouble()).isEmpty();
    assertThat(house.state().resolve("root.key.next")).doesNotExist();
    for (int i = 0; i < many; i++) {
      assertThat(house.gate.reveal(secret(i))).containsOnly(Map.entry("value", "v" + i));
    }
    assertThat(house.gate.login("bob@demo", PASSWORD.toCharArray()).name())
        .isEqualTo("user:bob@demo");
  }

  @Test
  void allIsSealedUnderTheNewKeyAndTheFormerIsKept() throws IOException {
    secrets(MANY);
    List<String> said = new ArrayList<>();

    RootKeys.Renewed renewed =
        house.gate.renew("user:root", "because", (done, total, line) -> said.add(line));

    assertThat(renewed.values()).isEqualTo(MANY + 1);
    assertThat(renewed.unread()).isEmpty();
    assertThat(said).last().asString().isEqualTo((MANY + 1) + " of " + (MANY + 1) + " values");
    assertThat(Files.readAllBytes(key)).hasSize(32).isNotEqualTo(former);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(Files.readAllBytes(Path.of(renewed.former()))).isEqualTo(former);
    assertThat(house.entries(Entry.AUDIT))
        .filteredOn(entry -> entry.body().toString().contains("\"rekey\""))
        .singleElement()
        .satisfies(entry -> assertThat(entry.actor()).isEqualTo("user:root"));
    assertThat(house.gate.reveal(secret(7))).containsEntry("value", "v7");
    allOpen(MANY);
  }

  /** The first transaction says that it begins, two seal anew. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void whatIsCutOffIsEndedAtTheNextStart(int transactions) throws IOException {
    secrets(MANY);
    DefaultGate failing = gate(failing(transactions));

    assertThat(
            catchThrowableOfType(
                    Problem.class, () -> failing.renew("user:root", "", Progress.UNHEARD))
                .reason())
        .isEqualTo(Problem.Reason.UNAVAILABLE);

    // It goes on working meanwhile.
    assertThat(failing.reveal(secret(1))).containsEntry("value", "v1");
    allOpen(MANY);
    // Nothing was sealed under the new key before the third.
    assertThat(Arrays.equals(Files.readAllBytes(key), former)).isEqualTo(transactions < 2);
  }

  /** All is sealed anew, and the power goes before the files are changed. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theNewKeyTakesItsPlaceAtTheNextStart(boolean formerIsThere) throws IOException {
    secrets(3);
    house.gate.renew("user:root", "", Progress.UNHEARD);
    Files.move(key, house.state().resolve("root.key.next"));
    if (formerIsThere) {
      Files.write(key, former);
    }
    byte[] next = Files.readAllBytes(house.state().resolve("root.key.next"));

    allOpen(3);

    assertThat(Files.readAllBytes(key)).isEqualTo(next);
  }

  @Test
  void oneThatFailedGoesOnWhenItIsAskedForAgain() throws IOException {
    secrets(MANY);
    AtomicBoolean fails = new AtomicBoolean(true);
    AtomicInteger made = new AtomicInteger();
    DefaultGate gate = gate(store(() -> fails.get() && made.getAndIncrement() == 2));
    assertThatThrownBy(() -> gate.renew("user:root", "", Progress.UNHEARD))
        .isInstanceOf(Problem.class);
    fails.set(false);

    assertThat(gate.renew("user:root", "", Progress.UNHEARD).values()).isEqualTo(MANY + 1 - 500);

    allOpen(MANY);
  }

  /** A backup may need any of them. */
  @Test
  void keysOfOneSecondAreAllKept() throws IOException {
    String first = house.gate.renew("user:root", "", Progress.UNHEARD).former();
    byte[] second = Files.readAllBytes(key);
    String other = house.gate.renew("user:root", "", Progress.UNHEARD).former();

    assertThat(Files.readAllBytes(Path.of(first))).isEqualTo(former);
    assertThat(Files.readAllBytes(Path.of(other))).isEqualTo(second);
  }

  /** A node with the former key may have come to life since. */
  @Test
  void oneThatWasCutOffIsNotEndedWhileOtherNodesWork() throws IOException {
    secrets(MANY);
    DefaultGate failing = gate(failing(2));
    assertThatThrownBy(() -> failing.renew("user:root", "", Progress.UNHEARD))
        .isInstanceOf(Problem.class);

    DefaultGate here = gate(shared());
    assertThat(here.trouble()).isEmpty();
    assertThat(here.reveal(secret(1))).containsEntry("value", "v1");
    assertThat(house.state().resolve("root.key.next")).exists();

    allOpen(MANY);
  }

  @Test
  void whatIsSetMeanwhileIsSealedUnderTheNewKey() throws Exception {
    secrets(MANY);
    AtomicBoolean ended = new AtomicBoolean();
    FutureTask<Integer> setting =
        new FutureTask<>(
            () -> {
              int n = 0;
              do {
                int i = n++ % MANY;
                house.as(ADA, new Change.Values(secret(i), Map.of("value", "v" + i)));
              } while (!ended.get());
              return n;
            });
    new Thread(setting).start();
    try {
      for (int i = 0; i < 3; i++) {
        house.pass(Duration.ofSeconds(1));
        house.gate.renew("user:root", "", Progress.UNHEARD);
      }
    } finally {
      ended.set(true);
    }
    assertThat(setting.get()).isPositive();
    allOpen(MANY);
  }

  @Test
  void whatOpensUnderNoKeyIsNamedAndLeft() throws IOException {
    secrets(2);
    house.store.transact(
        s ->
            new Transaction(
                List.of(),
                List.of(),
                List.of(),
                Map.of(secret(1), Optional.of(new byte[] {1, 2, 3}))));

    RootKeys.Renewed renewed = house.gate.renew("user:root", "", Progress.UNHEARD);

    assertThat(renewed.unread()).containsExactly(secret(1).toString());
    allOpen(1);
  }

  @Test
  void aKeyThatWasNeverUsedGoes() throws IOException {
    Files.write(house.state().resolve("root.key.next"), new byte[32]);
    allOpen(0);
    assertThat(Files.readAllBytes(key)).isEqualTo(former);
  }

  @Test
  void whereOtherNodesWorkNothingIsBegun() {
    assertThat(
            catchThrowableOfType(
                    Problem.class, () -> gate(shared()).renew("user:root", "", Progress.UNHEARD))
                .reason())
        .isEqualTo(Problem.Reason.CONFLICT);
    assertThat(house.state().resolve("root.key.next")).doesNotExist();
  }

  private Store shared() {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, args) -> {
              if (method.getName().equals("requireAlone")) {
                throw Problem.conflict("other nodes work with this database: b", "Stop them.");
              }
              return method.invoke(house.store, args);
            });
  }

  private DefaultGate gate(Store store) {
    return new DefaultGate(
        store,
        house.state(),
        () -> house.now,
        () -> UUID.randomUUID().toString(),
        new SecureRandom(),
        1000);
  }

  /** Fails from so many transactions on, counted from its making. */
  private Store failing(int after) {
    AtomicInteger made = new AtomicInteger();
    AtomicBoolean begun = new AtomicBoolean();
    Store store = store(() -> begun.get() && made.getAndIncrement() >= after);
    begun.set(true);
    return store;
  }

  private Store store(BooleanSupplier fails) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, args) -> {
              if (method.getName().equals("transact") && fails.getAsBoolean()) {
                throw new Problem(Problem.Reason.UNAVAILABLE, "the disk refuses", "Try again.");
              }
              try {
                return method.invoke(house.store, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
