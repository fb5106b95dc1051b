package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The worked driver of the examples, as a partner has it: copied away, built by the archive alone,
 * laid into the folder, verified on the vendor's stand-in, upgraded while it is called and has
 * boxes of ours, and removed.
 */
@TestMethodOrder(OrderAnnotation.class)
class VendorIT {

  private static final String NAME = "quarry-driver";
  private static final String ENDPOINT = "/endpoints/system/quarry";

  @TempDir static Path folder;

  private static Distribution hansa;
  private static Path project;
  private static Path deploy;
  private static Process server;
  private static QuarryClient quarry;
  private static List<String> kept = List.of();
  private static final AtomicBoolean ENDED = new AtomicBoolean();
  private static final AtomicInteger ANSWERS = new AtomicInteger();
  private static final Queue<String> FAILURES = new ConcurrentLinkedQueue<>();
  private static final ExecutorService CALLER = Executors.newSingleThreadExecutor();
  private static Future<?> calling;

  @BeforeAll
  static void start() throws IOException {
    Path examples = Example.copy(folder);
    project = examples.resolve(NAME);
    deploy = Files.createDirectory(folder.resolve("deploy"));
    hansa =
        Distribution.withAdministrator(folder, examples)
            .at("127.0.0.1", "-Dhansa.deploy=" + deploy);
    hansa.start();
    new Example(hansa, examples).addSite();
  }

  @AfterAll
  static void end() throws IOException {
    ENDED.set(true);
    CALLER.shutdownNow();
    if (server != null) {
      server.destroyForcibly().onExit().join();
    }
    hansa.end();
  }

  private static String tool(String... words) throws IOException {
    Distribution.Result result =
        hansa.run(
            "",
            Stream.concat(Stream.of("bin/hansa-driver"), Stream.of(words)).toArray(String[]::new));
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

  /** Lays what was built where the last one was. */
  private static void deploy() throws IOException {
    Files.copy(
        project.resolve("build/" + NAME + ".kar"),
        deploy.resolve(NAME + ".kar"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static JsonNode endpoint() throws IOException {
    return hansa.rest().get(ENDPOINT).ok().body();
  }

  private static String ready() throws IOException {
    for (JsonNode condition : endpoint().path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("state").asText();
      }
    }
    return "";
  }

  private static List<String> versions() throws IOException {
    List<String> found = new ArrayList<>();
    for (JsonNode each : hansa.rest().get("/drivers").ok().body().path("items")) {
      if (each.path("id").asText().equals("quarry")) {
        found.add(each.path("version").asText());
      }
    }
    return found;
  }

  private static void awaitVersion(String version) {
    await()
        .atMost(Distribution.SOON)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () ->
                endpoint().at("/status/version").asText().equals(version)
                    && ready().equals("TRUE")
                    && versions().equals(List.of(version)));
  }

  @Test
  @Order(1)
  void theArchiveBuildsItAndItKeepsAllRules() throws IOException {
    assertThat(tool("check", project.toString())).contains("quarry 1.0.0: 0 broken");

    server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                project.resolve("build/test-classes").toString(),
                "com.example.quarry.QuarryServer")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
    quarry = new QuarryClient(said.readLine());
  }

  @Test
  @Order(2)
  void itServesAnEndpoint() throws IOException {
    deploy();
    Rest rest = hansa.rest();
    rest.send("PUT", "/secrets/system/quarry", Json.tree(Map.of("spec", Map.of()))).ok();
    rest.send("PUT", "/secrets/system/quarry/values", Json.tree(QuarryClient.PAIR)).ok();
    Map<String, Object> spec =
        Map.of(
            "driver",
            "quarry",
            "site",
            "local",
            "secret",
            "quarry",
            "options",
            Map.of("address", quarry.address()));
    rest.send("PUT", ENDPOINT, Json.tree(Map.of("spec", spec))).ok();
    awaitVersion("1.0.0");

    assertThat(endpoint().at("/status/facets").toString())
        .contains("virtual-machine", "virtual-network", "base-image");
    calling = CALLER.submit(VendorIT::call);
  }

  private static void call() {
    while (!ENDED.get()) {
      try {
        hansa.rest().get(ENDPOINT).ok();
        ANSWERS.incrementAndGet();
      } catch (IOException | RuntimeException e) {
        FAILURES.add(e.toString());
      }
    }
  }

  @Test
  @Order(3)
  void itIsVerifiedWhereItWorks() throws IOException {
    assertThat(shell("driver:verify -t system quarry")).contains("quarry 1.0.0: 0 broken");
    assertThat(quarry.boxes()).isEmpty();
    assertThat(shell("driver:verify -t system --keep --rule apply-creates quarry"))
        .contains("0 broken");
    kept = quarry.boxes();
    assertThat(kept).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  @Order(4)
  void itIsUpgradedUnderLoadAndItsBoxesStay() throws IOException {
    Path driver = project.resolve("src/com/example/quarry/QuarryDriver.java");
    Files.writeString(driver, Files.readString(driver).replace("\"1.0.0\"", "\"1.1.0\""));
    tool("build", project.toString());
    deploy();
    awaitVersion("1.1.0");
    assertThat(quarry.boxes()).isEqualTo(kept);

    // The new one knows what the former one has made: it finds it, and removes it.
    assertThat(shell("driver:verify -t system --rule list-complete quarry")).contains("0 broken");
    assertThat(quarry.boxes()).isEmpty();
  }

  @Test
  @Order(5)
  void itGoesWithItsFile() throws Exception {
    Files.delete(deploy.resolve(NAME + ".kar"));
    await().atMost(Distribution.SOON).until(() -> versions().isEmpty() && ready().equals("FALSE"));
    ENDED.set(true);
    calling.get(1, TimeUnit.MINUTES);

    assertThat(FAILURES).isEmpty();
    assertThat(ANSWERS.get()).isGreaterThan(100);
  }
}
