package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.hansa.core.api.Json;
import org.hansa.core.partner.StandIn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A partner's walk from nothing to a driver that is at work, upgraded and gone again, with nothing
 * but a JDK and the archive; while the example answers all the time.
 */
@TestMethodOrder(OrderAnnotation.class)
class PartnerIT {

  private static final String NAME = "acme-rig";
  private static final String BUNDLE = "com.acme.rig";
  private static final String RIG = "/endpoints/system/rig";
  private static final String TOKEN = "a-token-of-the-rig";

  @TempDir static Path folder;

  private static Distribution hansa;
  private static Example example;
  private static Path project;
  private static Path deploy;
  private static StandIn rig;
  private static final AtomicBoolean ENDED = new AtomicBoolean();
  private static final AtomicInteger ANSWERS = new AtomicInteger();
  private static final Queue<String> FAILURES = new ConcurrentLinkedQueue<>();
  private static final ExecutorService CALLER = Executors.newSingleThreadExecutor();
  private static Future<?> calling;

  @BeforeAll
  static void start() throws IOException {
    Path examples = Example.copy(folder);
    deploy = Files.createDirectory(folder.resolve("deploy"));
    project = folder.resolve(NAME);
    hansa =
        Distribution.withAdministrator(folder, examples)
            .at("127.0.0.1", "-Dhansa.deploy=" + deploy);
    example = new Example(hansa, examples);
    rig = StandIn.start(TOKEN);
    hansa.start();
    example.addSite();
    example.apply(example.document()).ok();
    example.awaitRest();
    calling = CALLER.submit(PartnerIT::call);
  }

  @AfterAll
  static void end() throws IOException {
    ENDED.set(true);
    CALLER.shutdownNow();
    rig.close();
    hansa.end();
  }

  private static void call() {
    while (!ENDED.get()) {
      try {
        example.state();
        ANSWERS.incrementAndGet();
      } catch (IOException | RuntimeException e) {
        FAILURES.add(e.toString());
      }
    }
  }

  private static String tool(String... words) throws IOException {
    String[] all =
        Stream.concat(Stream.of("bin/hansa-driver"), Stream.of(words)).toArray(String[]::new);
    Distribution.Result result = hansa.run("", all);
    assertThat(result.code()).as(result.output()).isZero();
    return result.output();
  }

  private static String shell(String command) throws IOException {
    try (Ssh ssh = new Ssh(hansa.ssh())) {
      Distribution.Result result = ssh.run("admin", Distribution.PASSWORD, command);
      assertThat(result.code()).as(result.output()).isZero();
      return result.output();
    }
  }

  /** Builds this version and lays it where the last one was. */
  private static void deploy(String version) throws IOException {
    Path driver = project.resolve("src/com/acme/rig/AcmeRigDriver.java");
    String text =
        Files.readString(driver)
            .replaceAll("return \"\\d+\\.\\d+\\.\\d+\"", "return \"" + version + "\"");
    Files.writeString(driver, text);
    tool("build", project.toString());
    Files.copy(
        project.resolve("build/" + NAME + ".kar"),
        deploy.resolve(NAME + ".kar"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static void awaitVersion(String version) {
    await()
        .atMost(Distribution.SOON)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> {
              JsonNode seen = hansa.rest().get(RIG).ok().body();
              assertThat(seen.at("/status/version").asText()).isEqualTo(version);
              assertThat(ready(seen)).isEqualTo("TRUE");
            });
    // The former one goes after the new one has come.
    await()
        .atMost(Distribution.SOON)
        .until(
            () ->
                drivers(NAME).size() == 1
                    && drivers(NAME).get(0).at("/version").asText().equals(version));
  }

  private static List<JsonNode> drivers(String id) throws IOException {
    List<JsonNode> found = new java.util.ArrayList<>();
    for (JsonNode each : hansa.rest().get("/drivers").ok().body().path("items")) {
      if (each.path("id").asText().equals(id)) {
        found.add(each);
      }
    }
    return found;
  }

  private static String ready(JsonNode resource) {
    for (JsonNode condition : resource.path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("state").asText();
      }
    }
    return "";
  }

  @Test
  @Order(1)
  void aDriverIsBegunBuiltAndChecked() throws IOException {
    String begun = tool("new", project.toString(), "--package", BUNDLE);
    List<Path> sources;
    try (Stream<Path> files = Files.walk(project)) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    int lines = 0;
    for (Path source : sources) {
      lines += Files.readAllLines(source).size();
    }
    System.out.printf("A driver begins with %d files and %d lines.%n", sources.size(), lines);
    assertThat(begun).contains("README.md");
    assertThat(sources).hasSize(3);
    assertThat(lines).isLessThan(150);

    assertThat(tool("check", project.toString())).contains(NAME + " 1.0.0: 0 broken");
  }

  @Test
  @Order(2)
  void itIsLaidIntoTheFolderAndServesAnEndpoint() throws IOException {
    deploy("1.0.0");
    Rest rest = hansa.rest();
    rest.send("PUT", "/secrets/system/rig", Json.tree(Map.of("spec", Map.of()))).ok();
    rest.send("PUT", "/secrets/system/rig/values", Json.tree(Map.of("token", TOKEN))).ok();
    JsonNode endpoint =
        Json.tree(
            Map.of(
                "spec",
                Map.of(
                    "driver",
                    NAME,
                    "site",
                    "local",
                    "secret",
                    "rig",
                    "options",
                    Map.of("address", rig.address().toString()))));
    rest.send("PUT", RIG, endpoint).ok();
    awaitVersion("1.0.0");

    assertThat(rest.get(RIG).ok().body().at("/status/facets/0").asText()).isEqualTo("volume");
    assertThat(shell("driver:list")).contains(NAME, "1.0.0", "ACTIVE", "process");
    assertThat(shell("extension:list")).contains(BUNDLE, "1.0.0", "nobody", "ACTIVE");
    JsonNode extension = rest.get("/extensions/system/" + BUNDLE).ok().body();
    assertThat(extension.at("/status/nodes/this/refreshed").isEmpty()).isTrue();
  }

  @Test
  @Order(3)
  void itIsVerifiedWhereItWorks() throws IOException {
    assertThat(shell("driver:verify -t system rig")).contains("of ", NAME + " 1.0.0: 0 broken");
    JsonNode seen = hansa.rest().get(RIG + "/verification").ok().body();
    assertThat(seen.at("/outcome/sound").asBoolean()).isTrue();
    assertThat(seen.at("/by").asText()).isEqualTo("user:admin");
  }

  @Test
  @Order(4)
  void itIsUpgradedAndRolledBackUnderLoad() throws IOException {
    deploy("1.1.0");
    awaitVersion("1.1.0");
    assertThat(shell("extension:rollback " + BUNDLE)).contains("1.0.0");
    awaitVersion("1.0.0");
    assertThat(shell("driver:verify -t system --rule apply-idempotent rig")).contains("0 broken");
  }

  @Test
  @Order(5)
  void itGoesWithItsFile() throws Exception {
    Files.delete(deploy.resolve(NAME + ".kar"));
    await().atMost(Distribution.SOON).until(() -> drivers(NAME).isEmpty());
    await()
        .atMost(Distribution.SOON)
        .until(() -> ready(hansa.rest().get(RIG).ok().body()).equals("FALSE"));
    ENDED.set(true);
    calling.get(1, TimeUnit.MINUTES);

    assertThat(FAILURES).isEmpty();
    assertThat(ANSWERS.get()).isGreaterThan(100);
  }
}
