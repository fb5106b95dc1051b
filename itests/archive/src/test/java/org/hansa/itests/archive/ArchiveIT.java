package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.PtyMode;
import org.hansa.core.api.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive, unpacked and started: what it opens, whom it lets in, what it writes where. */
class ArchiveIT {

  private static final String PASSWORD = "a very good one";
  private static final Pattern UNKNOWN = Pattern.compile("there is no command '([^']+)'");
  private static final List<String> ROLES =
      List.of(
          "infrastructure-administrator",
          "cloud-edge-administrator",
          "use-case-administrator",
          "use-case-user",
          "auditor");

  @TempDir static Path folder;

  private static Distribution hansa;
  private static SortedMap<String, Long> unpacked;

  @BeforeAll
  static void start() throws IOException {
    hansa = Distribution.unpack(folder);
    unpacked = files(hansa.home());
    Path etc = Files.createDirectories(hansa.state().resolve("etc"));
    Files.writeString(etc.resolve("users.properties"), "root = pw,admin,ssh\nann = pw,ssh,hansa\n");
    Files.writeString(
        Files.createFile(
            hansa.state().resolve("bootstrap.json"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
        "{\"name\":\"admin\",\"password\":\""
            + PASSWORD
            + "\",\"token\":\""
            + Distribution.TOKEN
            + "\",\"tenants\":[\"demo\"]}");
    hansa.start();
  }

  @AfterAll
  static void stop() throws IOException {
    hansa.stop();
  }

  @Test
  void listensOnLoopbackOnly() throws IOException {
    List<Sockets.Listener> listeners = Sockets.of(hansa.pid());

    assertThat(listeners).allMatch(Sockets.Listener::loopback);
    assertThat(listeners)
        .extracting(Sockets.Listener::port)
        .contains(hansa.http(), hansa.ssh())
        .as("HTTP, SSH, and the port that bin/stop knocks at")
        .hasSize(3);
  }

  @Test
  void leavesTheUnpackedArchiveAsItWas() throws IOException {
    assertThat(files(hansa.home())).isEqualTo(unpacked);
  }

  @Test
  void shipsNoUser() throws IOException {
    assertThat(Files.readAllLines(hansa.home().resolve("etc/users.properties")))
        .allMatch(line -> line.startsWith("#"));
    assertThat(Files.readAllLines(hansa.home().resolve("etc/keys.properties")))
        .allMatch(line -> line.startsWith("#") || line.isBlank());
    assertThat(hansa.shell("karaf", "karaf", "bundle:list").code()).isNotZero();
  }

  @Test
  void startsEveryFeature() throws IOException {
    String features = hansa.shell("root", "pw", "feature:list -i").output();

    assertThat(features).contains("hansa-core", "hansa-rest", "hansa-shell");
    assertThat(features.lines().filter(line -> line.startsWith("hansa")))
        .isNotEmpty()
        .allMatch(line -> line.contains("Started"));
  }

  /**
   * One goes, all others stay started; it comes back, and all is as it was.
   *
   * <p>Left out are those without which others cannot be: {@code hansa} and {@code hansa-layer-*}
   * only gather, {@code hansa-core}, {@code hansa-*-api}, {@code hansa-json} and {@code hansa-cxf}
   * are what the rest is built on; and {@code hansa-shell}, whose absence has a test of its own.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "hansa-rest",
        "hansa-soap",
        "hansa-routes-lifecycle",
        "hansa-orchestration-orchestrator",
        "hansa-orchestration-repository",
        "hansa-platform-connectivity",
        "hansa-platform-federation",
        "hansa-platform-multicloud",
        "hansa-platform-resources",
        "hansa-platform-wdm",
        "hansa-platform-workloads",
        "hansa-sustainability-scheduler",
        "hansa-driver-hansa",
        "hansa-driver-process",
      })
  void takesAFeatureAwayAlone(String feature) throws IOException {
    String list = "feature:list -i --no-format\necho listed\n";
    String away = "feature:uninstall " + feature + "\n";
    String back = "feature:install " + feature + "\n";
    String output = hansa.shell("root", "pw", list + away + list + back + list).output();

    List<Set<String>> listed =
        Stream.of(output.split("listed")).limit(3).map(ArchiveIT::started).toList();
    Set<String> others = new TreeSet<>(listed.get(0));
    others.remove(feature);
    others.remove("hansa-cxf");
    assertThat(listed.get(0)).contains(feature);
    assertThat(listed.get(1)).containsAll(others).doesNotContain(feature);
    assertThat(listed.get(2)).isEqualTo(listed.get(0));
  }

  /** The break-glass login: Karaf's own root, and nobody else, while our door is away. */
  @Test
  void withoutOurShellTheProcessAdministratorAloneGetsIn() throws IOException {
    assertThat(hansa.shell("root", "pw", "feature:uninstall hansa-shell").code()).isZero();

    Distribution.Result features = hansa.shell("root", "pw", "feature:list -i --no-format");
    assertThat(features.code()).isZero();
    assertThat(started(features.output())).contains("hansa-core").doesNotContain("hansa-shell");
    assertThat(hansa.shell("admin", PASSWORD, "hansa:kinds").code()).isNotZero();
    assertThat(hansa.shell("ann", "pw", "bundle:list").code()).isNotZero();

    assertThat(hansa.shell("root", "pw", "feature:install hansa-shell").code()).isZero();
    assertThat(hansa.shell("admin", PASSWORD, "hansa:kinds").code()).isZero();
    assertThat(hansa.shell("admin", PASSWORD, "bundle:list").code()).isNotZero();
  }

  @Test
  void logsNothingWorseThanAWord() throws IOException {
    assertThat(Files.readAllLines(hansa.state().resolve("log/karaf.log")))
        .noneMatch(line -> line.matches("\\S+ \\| (WARN|ERROR|FATAL) .*"));
  }

  @Test
  void aRequestHasALineOfItsOwnLog() throws IOException {
    hansa.rest().get("/me?secret=hunter2");
    Path log = hansa.state().resolve("log/access.log");
    String line = "[0-9T:.,-]+ [0-9a-f]{24} user:admin GET /api/v1/me 422 [0-9]+ [0-9.]+";
    await()
        .atMost(Distribution.SOON)
        .untilAsserted(
            () -> assertThat(Files.readAllLines(log)).anyMatch(each -> each.matches(line)));
    assertThat(Files.readString(log)).doesNotContain("hunter2");
  }

  /** Else whoever reaches the port could push everything else out of the log. */
  @Test
  void logsNothingOfRequestsThatAreNone() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hansa.http() + "/health/live"))
            .header("X-Nonsense", "x".repeat(20_000))
            .build();
    HttpResponse<Void> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    assertThat(answer.statusCode()).isEqualTo(431);
    assertThat(Files.readString(hansa.state().resolve("log/karaf.log")))
        .doesNotContain("Header is too large");
  }

  /** Karaf's shell can read, write and run anything: no account may use it, nor any other login. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bundle:list",
        "feature:list",
        "config:list",
        "system:property a b",
        "shell:cat etc/users.properties",
        "shell:exec id",
        "shell:new java.lang.Object",
        "echo x | tac",
        "echo x > planted",
        "[1 2] getClass",
      })
  void refusesKarafsCommandsToAllButTheProcessAdministrator(String command) throws IOException {
    assertThat(hansa.shell("admin", PASSWORD, command).code()).isNotZero();
    assertThat(hansa.shell("ann", "pw", command).code()).isNotZero();
    assertThat(hansa.state().resolve("karaf/planted")).doesNotExist();
  }

  /** All that the shell knows, by all roles: a command is known to them only if it is ours. */
  @Test
  void knowsNoCommandButOursForAnyRole() throws IOException {
    Set<String> all = commands();
    Set<String> ours = new TreeSet<>(all);
    ours.removeIf(command -> !command.matches("(hansa|store|driver|extension):.*"));
    Set<String> others = new TreeSet<>(all);
    others.removeAll(ours);
    assertThat(ours).contains("hansa:get", "hansa:account-create", "store:backup");
    assertThat(others).contains("bundle:install", "shell:exec", "config:edit", "ssh:ssh");
    assertThat(others).hasSizeGreaterThan(100);
    Set<String> bare = others.stream().map(ArchiveIT::bare).collect(Collectors.toSet());
    bare.removeAll(ours.stream().map(ArchiveIT::bare).toList());
    bare.remove("help");
    others.addAll(bare);
    List<String> lines = new ArrayList<>();
    others.forEach(command -> lines.add(command + " x"));
    ours.forEach(command -> lines.add(command + " --help"));
    lines.add("exit");

    for (String role : ROLES) {
      String name = role.replace("-", "");
      String token = account(name, role);
      Set<String> unknown = new TreeSet<>();
      Matcher refused = UNKNOWN.matcher(type(name, token, lines));
      while (refused.find()) {
        unknown.add(refused.group(1));
      }
      assertThat(unknown).as(role).isEqualTo(others);
    }
  }

  private static String bare(String command) {
    return command.substring(command.indexOf(':') + 1);
  }

  /** As the process administrator's session has them, scope and name. */
  private static Set<String> commands() throws IOException {
    return Pattern.compile("[^\\s\"\\[]+:[^\\s\"\\]]+")
        .matcher(hansa.shell("root", "pw", "echo $.commands").output())
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** An account with one role, and what it logs in with. */
  private static String account(String name, String role) throws IOException {
    String token = Distribution.TOKEN.substring(2) + role.substring(0, 2);
    String path = "/accounts/system/" + name;
    Map<String, ?> spec = Map.of("spec", Map.of("roles", List.of(role)));
    hansa.rest().send("PUT", path, Json.tree(spec)).ok();
    hansa.rest().send("PUT", path + "/values", Json.tree(Map.of("token", token))).ok();
    return token;
  }

  /** What a terminal shows to whom types these lines: an error ends a line, not the session. */
  private static String type(String user, String password, List<String> lines) throws IOException {
    Duration soon = Distribution.SOON;
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    String typed = String.join("\r", lines) + "\r";
    try (SshClient client = SshClient.setUpDefaultClient()) {
      client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
      client.start();
      try (ClientSession session =
          client.connect(user, "127.0.0.1", hansa.ssh()).verify(soon).getSession()) {
        session.addPasswordIdentity(password);
        session.auth().verify(soon);
        try (ChannelShell channel = session.createShellChannel()) {
          channel.setPtyType("dumb");
          // What is typed ahead would be echoed amid what a command writes.
          channel.setPtyModes(Map.of(PtyMode.ECHO, 0));
          channel.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
          channel.setOut(shown);
          channel.setErr(shown);
          channel.open().verify(soon);
          assertThat(channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), soon))
              .as(() -> "the session ends: " + shown)
              .contains(ClientChannelEvent.CLOSED);
        }
      }
    }
    return shown.toString(StandardCharsets.UTF_8);
  }

  @Test
  void letsTheFirstAdministratorIn() throws IOException {
    Distribution.Result kinds = hansa.shell("admin", PASSWORD, "hansa:kinds");

    assertThat(kinds.output()).contains("Account");
    assertThat(kinds.code()).isZero();
    assertThat(hansa.state().resolve("bootstrap.json")).doesNotExist();
  }

  @Test
  void takesUpTheStateOfAnotherArchive() throws IOException {
    Path karaf = hansa.state().resolve("karaf");
    hansa.stop();
    byte[] key = Files.readAllBytes(hansa.state().resolve("root.key"));
    Files.writeString(karaf.resolve("archive"), "another");
    Path old = Files.createFile(karaf.resolve("data/cache/old"));

    hansa.start();

    assertThat(old).doesNotExist();
    assertThat(hansa.state().resolve("root.key")).hasBinaryContent(key);
  }

  @Test
  void refusesASecondStartOnTheSameState() throws IOException {
    Distribution.Result second = hansa.run("", "bin/karaf", "server");

    assertThat(second.code()).isNotZero();
    assertThat(second.output()).contains("already running");
  }

  /** Hansa's features among the lines of {@code feature:list} that say they are started. */
  private static Set<String> started(String list) {
    return list.lines()
        .map(line -> line.split("\\s+"))
        .filter(cells -> cells[0].startsWith("hansa-") && List.of(cells).contains("Started"))
        .map(cells -> cells[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static SortedMap<String, Long> files(Path root) throws IOException {
    SortedMap<String, Long> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.getLastModifiedTime(file).toMillis());
      }
    }
    return files;
  }
}
