package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hansa.core.gate.House.ADMIN;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rights are those of the state that a change is committed on, not of when it was prepared. */
class OvertakenRightsTest {

  private static final String ROLE = "use-case-administrator";
  private static final Ref BOB = Ref.parse("Account/demo/bob");
  private static final String PASSWORD = "four words are good";

  @TempDir Path folder;
  private House house;
  private DefaultGate slow;
  private Principal bob;
  private final Deque<Runnable> between = new ArrayDeque<>();
  private final AtomicInteger transactions = new AtomicInteger();

  @BeforeEach
  void open() {
    house = new House(folder);
    house.as(ADMIN, House.account("demo/bob", ROLE));
    house.as(ADMIN, new Change.Values(BOB, Map.of("password", PASSWORD)));
    Store store =
        (Store)
            Proxy.newProxyInstance(
                Store.class.getClassLoader(),
                new Class<?>[] {Store.class},
                (proxy, method, arguments) -> {
                  if (List.of("transact", "begin").contains(method.getName())) {
                    transactions.incrementAndGet();
                    if (!between.isEmpty()) {
                      between.poll().run();
                    }
                  }
                  try {
                    return method.invoke(house.store, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    slow =
        new DefaultGate(
            store,
            house.state(),
            () -> house.now,
            () -> UUID.randomUUID().toString(),
            new SecureRandom(),
            1000);
    slow.addKinds(House.PLATFORM);
    slow.addKinds(House.ORCHESTRATION);
    bob = slow.login("bob@demo", PASSWORD.toCharArray());
    transactions.set(0);
  }

  @AfterEach
  void close() {
    slow.end();
    house.close();
  }

  private void submit(Principal who, Change change) {
    slow.submit(Request.of(who, "test", "", List.of(change)));
  }

  private Problem.Reason refused(Principal who, Change change) {
    return Assertions.catchThrowableOfType(Problem.class, () -> submit(who, change)).reason();
  }

  @Test
  void aRoleThatIsTakenBetweenPreparingAndDecidingCountsNoMore() {
    between.add(() -> house.as(ADMIN, House.account("demo/bob", "auditor")));
    assertThat(refused(bob, House.app("shop"))).isEqualTo(Problem.Reason.FORBIDDEN);
    assertThat(house.has(Ref.parse("Application/demo/shop"))).isFalse();
    assertThat(house.refusals()).last().extracting(e -> e.actor()).isEqualTo("user:bob@demo");
  }

  @Test
  void anAccountThatIsShutOrGoneWritesNothing() {
    between.add(
        () ->
            house.as(
                ADMIN,
                House.put(BOB.toString(), "{\"disabled\":true,\"roles\":[\"" + ROLE + "\"]}")));
    assertThat(refused(bob, House.app("shop"))).isEqualTo(Problem.Reason.UNAUTHENTICATED);
    house.as(ADMIN, House.account("demo/bob", ROLE));
    between.add(() -> house.as(ADMIN, Change.Delete.of(BOB)));
    assertThat(refused(bob, House.app("shop"))).isEqualTo(Problem.Reason.UNAUTHENTICATED);
    // Whoever came in before it went, and is slow.
    assertThat(refused(bob, House.app("shop"))).isEqualTo(Problem.Reason.UNAUTHENTICATED);
    assertThat(house.has(Ref.parse("Application/demo/shop"))).isFalse();
  }

  @Test
  void aRoleThatWasTakenSinceTheLoginCountsNoMore() {
    house.as(ADMIN, House.account("demo/bob", "auditor"));
    assertThat(refused(bob, House.app("shop"))).isEqualTo(Problem.Reason.FORBIDDEN);
  }

  @Test
  void whatLeavesTheRightsIsNoticedOnlyByTheTimeItTakes() {
    between.add(() -> house.as(ADMIN, House.account("demo/bob", ROLE, "auditor")));
    submit(bob, House.app("shop"));
    assertThat(house.has(Ref.parse("Application/demo/shop"))).isTrue();
    assertThat(transactions).hasValue(2);
    submit(bob, House.app("shop2"));
    assertThat(transactions).as("nothing changed, so nothing is asked twice").hasValue(3);
  }

  @Test
  void rightsThatNeverRestAreAConflict() {
    for (int i = 0; i < 20; i++) {
      String[] roles = i % 2 == 0 ? new String[] {ROLE, "auditor"} : new String[] {ROLE};
      between.add(() -> house.as(ADMIN, House.account("demo/bob", roles)));
    }
    assertThat(refused(bob, House.app("shop"))).isEqualTo(Problem.Reason.CONFLICT);
  }

  @Test
  void aGrantThatIsTakenBackBetweenPreparingAndDecidingCountsNoMore() {
    Ref grant = Ref.parse("RouteGrant/system/tickets");
    house.as(
        ADMIN,
        House.put(
            grant.toString(),
            "{\"bundle\":\"a\",\"rights\":[{\"kinds\":[\"Application\"],\"verbs\":[\"WRITE\"]}]}"));
    Principal route = slow.route("a");
    submit(route, House.app("shop"));
    between.add(() -> house.as(ADMIN, Change.Delete.of(grant)));
    assertThat(refused(route, House.app("other"))).isEqualTo(Problem.Reason.FORBIDDEN);
    assertThat(house.has(Ref.parse("Application/demo/other"))).isFalse();
  }
}
