package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Json;

/** One unpacked archive with one state folder beside it, started and stopped as a user does. */
final class Distribution {

  record Result(int code, String output) {}

  /** Karaf's root: the process administrator, who is none of Hansa's accounts. */
  static final String ROOT = "root";

  /** Long, for a machine that is slow and loaded: nothing waits for it when all is well. */
  static final Duration SOON = Duration.ofMinutes(3);

  static final String PASSWORD = "correct-horse-battery";
  static final String TOKEN = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  private final Path home;
  private final Path state;
  private final int http;
  private final int ssh;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, String> more = new TreeMap<>();
  private String options = "";
  private String host = "127.0.0.1";

  private Distribution(Path home, Path state, int http, int ssh) {
    this.home = home;
    this.state = state;
    this.http = http;
    this.ssh = ssh;
  }

  /** Unpacks the built archive into a folder of its own. */
  static Distribution unpack(Path folder) throws IOException {
    Path archive = Path.of(System.getProperty("hansa.archive"));
    Path home = Files.createDirectories(folder.resolve("hansa"));
    Distribution it = new Distribution(home, folder.resolve("state"), Ports.free(), Ports.free());
    Result tar =
        it.run("", "tar", "-xzf", archive.toString(), "--strip-components=1", "-C", home + "");
    assertThat(tar.code()).as(tar.output()).isZero();
    return it;
  }

  /** Unpacked, with a first administrator and Karaf's own root, and these folders for commands. */
  static Distribution withAdministrator(Path folder, Path documents) throws IOException {
    Distribution it = unpack(folder);
    it.options = "-Dhansa.folders=" + documents;
    Path etc = Files.createDirectories(it.state.resolve("etc"));
    Files.writeString(etc.resolve("users.properties"), ROOT + " = " + PASSWORD + ",admin,ssh\n");
    // Tests ask as fast as they are answered, all as one account.
    Files.writeString(etc.resolve("org.hansa.core.rest.cfg"), "requestsPerSecond = 0\n");
    Files.writeString(
        Files.createFile(
            it.state.resolve("bootstrap.json"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
        "{\"name\":\"admin\",\"password\":\""
            + PASSWORD
            + "\",\"token\":\""
            + TOKEN
            + "\",\"tenants\":[\"demo\"]}");
    return it;
  }

  /** It is reached at another address than loopback, and told these options of Java besides. */
  Distribution at(String address, String more) throws IOException {
    host = address;
    options += " " + more;
    Files.writeString(
        state.resolve("etc/org.ops4j.pax.web.cfg"),
        Files.readString(home.resolve("etc/org.ops4j.pax.web.cfg"))
            .replace("= 127.0.0.1", "= " + address));
    return this;
  }

  Path home() {
    return home;
  }

  Path state() {
    return state;
  }

  int http() {
    return http;
  }

  int ssh() {
    return ssh;
  }

  /** Starts, and waits until every part says that it is ready. */
  void start() throws IOException {
    Result start = run("", "bin/start");
    assertThat(start.code()).as(start.output()).isZero();
    awaitReady();
  }

  void awaitReady() {
    await().atMost(SOON).ignoreExceptions().until(() -> get("/health/ready") == 200);
  }

  void stop() throws IOException {
    long pid = pid();
    run("", "bin/stop");
    await()
        .atMost(SOON)
        .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  /** As a loss of power does it: nothing is told, nothing is flushed. */
  void kill() throws IOException {
    ProcessHandle process = ProcessHandle.of(pid()).orElseThrow();
    process.destroyForcibly();
    await().atMost(SOON).until(() -> !process.isAlive());
  }

  /** Ends Hansa and all that it runs. */
  void end() throws IOException {
    if (runs()) {
      kill();
    }
    await()
        .atMost(SOON)
        .until(
            () -> {
              List<Traces.Marked> left = new Traces(state).processes();
              left.forEach(
                  p -> ProcessHandle.of(p.pid()).ifPresent(ProcessHandle::destroyForcibly));
              return left.isEmpty();
            });
  }

  /** False for a process that only was given the number of one that has ended. */
  private boolean runs() throws IOException {
    if (!Files.exists(state.resolve("karaf/karaf.pid"))) {
      return false;
    }
    Path environment = Path.of("/proc/" + pid() + "/environ");
    return Files.exists(environment)
        && Files.readString(environment, StandardCharsets.ISO_8859_1)
            .contains("HANSA_STATE=" + state + "\0");
  }

  /** As the first administrator. */
  Rest rest() {
    return new Rest(client, host, http, TOKEN);
  }

  Rest rest(String token) {
    return new Rest(client, host, http, token);
  }

  /** The Java process, not the script around it. */
  long pid() throws IOException {
    return Long.parseLong(Files.readString(state.resolve("karaf/karaf.pid")).strip());
  }

  /** The status of a GET, whatever it is. */
  int get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://" + host + ":" + http + path);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** What the parts say of their readiness. */
  JsonNode health() throws IOException, InterruptedException {
    URI uri = URI.create("http://" + host + ":" + http + "/health/ready");
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
    return Json.read(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  /** One shell command, over SSH, as this user. */
  Result shell(String user, String password, String command) throws IOException {
    return run(command + "\n", "bin/client", "-u", user, "-p", password, "-b");
  }

  /**
   * A command that goes on while the test does.
   *
   * @param output where it writes, from the beginning
   */
  Process process(Path output, String command, String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(words));
    return builder(output, all).redirectInput(Path.of("/dev/null").toFile()).start();
  }

  private ProcessBuilder builder(Path output, List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment());
    return builder;
  }

  /** What its commands are told. */
  Map<String, String> environment() {
    Map<String, String> all = new TreeMap<>(more);
    all.put("JAVA_HOME", System.getProperty("java.home"));
    all.put("EXTRA_JAVA_OPTS", options);
    all.put("HANSA_STATE", state.toString());
    all.put("HANSA_HTTP_PORT", Integer.toString(http));
    all.put("HANSA_SSH_PORT", Integer.toString(ssh));
    return all;
  }

  /** It speaks TLS besides, on loopback too, by this key. */
  Distribution tls(Path pkcs12, int port) {
    more.put("HANSA_TLS", pkcs12.toString());
    more.put("HANSA_HTTPS_PORT", Integer.toString(port));
    more.put("HANSA_HTTPS_HOST", "127.0.0.1");
    return this;
  }

  Result run(String input, String... command) throws IOException {
    Path output = Files.createTempFile(home.getParent(), "run", ".out");
    ProcessBuilder builder = builder(output, new ArrayList<>(List.of(command)));
    Process process = builder.start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    try {
      assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS))
          .as("%s ends", List.of(command))
          .isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      process.destroyForcibly();
    }
    String said = Files.readString(output);
    Files.delete(output);
    return new Result(process.exitValue(), said);
  }
}
