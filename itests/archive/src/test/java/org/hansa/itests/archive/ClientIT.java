package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hansa.core.api.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The client as a person has it who unpacked the archive: {@code bin/hansa VERB}, and the jar alone
 * on a machine where nothing else is. One story, in order.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClientIT {

  /** What it wrote: what was asked for, and beside it. */
  private record Said(int code, String out, String err) {

    Said ok() {
      assertThat(code).as("%s%s", out, err).isZero();
      return this;
    }

    JsonNode json() {
      return Json.read(ok().out);
    }
  }

  private static final String TENANT = "demo";
  private static final String APPLICATION = "factory-line";

  @TempDir static Path folder;
  private static Path examples;
  private static Distribution hansa;

  @BeforeAll
  static void start() throws IOException {
    examples = Example.copy(folder);
    hansa = Distribution.withAdministrator(folder, examples);
    hansa.start();
  }

  @AfterAll
  static void end() throws IOException {
    hansa.end();
  }

  private static String url() {
    return "http://127.0.0.1:" + hansa.http();
  }

  private static Said hansa(String... words) throws IOException {
    return run("", Map.of(), words);
  }

  private static Said run(String input, Map<String, String> more, String... words)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(hansa.home().resolve("bin/hansa").toString()));
    command.addAll(List.of(words));
    return run(input, more, command);
  }

  private static Said run(String input, Map<String, String> more, List<String> command)
      throws IOException {
    Path out = Files.createTempFile(folder, "client", ".out");
    Path err = Files.createTempFile(folder, "client", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(examples.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("HANSA_"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("HOME", folder.resolve("home").toString());
    builder.environment().put("XDG_CONFIG_HOME", folder.resolve("home/.config").toString());
    builder.environment().putAll(more);
    Process process = builder.start();
    try {
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      assertThat(process.waitFor(Distribution.SOON.toSeconds(), TimeUnit.SECONDS))
          .as("%s ends", command)
          .isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      process.destroyForcibly();
    }
    return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static Path contexts() {
    return folder.resolve("home/.config/hansa/contexts.json");
  }

  @Test
  @Order(1)
  void aWrongPasswordIsRefusedAndNothingIsKept() throws IOException {
    Said said = run("wrong\n", Map.of(), "login", url(), "--user", "admin", "--password-stdin");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err())
        .isEqualTo(
            "hansa: the name, password or token is not right. Check them, or ask an administrator"
                + " for a new password.\n");
    assertThat(contexts()).doesNotExist();
    assertThat(hansa("get", "application").err()).contains("you are not logged in");
  }

  @Test
  @Order(2)
  void logsInAndKeepsATokenThatOnlyItsOwnerCanRead() throws IOException {
    Said said =
        run(
            Distribution.PASSWORD + "\n",
            Map.of(),
            "login",
            url(),
            "--user",
            "admin",
            "--context",
            "here",
            "--password-stdin");
    assertThat(said.ok().out()).contains("Logged in to " + url() + " as admin");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(contexts())))
        .isEqualTo("rw-------");
    assertThat(Files.readString(contexts())).doesNotContain(Distribution.PASSWORD);
    assertThat(hansa("can-i").ok().out()).startsWith("user:admin of tenant system");
    // Whoever was logged in elsewhere still is.
    assertThat(hansa.rest().get("/me").status()).isEqualTo(200);
    String token = Json.read(Files.readString(contexts())).at("/contexts/here/token").asText();
    assertThat(token).hasSize(64);
    assertThat(hansa("context", "list").ok().out()).contains("here", "admin").doesNotContain(token);
  }

  @Test
  @Order(3)
  void appliesTheExampleAndShowsWhatCameOfIt() throws IOException {
    Said site = hansa("apply", "--yes", "--no-wait", "site.yaml").ok();
    assertThat(site.out()).contains("create", "Endpoint/system/local");
    await()
        .atMost(Distribution.SOON)
        .until(() -> hansa("get", "host").ok().out().contains("Ready"));

    Said dry = hansa("apply", "--dry-run", "-t", TENANT, "-f", APPLICATION).ok();
    assertThat(dry.out()).contains("create", "Application/demo/factory-line", "an hour");
    assertThat(hansa("get", "-t", TENANT, "application").ok().out()).isEqualTo("None.\n");
    Said unasked = hansa("apply", "-t", TENANT, APPLICATION);
    assertThat(unasked.code()).isEqualTo(1);
    assertThat(unasked.err()).contains("nobody can be asked here", "--yes");

    Said applied = hansa("apply", "--yes", "-t", TENANT, APPLICATION).ok();
    assertThat(applied.out()).contains("Application/demo/factory-line is ready.");

    assertThat(hansa("get", "application").ok().out())
        .contains("TENANT", "STATE")
        .containsPattern("demo +factory-line .*Ready")
        .doesNotContain("\u001b");
    JsonNode one = hansa("get", "--json", "-t", TENANT, "application", APPLICATION).json();
    assertThat(one.path("kind").asText()).isEqualTo("Application");
    assertThat(one.at("/spec/components")).hasSize(3);
    assertThat(hansa("describe", "-t", TENANT, "application", APPLICATION).ok().out())
        .contains("Application/demo/factory-line", "Ready", "Owns:", "Events:");
    assertThat(hansa("explain", "Application/demo/factory-line").ok().out()).contains("Chosen:");
    assertThat(hansa("top").ok().out()).contains("instances:", "hosts:", "durations:", "figures:");
  }

  @Test
  @Order(4)
  void plansKeepsAPlanAndAppliesIt() throws IOException {
    Path document = examples.resolve("factory-line/application.yaml");
    String text = Files.readString(document);
    assertThat(text).contains("ALARM_ABOVE");
    Files.writeString(document, text.replaceFirst("(ALARM_ABOVE: *)\"?[0-9.]+\"?", "$1\"99\""));
    String named = document.toString();

    Said plan = hansa("plan", "-t", TENANT, named).ok();
    assertThat(plan.out()).contains("change", "Application/demo/factory-line", "99");
    Said kept = hansa("plan", "-t", TENANT, "--save", "line-1", named).ok();
    assertThat(kept.out()).contains("Kept as Plan/demo/line-1");
    assertThat(hansa("apply", "-t", TENANT, "--yes", "--plan", "line-1").ok().out())
        .contains("is ready.");
    assertThat(hansa("plan", "-t", TENANT, named).ok().out()).contains("Nothing would change.");
    JsonNode deletion = hansa("plan", "--json", "--delete", "Application/demo/factory-line").json();
    assertThat(deletion.path("changes")).isNotEmpty();
  }

  @Test
  @Order(5)
  void followsLogsAndChanges() throws IOException {
    JsonNode instances = hansa("get", "--json", "-t", TENANT, "instance").json();
    String name = instances.at("/items/0/name").asText();
    await()
        .atMost(Distribution.SOON)
        .until(() -> !hansa("logs", "-t", TENANT, "-n", "5", name).ok().out().isBlank());

    Path seen = folder.resolve("watched");
    ProcessBuilder builder =
        new ProcessBuilder(
                hansa.home().resolve("bin/hansa").toString(),
                "watch",
                "--from",
                Long.toString(revision()),
                "--json",
                "site")
            .redirectOutput(seen.toFile())
            .redirectError(folder.resolve("watched.err").toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_CONFIG_HOME", folder.resolve("home/.config").toString());
    Process watch = builder.start();
    try {
      Path one = Files.writeString(folder.resolve("one.yaml"), site("mill", "1"));
      Path two = Files.writeString(folder.resolve("two.yaml"), site("mill", "2"));
      assertThat(hansa("commit", one.toString()).ok().out()).contains("Site/system/mill");
      hansa("commit", two.toString()).ok();
      // Controllers write it in between: there may be more than two changes.
      await()
          .atMost(Distribution.SOON)
          .until(() -> whole(seen).contains("\"labels\":{\"line\":\"2\"}"));
    } finally {
      watch.destroyForcibly();
    }
    List<JsonNode> lines = whole(seen).lines().map(Json::read).toList();
    assertThat(lines.stream().map(line -> line.at("/resource/labels/line").asText()).distinct())
        .containsExactly("1", "2");
    assertThat(lines.stream().map(line -> line.path("revision").asLong())).isSorted();
    assertThat(hansa("get", "-l", "line=2", "site").ok().out()).contains("mill");
    assertThat(hansa("get", "-l", "line=1", "site").ok().out()).isEqualTo("None.\n");
    assertThat(hansa("events", "-n", "5").ok().out()).contains("AT", "WHAT");
    assertThat(hansa("audit", "--json", "-n", "3").json().path("items")).hasSize(3);
    hansa("delete", "--yes", "Site/system/mill").ok();
    assertThat(hansa("get", "site", "mill").err()).contains("does not exist");
  }

  /**
   * More than one file of a log holds, in two parts between which it is cut: the client is given
   * every line once, and ends when what it follows is gone.
   */
  @Test
  @Order(5)
  void followsALogThroughACutOfItsFile() throws IOException {
    Path go = folder.resolve("go");
    String script =
        "await() { until [ -e '%s'.$1 ]; do sleep 0.1; done; }; i=10000;".formatted(go)
            + " write() { while [ $i -lt $1 ]; do printf '%05d %0994d\\n' $i 0; i=$((i+1)); done; };"
            + " write 10001; await 1; write 20475; await 2; write 20476; await 3; write 22000;"
            + " exec sleep 1000";
    ObjectNode component = JsonNodeFactory.instance.objectNode();
    component.put("name", "writer").put("runtime", "process");
    component.putArray("command").add("sh").add("-c").add(script);
    component.putObject("requires").put("cpu", 0.05).put("memory", "16Mi");
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.putObject("spec").putArray("components").add(component);
    hansa.rest().send("PUT", "/applications/demo/scribe", document).ok();
    String name = "scribe.writer.0";
    await()
        .atMost(Distribution.SOON)
        .until(() -> hansa("get", "-t", TENANT, "instance", name).out().contains("Ready"));

    Path seen = folder.resolve("followed");
    ProcessBuilder builder =
        new ProcessBuilder(
                hansa.home().resolve("bin/hansa").toString(), "logs", "-f", "-t", TENANT, name)
            .redirectOutput(seen.toFile())
            .redirectError(folder.resolve("followed.err").toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_CONFIG_HOME", folder.resolve("home/.config").toString());
    Process follow = builder.start();
    try {
      await().atMost(Distribution.SOON).until(() -> whole(seen).contains("10000 "));
      Files.createFile(Path.of(go + ".1"));
      await().atMost(Distribution.SOON).until(() -> whole(seen).contains("20474 "));
      // The one line more is too much: nothing is written while it is cut, for that may be lost.
      Files.createFile(Path.of(go + ".2"));
      await().atMost(Distribution.SOON).until(() -> cut() && whole(seen).contains("20475 "));
      Files.createFile(Path.of(go + ".3"));
      await().atMost(Distribution.SOON).until(() -> whole(seen).contains("21999 "));
      hansa("delete", "--yes", "Application/demo/scribe").ok();
      assertThat(follow.waitFor(Distribution.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(follow.exitValue()).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      follow.destroyForcibly();
    }
    assertThat(whole(seen).lines().map(line -> Integer.valueOf(line.split(" ", -1)[0])).toList())
        .isEqualTo(IntStream.range(10_000, 22_000).boxed().toList());
    assertThat(Files.readString(folder.resolve("followed.err")))
        .contains("Instance/demo/" + name + " is gone")
        .doesNotContain("missing");
  }

  /** True once a former part of a log is kept. */
  private static boolean cut() throws IOException {
    try (Stream<Path> all = Files.walk(hansa.state())) {
      return all.anyMatch(file -> file.endsWith("log/out.log.1"));
    } catch (UncheckedIOException gone) {
      return false; // what was looked at has just been deleted
    }
  }

  /** The lines that are written to their ends. */
  private static String whole(Path file) throws IOException {
    String text = Files.readString(file);
    return text.substring(0, text.lastIndexOf('\n') + 1);
  }

  private static long revision() throws IOException {
    return hansa.rest().get("/sites").ok().body().path("revision").asLong();
  }

  private static String site(String name, String line) {
    return """
    kind: Site
    tenant: system
    name: %s
    labels: {line: "%s"}
    spec: {provider: a mill, jurisdiction: NO}
    """
        .formatted(name, line);
  }

  @Test
  @Order(6)
  void operatesTheInstallation() throws IOException {
    assertThat(hansa("kinds").ok().out()).contains("Application", "applications");
    assertThat(hansa("driver", "list").ok().out()).contains("process", "ACTIVE");
    assertThat(hansa("driver:rules", "workload").ok().out()).contains("RULE");
    assertThat(hansa("store", "backup", "before").ok().out()).contains("Revision", "before");
    assertThat(hansa("store", "backups").ok().out()).contains("before");
    assertThat(hansa("store", "backup-delete", "--yes", "before").ok().out()).contains("removed");
    assertThat(hansa("store", "check").ok().out()).contains("resources", "as written");
    assertThat(hansa("hold", "--reason", "look", "Application/demo/factory-line").ok().out())
        .contains("is held: look");
    assertThat(hansa("release", "--reason", "look", "Application/demo/factory-line").ok().out())
        .contains("is not held");
    assertThat(run("s3cret-value\n", Map.of(), "secret", "set", "vim", "password").ok().out())
        .contains("Secret/system/vim holds password.")
        .doesNotContain("s3cret-value");
    assertThat(hansa("secret", "set", "vim", "password=x").err()).contains("a value stood on");
    Said verified = hansa("driver", "verify", "local");
    assertThat(verified.ok().out()).contains(" of ");
  }

  /** Who comes from elsewhere needs the jar, a JRE and two variables. */
  @Test
  @Order(7)
  void anotherAccountWorksWithTheJarAlone() throws IOException {
    Said made =
        hansa("account", "create", "--json", "--role", "use-case-user", "-t", TENANT, "ada").ok();
    String password = made.json().path("password").asText();
    Map<String, String> home = Map.of("XDG_CONFIG_HOME", folder.resolve("ada").toString());
    run(
            password + "\n",
            home,
            "login",
            url(),
            "--user",
            "ada@demo",
            "--context",
            "mill",
            "--password-stdin")
        .ok();
    Said token = run("", home, "token", "create", "--json", "robot");
    Path jar = Files.copy(hansa.home().resolve("client/hansa.jar"), folder.resolve("alone.jar"));
    List<String> java =
        List.of(System.getProperty("java.home") + "/bin/java", "-jar", jar.toString());
    Map<String, String> robot =
        Map.of("HANSA_URL", url(), "HANSA_TOKEN", token.json().path("token").asText());
    List<String> get = new ArrayList<>(java);
    get.addAll(List.of("get", "--json", "application"));
    assertThat(run("", robot, get).json().path("items")).hasSize(1);
    List<String> delete = new ArrayList<>(java);
    delete.addAll(List.of("delete", "--yes", "application", APPLICATION));
    Said refused = run("", robot, delete);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).startsWith("hansa: user:ada@demo may not ").hasLineCount(1);

    assertThat(hansa("token", "list", "--account", "ada@demo").ok().out()).contains("robot");
    run("", home, "token", "revoke", "robot").ok();
    assertThat(run("", robot, get).err()).contains("is not right");
    run("", home, "logout").ok();
    assertThat(run("", home, "get", "application").err()).contains("you are not logged in");
  }

  private static final String EDGE =
      """
      kind: Site
      tenant: system
      name: edge
      spec: {provider: invented, jurisdiction: DE}
      ---
      kind: Endpoint
      tenant: system
      name: edge
      spec: {driver: simulator, site: edge, options: {continuum: europe, site: luebeck}}
      """;

  /** Its containers run where nothing is real, and the doors make the same of it. */
  @Test
  @Order(8)
  void importsADockerComposeFileByEveryDoor() throws IOException {
    Path edge = Files.writeString(folder.resolve("edge.yaml"), EDGE);
    hansa("apply", "--yes", "--no-wait", edge.toString()).ok();
    await()
        .atMost(Distribution.SOON)
        .until(() -> hansa("get", "--json", "host").ok().out().contains("\"container\""));
    String file = examples.resolve("compose/compose.yaml").toString();

    assertThat(hansa("import", "compose", "-t", TENANT, file).ok().out())
        .startsWith("# Not understood, or only in part: ")
        .contains(
            "# services.cache.volumes[0] 'cache:/data': no volume is kept",
            "kind: Application\ntenant: demo\nname: shop\n",
            "image: \"docker.io/library/nginx:1.27-alpine\"");
    List<String> words = List.of("compose", "--env", "NGINX_TAG=1.28", "-t", TENANT);
    JsonNode byClient = hansa(said("import", words, file, "--json")).json();
    Map<String, Object> body =
        Map.of(
            "text",
            Files.readString(Path.of(file)),
            "tenant",
            TENANT,
            "env",
            Map.of("NGINX_TAG", "1.28"));
    JsonNode byRest = hansa.rest().send("POST", "/imports/compose", Json.tree(body)).ok().body();
    assertThat(byClient).isEqualTo(byRest);
    String here = "compose/compose.yaml";
    String[] shell = said("hansa:import", words, here, "--json");
    assertThat(Json.read(Ssh.said(hansa, "admin", String.join(" ", shell)))).isEqualTo(byRest);
    assertThat(hansa("import", "compos", file).err()).contains("Maybe 'compose' was meant.");
    Path broken = Files.writeString(folder.resolve("broken.yaml"), "services:\n  a: [\n");
    assertThat(hansa("import", "compose", broken.toString()).err())
        .contains("not valid YAML at line 3");

    Said planned = hansa(said("import", words, file, "--plan"));
    assertThat(planned.ok().out()).contains("create", "Application/demo/shop", "Chosen:", "edge");
    assertThat(planned.err()).contains("services.cache.volumes[0]");
    String[] apply = said("hansa:import", words, here, "--apply --yes");
    assertThat(Ssh.said(hansa, "admin", String.join(" ", apply)))
        .contains("Application/demo/shop is ready.");

    List<JsonNode> runs = new ArrayList<>();
    hansa("get", "--json", "-t", TENANT, "instance").json().path("items").forEach(runs::add);
    runs.removeIf(each -> !each.at("/spec/application").asText().equals("shop"));
    assertThat(runs)
        .hasSize(4)
        .allMatch(each -> each.at("/spec/site").asText().equals("edge"))
        .extracting(each -> each.at("/spec/workload/image").asText())
        .contains("docker.io/library/nginx:1.28", "docker.io/library/redis:7.4");
    assertThat(hansa("get", "--json", "host").json().toString()).contains("\"simulated\":\"true\"");
    JsonNode again = Rest.changes(List.of(byRest.get("application")), List.of());
    assertThat(hansa.rest().send("POST", "/plan", again).ok().body().path("changes")).isEmpty();
    assertThat(hansa("delete", "--yes", "Application/demo/shop").ok().out()).contains("is gone.");
  }

  private static String[] said(String verb, List<String> words, String file, String more) {
    List<String> all = new ArrayList<>(List.of(verb));
    all.addAll(words);
    all.add(file);
    all.addAll(List.of(more.split(" ")));
    return all.toArray(String[]::new);
  }

  @Test
  @Order(9)
  void completesWhatIsTyped() throws IOException {
    assertThat(hansa("complete", "--", "desc").ok().out()).isEqualTo("describe\n");
    // Nothing is offered by who does not answer soon, as on a machine that is busy.
    await()
        .atMost(Distribution.SOON)
        .until(() -> hansa("complete", "--", "get", "Appl").ok().out().contains("Application\n"));
    assertThat(hansa("complete", "--", "get", "-t", TENANT, "application", "fac").ok().out())
        .isEqualTo("factory-line\n");
    assertThat(hansa("complete", "--", "driver", "verify", "lo").ok().out()).isEqualTo("local\n");
    String script = hansa("completion", "bash").ok().out();
    Path bin = hansa.home().resolve("bin");
    String typed =
        "PATH="
            + bin
            + ":$PATH\n"
            + script
            + "COMP_WORDS=(hansa get -t demo application fac); COMP_CWORD=5; _hansa\n"
            + "echo \"${COMPREPLY[@]}\"\n";
    assertThat(run(typed, Map.of(), List.of("bash")).ok().out()).isEqualTo("factory-line\n");
  }

  @Test
  @Order(10)
  void aLoginThatWasTakenAwayAndAServerThatIsNotThereAreSaid() throws IOException {
    assertThat(hansa("delete", "--yes", "Application/demo/factory-line").ok().out())
        .contains("is gone.");
    JsonNode context = Json.read(Files.readString(contexts())).at("/contexts/here");
    Map<String, String> gone = Map.of(context.path("key").asText(), "");
    hansa.rest().send("PUT", "/accounts/system/admin/values", Json.tree(gone)).ok();

    Said revoked = hansa("get", "application");
    assertThat(revoked.code()).isEqualTo(1);
    assertThat(revoked.err())
        .contains("the login of context 'here' is not taken any more", "hansa login " + url());
    assertThat(hansa("complete", "--", "get", "Appl").ok().out()).isEmpty();

    int nobody = Ports.free();
    Map<String, String> absent =
        Map.of("HANSA_URL", "http://127.0.0.1:" + nobody, "HANSA_TOKEN", Distribution.TOKEN);
    Said unreachable = run("", absent, "get", "application");
    assertThat(unreachable.code()).isEqualTo(1);
    assertThat(unreachable.err())
        .startsWith("hansa: http://127.0.0.1:" + nobody + " cannot be reached.")
        .hasLineCount(1);
    assertThat(run("", absent, "nonsense").code()).isEqualTo(2);

    // Who took it away before has done what is wanted.
    hansa("logout").ok();
    assertThat(hansa("context", "list").ok().out()).startsWith("None.");
  }
}
