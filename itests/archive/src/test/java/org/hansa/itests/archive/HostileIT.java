package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hansa.core.api.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What must not be sent is sent to each door of one installation, by the tables in {@code
 * hostile/}: each is answered as the table says, once, with what is wrong and a cure, and nothing
 * is stored by it.
 */
@TestMethodOrder(OrderAnnotation.class)
class HostileIT {

  /** Crowds come after the cases, for they may write. */
  private static final int LAST = Integer.MAX_VALUE - 1;

  private static final String OK = "/secrets/demo/ok";
  private static final String TYPE = "Content-Type";

  /** What no answer may hold: it would be of the inside. */
  private static final Pattern INSIDE =
      Pattern.compile(
          "Exception|\\tat |org\\.hansa\\.[a-z.]+\\.[A-Z]|org\\.apache|java\\.|root:|jetty|4711");

  private static final Map<String, String> WORDS = new HashMap<>();

  @TempDir static Path folder;

  private static Distribution hansa;
  private static Path documents;
  private static SshTries ssh;
  private static Siege siege;
  private static long revision;
  private static long noted;
  private static long heap;
  private static int descriptors;

  @BeforeAll
  static void start() throws IOException {
    documents = Files.createDirectory(folder.resolve("documents"));
    Files.createSymbolicLink(documents.resolve("link.yaml"), Path.of("/etc/passwd"));
    hansa = Distribution.withAdministrator(folder, documents);
    hansa.start();
    Rest admin = hansa.rest();
    admin.send("PUT", "/tenants/system/other", spec(Map.of())).ok();
    account("demo", "ann");
    account("demo", "una");
    account("other", "eve");
    admin.send("PUT", OK, spec(Map.of("description", "stays as it is"))).ok();
    WORDS.put("token", Distribution.TOKEN);
    WORDS.put("port", Integer.toString(hansa.http()));
    WORDS.put("state", hansa.state().toString());
    WORDS.put("folder", documents.toString());
    WORDS.put("envelope", envelope("<ListApplications xmlns='urn:hansa:applications:1'/>"));
    logIn();
    ssh = new SshTries(hansa.ssh(), "ann@demo", token("ann"));
    siege = new Siege(hansa, new Vitals(hansa.pid()), admin, hansa.rest(token("ann")), ssh);
    settle();
  }

  /** What stands now was rightly made. */
  private static void settle() throws IOException {
    revision = revision();
    noted = entries(noted).mapToLong(each -> each.path("number").asLong()).max().orElse(noted);
  }

  @AfterAll
  static void end() throws IOException {
    try {
      ssh.close();
    } finally {
      hansa.end();
    }
  }

  private static JsonNode spec(Map<String, ?> fields) {
    return Json.tree(Map.of("spec", fields));
  }

  private static String token(String name) {
    return switch (name) {
      case "admin" -> Distribution.TOKEN;
      default -> Distribution.TOKEN.substring(3) + name;
    };
  }

  private static void account(String tenant, String name) throws IOException {
    String path = "/accounts/" + tenant + "/" + name;
    JsonNode roles = spec(Map.of("roles", List.of("use-case-administrator")));
    hansa.rest().send("PUT", path, roles).ok();
    hansa.rest().send("PUT", path + "/values", Json.tree(Map.of("token", token(name)))).ok();
  }

  private static void logIn() throws IOException {
    byte[] login =
        bytes(Json.text(Json.tree(Map.of("name", "admin", "password", Distribution.PASSWORD))));
    Map<String, String> headers = headers("nobody", "application/json");
    headers.put("Content-Length", Integer.toString(login.length));
    RawHttp.Answer given =
        RawHttp.send(hansa.http(), RawHttp.request("POST /api/v1/session", headers, login), false);
    assertThat(given.status()).as(given.text()).isEqualTo(201);
    WORDS.put("session", given.headers().get("set-cookie").split("[=;]")[1]);
    WORDS.put("key", Json.read(given.body()).get("key").textValue());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Map<String, String> headers(String as, String type) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", "localhost:" + hansa.http());
    headers.put("Connection", "close");
    if (!as.equals("nobody")) {
      headers.put("Authorization", "Bearer " + token(as));
    }
    if (!type.isEmpty()) {
      headers.put(TYPE, type);
    }
    return headers;
  }

