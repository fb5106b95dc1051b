package org.hansa.core.testing.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hansa.core.driver.DriverException.Reason.UNAUTHORIZED;
import static org.hansa.core.driver.DriverException.Reason.UNAVAILABLE;
import static org.hansa.core.testing.http.Setting.failure;
import static org.hansa.core.testing.http.Setting.in;
import static org.hansa.core.testing.http.Setting.late;
import static org.hansa.core.testing.http.Setting.soon;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.http.Answer;
import org.hansa.core.driver.http.Credentials;
import org.hansa.core.driver.http.HttpCaller;
import org.hansa.core.driver.http.Request;
import org.hansa.core.driver.http.Token;
import org.hansa.core.testing.fault.Fault;
import org.hansa.core.testing.fault.Rule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A vendor that gives out tokens of an hour and takes the newest alone. */
@Timeout(60)
class LoginTest {

  record Login(String user, String password) {}

  record Granted(String token) {}

  private static final Duration LIFE = Duration.ofHours(1);

  private final AtomicInteger newest = new AtomicInteger();
  private volatile String password = "right";
  private Setting setting;
  private HttpCaller caller;

  @BeforeEach
  void open() throws IOException {
    setting = new Setting();
    setting
        .vendor
        .on(
            "/login",
            asked ->
                asked.body().contains("\"right\"")
                    ? Vendor.Reply.json("{\"token\": \"t" + newest.incrementAndGet() + "\"}")
                    : Vendor.Reply.of(401, "text/plain", "wrong password wrong"))
        .on(
            "/work",
            asked ->
                Vendor.Reply.of(
                    asked.header("X-auth-token").equals("t" + newest.get()) ? 200 : 401));
    caller =
        setting.caller(
            s ->
                s.credentials(Credentials.token("X-Auth-Token", this::login))
                    .hiding(List.of("right", "wrong")));
  }

  @AfterEach
  void close() {
    setting.close();
  }

  private Token login(Function<Request, Answer> here, Deadline deadline) {
    Answer granted = here.apply(Request.post("/login").json(new Login("me", password)));
    return new Token(
        granted.json(Granted.class).token(), Optional.of(setting.now.get().plus(LIFE)));
  }

  private int work() {
    return caller.send(Request.post("/work"), late()).status();
  }

  private long logins() {
    return setting.vendor.count("POST", "/login");
  }

  @Test
  void nobodyLogsInBeforeSomethingIsAsked() {
    assertThat(setting.vendor.seen()).isEmpty();
  }

  @Test
  void oneLoginIsForManyThreads() {
    setting.proxy.play(
        Rule.always(new Fault.Late(Duration.ofMillis(200), Duration.ofMillis(200)))
            .on("POST", "/login"));

    List<CompletableFuture<Integer>> all =
        IntStream.range(0, 16).mapToObj(i -> CompletableFuture.supplyAsync(this::work)).toList();

    assertThat(all).allSatisfy(one -> assertThat(one.join()).isEqualTo(200));
    assertThat(logins()).isEqualTo(1);
  }

  @Test
  void aTokenIsRenewedAheadOfItsEnd() {
    work();
    setting.pass(LIFE.minus(Duration.ofMinutes(2)));
    work();
    assertThat(logins()).isEqualTo(1);

    setting.pass(Duration.ofSeconds(90));

    assertThat(work()).isEqualTo(200);
    assertThat(logins()).isEqualTo(2);
    assertThat(setting.vendor.seen().stream().filter(s -> s.path().equals("/work"))).hasSize(3);
  }

  @Test
  void whileOneRenewsItTheOthersGoOn() {
    work();
    setting.pass(LIFE.minus(Duration.ofSeconds(30)));
    setting.proxy.play(Rule.always(Fault.halfOpen()).on("POST", "/login"));
    CompletableFuture<Integer> renewing =
        CompletableFuture.supplyAsync(
            () -> caller.send(Request.post("/work"), in(Duration.ofSeconds(9))).status());
    await().until(() -> !setting.proxy.struck().isEmpty());

    assertThat(caller.send(Request.post("/work"), soon()).status()).isEqualTo(200);

    assertThat(renewing).isNotDone();
    assertThat(renewing.join()).isEqualTo(200);
  }

  @Test
  void theOldOneServesWhileItCannotBeRenewed() {
    work();
    setting.pass(LIFE.minus(Duration.ofSeconds(30)));
    setting.proxy.play(Rule.always(Fault.status(503)).on("POST", "/login"));

    assertThat(work()).isEqualTo(200);
    assertThat(work()).isEqualTo(200);
    assertThat(setting.proxy.struck()).hasSize(1);

    setting.pass(Duration.ofSeconds(31));
    failure(UNAVAILABLE, this::work);
    setting.proxy.play();
    assertThat(work()).isEqualTo(200);
  }

  @Test
  void aTokenThatIsTakenBackIsReplacedOnceForAllAndTheCallsGoOn() {
    work();
    newest.incrementAndGet();

    List<CompletableFuture<Integer>> all =
        IntStream.range(0, 8).mapToObj(i -> CompletableFuture.supplyAsync(this::work)).toList();

    assertThat(all).allSatisfy(one -> assertThat(one.join()).isEqualTo(200));
    assertThat(logins()).isEqualTo(2);
  }

  @Test
  void wrongCredentialsAreTriedOnceAndNotShown() {
    password = "wrong";

    DriverException e = failure(UNAUTHORIZED, this::work);
    for (int i = 0; i < 5; i++) {
      failure(UNAUTHORIZED, this::work);
    }

    assertThat(logins()).isEqualTo(1);
    assertThat(e).hasMessageContaining("POST /login: status 401").hasMessageContaining("***");
    assertThat(e.getMessage()).doesNotContain("wrong");
    setting.pass(Duration.ofSeconds(61));
    failure(UNAUTHORIZED, this::work);
    assertThat(logins()).isEqualTo(2);
  }

  @Test
  void aNewTokenThatIsRefusedIsNotReplacedAgainAndAgain() {
    setting.vendor.on("/work", Vendor.Reply.of(401));

    for (int i = 0; i < 5; i++) {
      failure(UNAUTHORIZED, this::work);
    }

    assertThat(logins()).isEqualTo(1);
  }

  @Test
  void aLoginKeepsToTheDeadlineOfTheCall() {
    setting.proxy.play(Rule.always(Fault.halfOpen()).on("POST", "/login"));

    DriverException e = failure(UNAVAILABLE, () -> caller.send(Request.post("/work"), soon()));

    assertThat(e).hasMessageContaining("POST /login: no answer within");
  }

  @Test
  void whoWaitsForAnImpatientLoginLogsInThemself() {
    setting.proxy.play(Rule.always(Fault.halfOpen()).on("POST", "/login").once());
    CompletableFuture<DriverException> impatient =
        CompletableFuture.supplyAsync(
            () -> failure(UNAVAILABLE, () -> caller.send(Request.post("/work"), soon())));
    await().until(() -> !setting.proxy.struck().isEmpty());

    assertThat(work()).isEqualTo(200);

    impatient.join();
    assertThat(logins()).isEqualTo(1);
  }

  /** It is not JSON, and what it is may be the token. */
  @Test
  void nothingOfALoginsAnswerIsShown() {
    setting.vendor.on("/login", Vendor.Reply.of(200, "text/plain", "secretToken17"));

    DriverException e = failure(DriverException.Reason.INTERNAL, this::work);

    assertThat(e).hasMessage("POST /login: the answer is not JSON at line 1");
    assertThat(e).hasNoCause();
  }
}
