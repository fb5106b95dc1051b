package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hansa.core.gate.House.ADMIN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hansa.core.api.Account;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Role;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {

  private static final Ref ADA = Ref.parse("Account/demo/ada");
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final int CLIENTS = 16;
  private static final int STARTS = 500;

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void open() {
    house = new House(folder);
    house.as(
        ADMIN,
        House.account("demo/ada", "use-case-administrator"),
        new Change.Values(ADA, Map.of("password", "four words are good")));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Principal login(String name, String password) {
    return house.gate.login(name, password.toCharArray());
  }

  private Problem fails(String name, String password) {
    return catchThrowableOfType(Problem.class, () -> login(name, password));
  }

  @Test
  void theRightPasswordIsThePrincipalOfTheAccount() {
    Principal ada = login("ada@demo", "four words are good");
    assertThat(ada.name()).isEqualTo("user:ada@demo");
    assertThat(ada.tenant()).isEqualTo("demo");
    assertThat(ada.roles()).containsExactly("use-case-administrator");
    assertThat(house.gate.account("ada@demo")).isEqualTo(ada);
    house.reopen();
    assertThat(login("ada@demo", "four words are good")).isEqualTo(ada);
  }

  @Test
  void aWrongNameAndAWrongPasswordLookTheSame() {
    Problem password = fails("ada@demo", "something else");
    for (String name : new String[] {"ada", "eve@demo", "", "no such name!", "a@b@c"}) {
      Problem unknown = fails(name, "something else");
      assertThat(unknown.reason()).isEqualTo(Problem.Reason.UNAUTHENTICATED);
      assertThat(unknown.line()).isEqualTo(password.line());
    }
  }

  @Test
  void aChangedPasswordCountsAtOnceThoughTheOldWasRemembered() {
    login("ada@demo", "four words are good");
    house.as(ADMIN, new Change.Values(ADA, Map.of("password", "another good one")));
    assertThat(fails("ada@demo", "four words are good").reason())
        .isEqualTo(Problem.Reason.UNAUTHENTICATED);
    assertThat(login("ada@demo", "another good one").name()).isEqualTo("user:ada@demo");
  }

  /** So a person logs in at two places, and out of one. */
  @Test
  void tokensOfPlacesStandBesideEachOther() {
    String other = TOKEN.replace('0', 'f');
    house.as(ADMIN, new Change.Values(ADA, Map.of("token.desk", TOKEN, "token.mill-7", other)));
    assertThat(house.gate.bearer(TOKEN).name()).isEqualTo("user:ada@demo");
    assertThat(house.gate.bearer(other).name()).isEqualTo("user:ada@demo");

    house.as(house.gate.bearer(other), new Change.Values(ADA, Map.of("token.desk", "")));
    assertThat(catchThrowableOfType(Problem.class, () -> house.gate.bearer(TOKEN)).reason())
        .isEqualTo(Problem.Reason.UNAUTHENTICATED);
    assertThat(house.gate.bearer(other).name()).isEqualTo("user:ada@demo");
  }

  @Test
  void hasNotMoreTokensThanAnybodyCanOversee() {
    Map<String, String> many = new TreeMap<>();
    for (int i = 0; i < 32; i++) {
      many.put("token.p" + i, TOKEN + i);
    }
    house.as(ADMIN, new Change.Values(ADA, many));
    assertThat(house.refused(ADMIN, new Change.Values(ADA, Map.of("token", TOKEN))).reason())
        .isEqualTo(Problem.Reason.EXHAUSTED);
    house.as(ADMIN, new Change.Values(ADA, Map.of("token.p0", "", "token", TOKEN)));
    assertThat(house.gate.bearer(TOKEN).name()).isEqualTo("user:ada@demo");
    for (String place : new String[] {"token.", "token.A", "token.a b", "tokens", "token.-a"}) {
      assertThat(house.refused(ADMIN, new Change.Values(ADA, Map.of(place, TOKEN))).reason())
          .as(place)
          .isEqualTo(Problem.Reason.INVALID);
    }
  }

  @Test
  void aTokenStandsBesideThePasswordUntilItIsTakenAway() {
    assertThat(catchThrowableOfType(Problem.class, () -> house.gate.bearer(TOKEN)).reason())
        .isEqualTo(Problem.Reason.UNAUTHENTICATED);
    house.as(ADMIN, new Change.Values(ADA, Map.of("token", TOKEN)));
    assertThat(house.gate.bearer(TOKEN).name()).isEqualTo("user:ada@demo");
    assertThat(login("ada@demo", "four words are good").name()).isEqualTo("user:ada@demo");
    house.reopen();
    assertThat(house.gate.bearer(TOKEN).name()).isEqualTo("user:ada@demo");
    house.as(ADMIN, new Change.Values(ADA, Map.of("token", "")));
    assertThat(catchThrowableOfType(Problem.class, () -> house.gate.bearer(TOKEN)).reason())
        .isEqualTo(Problem.Reason.UNAUTHENTICATED);
    assertThat(house.refused(ADMIN, new Change.Values(ADA, Map.of("token", "short"))).reason())
        .isEqualTo(Problem.Reason.INVALID);
  }

  @Test
  void aPersonMaySetTheirOwnPasswordAndNoOther() {
    Principal ada = login("ada@demo", "four words are good");
    house.as(ada, new Change.Values(ADA, Map.of("password", "my own good one")));
    assertThat(login("ada@demo", "my own good one")).isEqualTo(ada);
    house.as(ADMIN, House.account("demo/bob", "use-case-user"));
    Ref bob = Ref.parse("Account/demo/bob");
    assertThat(house.refused(ada, new Change.Values(bob, Map.of("password", "12345678"))).reason())
        .isEqualTo(Problem.Reason.FORBIDDEN);
  }

  @Test
  void aDisabledOrDeletedAccountIsRefused() {
    house.as(ADMIN, new Change.Values(ADA, Map.of("token", TOKEN)));
    login("ada@demo", "four words are good");
    house.as(
        ADMIN,
        House.put(ADA.toString(), "{\"roles\":[\"use-case-administrator\"],\"disabled\":true}"));
    assertThat(fails("ada@demo", "four words are good").reason())
        .isEqualTo(Problem.Reason.UNAUTHENTICATED);
    assertThat(catchThrowableOfType(Problem.class, () -> house.gate.bearer(TOKEN)).reason())
        .isEqualTo(Problem.Reason.UNAUTHENTICATED);
    house.as(ADMIN, Change.Delete.of(ADA));
    assertThat(catchThrowableOfType(Problem.class, () -> house.gate.account("ada@demo")).reason())
        .isEqualTo(Problem.Reason.UNAUTHENTICATED);
  }

  @Test
  void guessingGetsSlowerAndWhoWasInStaysIn() {
    login("ada@demo", "four words are good");
    for (int i = 0; i < Throttle.FREE; i++) {
      assertThat(fails("ada@demo", "guess " + i).reason())
          .isEqualTo(Problem.Reason.UNAUTHENTICATED);
    }
    assertThat(fails("ada@demo", "guess").reason()).isEqualTo(Problem.Reason.EXHAUSTED);
    assertThat(login("ada@demo", "four words are good").name()).isEqualTo("user:ada@demo");
    house.pass(Duration.ofSeconds(2));
    assertThat(fails("ada@demo", "guess").reason()).isEqualTo(Problem.Reason.UNAUTHENTICATED);
    assertThat(fails("ada@demo", "guess").cure()).contains("Wait");
  }

  @Test
  void afterEachWaitOneAttemptPassesAndItMayBeTheRightOne() {
    for (int i = 0; i < 40; i++) {
      fails("ada@demo", "guess " + i);
      house.pass(Throttle.LONGEST);
    }
    fails("ada@demo", "guess");
    assertThat(fails("ada@demo", "four words are good").reason())
        .isEqualTo(Problem.Reason.EXHAUSTED);
    house.pass(Throttle.LONGEST);
    assertThat(login("ada@demo", "four words are good").name()).isEqualTo("user:ada@demo");
  }

  @Test
  void anAccountHasOneTurnByWhateverNameItIsCalled() {
    house.as(
        ADMIN,
        House.account("system/bob", "auditor"),
        new Change.Values(Ref.parse("Account/system/bob"), Map.of("password", "a long good one")));
    for (int i = 0; i < Throttle.FREE; i++) {
      fails("bob", "guess " + i);
    }
    assertThat(fails("bob@system", "guess").reason()).isEqualTo(Problem.Reason.EXHAUSTED);
  }

  @Test
  void noNumberOfFailuresOfOthersShutsSomebodyOut() {
    for (int i = 0; i < 2 * Throttle.MOST_TOGETHER; i++) {
      fails("nobody" + i + "@demo", "guess");
    }
    Problem slow = fails("one-more@demo", "guess");
    assertThat(slow.reason()).isEqualTo(Problem.Reason.EXHAUSTED);
    assertThat(slow.cure()).contains("Wait 1 s");
    assertThat(login("ada@demo", "four words are good").name()).isEqualTo("user:ada@demo");
  }

  private Path bootstrap(String text, String mode) throws IOException {
    Path file = house.state().resolve(Bootstrap.FILE);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return file;
  }

  @Test
  void theFirstAdministratorComesFromAFileThatIsThenGone() throws IOException {
    house.as(ADMIN, Change.Delete.of(ADA));
    String text =
        "{\"name\":\"root\",\"password\":\"a very good one\",\"token\":\"" + TOKEN + "\"}";
    Path file = bootstrap(text, "rw-------");
    house.reopen();
    assertThat(house.gate.trouble()).isEmpty();
    assertThat(file).doesNotExist();
    assertThat(login("root", "a very good one").roles())
        .containsExactlyInAnyOrderElementsOf(Role.BUILT_IN);
    assertThat(house.gate.bearer(TOKEN).name()).isEqualTo("user:root");
    bootstrap(text.replace("root", "eve"), "rw-------");
    house.reopen();
    assertThat(file).doesNotExist();
    assertThat(house.has(new Ref(Account.KIND, "system", "eve"))).isFalse();
  }

  @Test
  void theFileStaysUntilItsAccountIsDurable() throws IOException {
    house.as(ADMIN, Change.Delete.of(ADA));
    Path file = bootstrap("{\"name\":\"root\",\"password\":\"a very good one\"}", "rw-------");
    Problem full = new Problem(Problem.Reason.UNAVAILABLE, "the disk is full", "Make room.");
    assertThat(
            catchThrowableOfType(
                Problem.class,
                () ->
                    Opening.bootstrap(
                        house.store,
                        house.state(),
                        changes -> {
                          throw full;
                        })))
        .isSameAs(full);
    assertThat(file).exists();
    house.reopen();
    assertThat(login("root", "a very good one").name()).isEqualTo("user:root");
    assertThat(file).doesNotExist();
  }

  @Test
  void aFileThatOthersCouldReadIsNotUsed() throws IOException {
    house.as(ADMIN, Change.Delete.of(ADA));
    Path file = bootstrap("{\"name\":\"root\",\"password\":\"a very good one\"}", "rw-r--r--");
    house.reopen();
    assertThat(house.gate.trouble().orElseThrow()).contains("by others");
    assertThat(file).doesNotExist();
    assertThat(fails("root", "a very good one").reason()).isEqualTo(Problem.Reason.UNAUTHENTICATED);
  }

  @Test
  void whatCannotBeReadIsNotRepeated() throws IOException {
    house.as(ADMIN, Change.Delete.of(ADA));
    bootstrap("{\"name\":\"root\",\"password\":\"a very good one\"", "rw-------");
    house.reopen();
    assertThat(house.gate.trouble().orElseThrow())
        .contains("bootstrap.json")
        .doesNotContain("very good");
  }

  /**
   * Many clients come back at once when Hansa has started: none of them is taken for a stranger.
   */
  @Test
  void allWhoComeAtOnceAfterAStartAreKnown() throws Exception {
    house.as(ADMIN, new Change.Values(ADA, Map.of("token", TOKEN)));
    SecureRandom random = new SecureRandom();
    Vault vault = Opening.vault(house.store, new KeyFiles(house.state()), random);
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      for (int start = 0; start < STARTS; start++) {
        Accounts fresh =
            new Accounts(house.store, vault, new Passwords(1, random), random, () -> house.now);
        CyclicBarrier together = new CyclicBarrier(CLIENTS);
        Callable<Principal> one =
            () -> {
              together.await();
              return fresh.bearer(TOKEN);
            };
        for (Future<Principal> each : threads.invokeAll(Collections.nCopies(CLIENTS, one))) {
          assertThat(each.get().name()).isEqualTo("user:ada@demo");
        }
      }
    } finally {
      threads.shutdown();
    }
  }
}