  private static String envelope(String body) {
    return "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body>"
        + body
        + "</e:Body></e:Envelope>";
  }

  static Stream<HostileCase> http() throws IOException {
    List<HostileCase> all = new ArrayList<>();
    for (String door : List.of("rest-bodies", "rest", "web", "http")) {
      all.addAll(HostileCase.of(door, WORDS));
    }
    return all.stream();
  }

  static Stream<HostileCase> soap() throws IOException {
    return HostileCase.of("soap", WORDS).stream();
  }

  static Stream<HostileCase> shell() throws IOException {
    return HostileCase.of("shell", WORDS).stream();
  }

  @Test
  void theTablesHoldWhatTheyMust() throws IOException {
    List<String> names =
        Stream.of(http(), soap(), shell()).flatMap(s -> s).map(HostileCase::toString).toList();
    assertThat(names).hasSizeGreaterThanOrEqualTo(300).doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("http")
  void isRefused(HostileCase hostile) throws IOException {
    String[] awaited = hostile.status();
    RawHttp.Answer answer = send(hostile, "", "application/json", "body");
    check(hostile, answer);
    if (awaited[1].isBlank()) {
      // The server itself, to whom it does not understand.
      assertThat(answer.headers()).containsEntry("connection", "close");
      return;
    }
    assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
    JsonNode problem = Json.read(answer.body());
    assertThat(problem.path("type").asText()).isEqualTo("urn:hansa:problem:" + awaited[1].strip());
    assertThat(problem.path("status").asText()).isEqualTo(awaited[0]);
    assertThat(problem.path("detail").asText()).isNotEmpty();
    assertThat(problem.path("cure").asText()).isNotEmpty();
    assertThat(problem.path("instance").asText()).isEqualTo(answer.headers().get("x-request-id"));
    assertThat(answer.body()).contains(hostile.text("says", ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("soap")
  void isAFault(HostileCase hostile) throws IOException {
    String[] awaited = hostile.status();
    RawHttp.Answer answer =
        send(hostile, "POST /soap/v1/applications", "text/xml; charset=utf-8", "envelope");
    check(hostile, answer);
    assertThat(answer.headers().get("content-type")).startsWith("text/xml");
    String fault = hostile.text("fault", awaited[1].isBlank() ? "" : "Client");
    assertThat(answer.body())
        .contains("<faultcode>soap:" + fault + "<", "cure>", hostile.text("says", ""));
    if (!awaited[1].isBlank()) {
      assertThat(answer.body()).contains("reason>" + awaited[1].strip() + "<");
    }
  }

  private static RawHttp.Answer send(HostileCase hostile, String ask, String type, String body)
      throws IOException {
    boolean ends = hostile.line().path("ends").asBoolean();
    if (hostile.text("bytes").isPresent()) {
      return RawHttp.send(hansa.http(), bytes(hostile.text("bytes").orElseThrow()), ends);
    }
    String content =
        hostile.text(body).or(() -> hostile.text("body").map(HostileIT::envelope)).orElse("");
    boolean typed = hostile.line().has(body) || hostile.line().has("body");
    Map<String, String> headers =
        headers(hostile.text("as", "admin"), hostile.text("type", typed ? type : ""));
    if (typed) {
      headers.put("Content-Length", Integer.toString(content.length()));
    }
    hostile
        .line()
        .path("with")
        .properties()
        .forEach(e -> headers.put(e.getKey(), hostile.sent(e.getValue().asText())));
    return RawHttp.send(
        hansa.http(), RawHttp.request(hostile.text("ask", ask), headers, bytes(content)), ends);
  }

  private static void check(HostileCase hostile, RawHttp.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(Integer.parseInt(hostile.status()[0]));
    assertThat(answer.count()).as(answer.text()).isEqualTo(1);
    assertThat(answer.text()).doesNotContainPattern(INSIDE);
    assertThat(answer.headers()).doesNotContainKey("set-cookie");
    assertThat(answer.text()).hasSizeLessThan(20_000);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shell")
  void isNoCommand(HostileCase hostile) throws IOException {
    if (hostile.text("file").isPresent()) {
      Files.write(documents.resolve("bomb.yaml"), bytes(hostile.text("file").orElseThrow()));
    }
    Distribution.Result result = shelled(hostile);
    assertThat(result.output()).contains(hostile.text("says", "")).doesNotContainPattern(INSIDE);
    assertThat(result.output()).hasSizeLessThan(5_000).doesNotContain("\u001b[2J");
    assertThat(result.code()).isNotZero();
  }

  private static Distribution.Result shelled(HostileCase hostile) throws IOException {
    if (hostile.text("try").isPresent()) {
      return ssh.of(hostile.text("try").orElseThrow());
    }
    byte[] input = bytes(hostile.text("input", ""));
    String command = hostile.text("run").orElseThrow();
    return hostile.text("as", "ann").equals("ann")
        ? ssh.run("ann@demo", command, input)
        : other(command);
  }

  private static Distribution.Result other(String command) throws IOException {
    try (Ssh other = new Ssh(hansa.ssh())) {
      return other.run("eve@other", token("eve"), command);
    }
  }

  /** Nothing is there that was not, and the audit tells of refusals only. */
  @AfterEach
  void nothingIsStored() throws IOException {
    try {
      long before = revision;
      List<JsonNode> entries = entries(noted).toList();
      assertThat(entries)
          .allSatisfy(each -> assertThat(each.at("/body/decision").asText()).isEqualTo("refused"));
      // What is noted takes a revision too.
      assertThat(revision() - before).isLessThanOrEqualTo(entries.size());
    } finally {
      settle();
    }
  }

  private static long revision() throws IOException {
    return hansa.rest().get("/secrets?limit=1").ok().body().get("revision").asLong();
  }

  private static Stream<JsonNode> entries(long after) throws IOException {
    List<JsonNode> entries = new ArrayList<>();
    hansa
        .rest()
        .get("/audit?limit=1000&after=" + after)
        .ok()
        .body()
        .path("items")
        .forEach(entries::add);
    return entries.stream();
  }

  private void before() throws IOException {
    // Of all crowds the first comes before a server that is as good as new.
    if (heap == 0) {
      heap = siege.vitals().heap();
      descriptors = siege.vitals().descriptors();
    }
  }

  private void after() throws IOException {
    siege.givesBack(heap, descriptors);
    settle();
  }

  private static String head(String ask, String who, String more) {
    return new String(
            RawHttp.request(ask, headers(who, "application/json"), new byte[0]),
            StandardCharsets.ISO_8859_1)
        .replace("\r\n\r\n", "\r\n" + more);
  }

  /** As many as there may be files on this machine, and 5000 if it can. */
  @Test
  @Order(LAST)
  void thousandsThatSayNothing(TestReporter report) throws Exception {
    long here = new Vitals(ProcessHandle.current().pid()).mostDescriptors();
    long there = siege.vitals().mostDescriptors();
    int many = (int) Math.min(5_000, Math.min(here, there) - 2_000);
    report.publishEntry("idle connections", Integer.toString(many));
    before();
    try (Crowd crowd = new Crowd(hansa.http()).join(many, "")) {
      siege.holds(() -> {});
      assertThat(crowd.size()).isGreaterThan(1_000);
    }
    after();
  }

  @Test
  @Order(LAST)
  void hundredsThatSpellTheirHeaders() throws Exception {
    before();
    try (Crowd crowd = new Crowd(hansa.http()).join(400, "GET /api/v1/secrets HTTP/1.1\r\nX-")) {
      siege.holds(() -> crowd.drip("a"));
    }
    after();
  }

  @Test
  @Order(LAST)
  void hundredsThatSpellTheirBodies() throws Exception {
    before();
    String length = "Content-Length: 3000\r\n\r\n{";
    String chunks = "Transfer-Encoding: chunked\r\n\r\nbb8\r\n{";
    String soap =
        head("POST /soap/v1/applications", "eve", length).replace("application/json", "text/xml");
    try (Crowd crowd =
        new Crowd(hansa.http())
            .join(100, head("PUT /api/v1/secrets/other/slow", "eve", length))
            .join(100, head("POST /api/v1/transactions", "eve", chunks))
            .join(100, soap)
            .join(200, head("POST /api/v1/session", "nobody", length))) {
      siege.holds(() -> crowd.drip(" "));
    }
    after();
  }

  /**
   * A watch takes no thread, and of what is not taken an account's part is kept: others are told
   * all.
   */
  @Test
  @Order(LAST)
  void hundredsThatWatchAndNeverRead() throws Exception {
    before();
    AtomicInteger number = new AtomicInteger();
    long from = revision();
    try (Crowd crowd =
        new Crowd(hansa.http())
            .join(250, head("GET /api/v1/watch", "admin", "\r\n"))
            .join(250, head("GET /api/v1/watch", "una", "\r\n"))) {
      siege.holds(() -> write(number));
      while (number.get() < 3_000) {
        write(number);
      }
      String watched = "GET /api/v1/watch?kind=Secret&tenant=demo&from=" + from;
      assertThat(
              RawHttp.until(hansa.http(), head(watched, "ann", "\r\n"), "change " + number + " "))
          .isTrue();
      assertThat(siege.vitals().heap()).isLessThan(heap + (96L << 20));
      assertThat(crowd.size()).isEqualTo(500);
    }
    after();
  }

  private static void write(AtomicInteger number) throws IOException {
    List<JsonNode> changes = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Map<String, String> spec =
          Map.of("description", "change " + number.incrementAndGet() + " " + "x".repeat(500));
      changes.add(
          Json.tree(
              Map.of(
                  "put",
                  Map.of("kind", "Secret", "tenant", "demo", "name", "many" + i, "spec", spec))));
    }
    hansa
        .rest(token("ann"))
        .send("POST", "/transactions", Json.tree(Map.of("changes", changes)))
        .ok();
  }

  @Test
  @Order(LAST)
  void hundredsThatAskForMuchAndReadNothing() throws Exception {
    byte[] content = new byte[8 << 20];
    String path = "/api/v1/blobs/" + hansa.rest(token("ann")).blob(content);
    before();
    try (Crowd crowd =
        new Crowd(hansa.http())
            .join(150, head("GET " + path, "eve", "\r\n"))
            .join(150, head("GET /api/v1/openapi.json", "eve", "\r\n"))) {
      siege.holds(() -> {});
      assertThat(crowd.size()).isEqualTo(300);
    }
    after();
  }

  @Test
  @Order(LAST)
  void hundredsThatBeginToShakeHands() throws Exception {
    before();
    try (Crowd silent = new Crowd(hansa.ssh()).join(150, "");
        Crowd halfway = new Crowd(hansa.ssh()).join(150, "SSH-2.0-crowd\r\n")) {
      siege.holds(() -> {});
      assertThat(silent.size() + halfway.size()).isEqualTo(300);
    }
    after();
  }

  @Test
  @Order(LAST)
  void hundredsOfGuessesAtOnce() throws Exception {
    before();
    List<CompletableFuture<Distribution.Result>> guesses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      guesses.add(CompletableFuture.supplyAsync(HostileIT::guess));
    }
    siege.holds(() -> {});
    for (CompletableFuture<Distribution.Result> guess : guesses) {
      assertThat(guess.get(60, TimeUnit.SECONDS).output()).isEqualTo("refused");
    }
    after();
  }

  private static Distribution.Result guess() {
    try {
      return ssh.of("many passwords");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void theLogHasNoDefect() throws IOException {
    try (Stream<Path> files = Files.list(hansa.state().resolve("log"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".log")).toList()) {
        assertThat(Files.readAllLines(file, StandardCharsets.ISO_8859_1))
            .noneMatch(line -> line.contains("| ERROR |"));
      }
    }
  }
}
