package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hansa.core.api.Json;
import org.hansa.itests.archive.Runs.Run;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example application over two machines that are reached by SSH, of which one is cut off for a
 * while. The page stands on the first, analyse and feed on the second, and links lead across both
 * ways.
 */
class TwoMachinesIT {

  private static final Duration SOON = Distribution.SOON;

  /** Whatever was put off while a machine was away is tried again within a minute. */
  private static final Duration HEALED = Duration.ofMinutes(2);

  /** What is said of all that stands on the second machine, and of what leads there. */
  private static final Map<String, String> AWAY =
      Map.of(
          "Endpoint/system/two", "/endpoints/system/two",
          "Host/system/two.two", "/hosts/system/two.two",
          "Instance/demo/factory-line.analyse.0", "/instances/demo/factory-line.analyse.0",
          "Instance/demo/factory-line.feed.0", "/instances/demo/factory-line.feed.0",
          "Connection/demo/factory-line.feed.analyse.http",
              "/connections/demo/factory-line.feed.analyse.http",
          "Connection/demo/factory-line.feed.page.http",
              "/connections/demo/factory-line.feed.page.http",
          "Connection/demo/factory-line.page.analyse.http",
              "/connections/demo/factory-line.page.analyse.http",
          "Application/demo/factory-line", Example.PATH);

  private static final List<String> HERE =
      List.of(
          "/endpoints/system/one",
          "/hosts/system/one.one",
          "/instances/demo/factory-line.page.0",
          "/connections/demo/factory-line.users.page.http");

  @TempDir static Path folder;

  private static Network network;
  private static Machine one;
  private static Machine two;
  private static Distribution hansa;
  private static Example example;
  private static Ssh shell;
  private static Runs runs;

  /** By component, as it ran before the cut. */
  private static Map<String, Run> before;

  private static String analyse;

  @BeforeAll
  static void start() throws IOException {
    network = Network.make();
    one = new Machine("one", folder, network, 11);
    two = new Machine("two", folder, network, 12);
    one.start();
    two.start();
    runs = new Runs(Map.of("one", one.state(), "two", two.state()));
    Path examples = Example.copy(folder);
    hansa = Distribution.withAdministrator(folder, examples);
    example = new Example(hansa, examples);
    shell = new Ssh(hansa.ssh());
    hansa.start();
    // Commands come to the shell one by one, on their own time.
    await()
        .atMost(SOON)
        .until(() -> shell.run("admin", Distribution.TOKEN, "hansa:get Site").code() == 0);
  }

  @AfterAll
  static void end() throws IOException {
    shell.close();
    hansa.end();
    runs.close();
    one.close();
    two.close();
    network.close();
  }

  @Test
  void livesWhileOneOfTwoMachinesIsCutOff() throws IOException {
    standsOnBothAndAnswersAcross();
    saysWhatIsUnknownAndSinceWhen();
    looksAfterWhatItStillReaches();
    convergesWhenTheMachineIsBack();
    leavesNothingOnEitherWhenItIsDeleted();
  }

  private static void standsOnBothAndAnswersAcross() throws IOException {
    site(one);
    site(two);
    example.apply(application("mill-7", "first")).ok();
    example.awaitRest();

    await().atMost(SOON).ignoreExceptions().until(() -> state().at("/analyse/taken").asLong() > 2);
    before = running();
    analyse = state().at("/analyse/instance").textValue();
    assertThat(state().at("/analyse/last/machine").textValue()).isEqualTo("mill-7");
    assertThat(before.values())
        .extracting(Run::machine)
        .as("%s", before)
        .containsExactly("two", "two", "one");
    assertThat(two.get(port("/connections/demo/factory-line.feed.page.http")).strip())
        .as("the page, asked from the other machine")
        .endsWith("</html>");
  }

  private static void saysWhatIsUnknownAndSinceWhen() throws IOException {
    Instant cut = Instant.now();
    two.cut();
    await().atMost(SOON).until(() -> AWAY.values().stream().allMatch(path -> is(path, "UNKNOWN")));
    Instant known = Instant.now();

    for (String path : AWAY.values()) {
      assertThat(Instant.parse(ready(path).get("since").textValue()))
          .as(path)
          .isBetween(cut, known);
      assertThat(ready(path).get("message").textValue()).as(path).contains("does not answer");
    }
    assertThat(HERE).allMatch(path -> is(path, "TRUE"));

    assertThat(said("get Host")).containsPattern("two\\.two .*[Uu]nknown for \\d");
    assertThat(said("get Host")).containsPattern("one\\.one .* Ready ");
    assertThat(said("get Endpoint")).containsPattern("two .*[Uu]nknown for \\d");
    assertThat(said("get -t demo Instance"))
        .containsPattern("factory-line\\.feed\\.0 .*[Uu]nknown for \\d")
        .containsPattern("factory-line\\.page\\.0 .* Ready ");
    assertThat(said("get -t demo Connection"))
        .containsPattern("factory-line\\.feed\\.analyse\\.http .*[Uu]nknown for \\d")
        .containsPattern("factory-line\\.users\\.page\\.http .* Ready ");
    assertThat(said("describe -t demo Instance factory-line.feed.0"))
        .containsPattern("Ready +UNKNOWN +\\d+m?\\d*s ago +NoAnswer ");
    for (String ref : List.of("analyse.0", "feed.0")) {
      String path = "/instances/demo/factory-line." + ref;
      assertThat(said("explain -t demo Application factory-line"))
          .contains(
              "Instance/demo/factory-line."
                  + ref
                  + ": Ready, NoAnswer: unknown since "
                  + ready(path).get("since").textValue().substring(0, 19));
    }
  }

  private static void looksAfterWhatItStillReaches() throws IOException {
    assertThat(state().path("error").textValue()).isEqualTo("analyse does not answer");

    example.apply(application("mill-8", "second")).ok();

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              JsonNode page = get("/instances/demo/factory-line.page.0");
              assertThat(page.at("/spec/workload/env/SHIFT").textValue()).isEqualTo("second");
              assertThat(running().get("page")).isNotEqualTo(before.get("page"));
              assertThat(HERE).allMatch(path -> is(path, "TRUE"));
            });
    assertThat(state().path("error").textValue()).isEqualTo("analyse does not answer");
    assertThat(is(Example.PATH, "TRUE")).isFalse();
    assertThat(running())
        .containsEntry("feed", before.get("feed"))
        .containsEntry("analyse", before.get("analyse"));
  }

  private static void convergesWhenTheMachineIsBack() throws IOException {
    Run page = running().get("page");
    two.heal();

    await()
        .atMost(HEALED)
        .ignoreExceptions()
        .until(() -> World.of(hansa.rest()).unready(), List::isEmpty);
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> state().at("/analyse/last/machine").asText().equals("mill-8"));
    assertThat(state().at("/analyse/instance").textValue()).isEqualTo(analyse);
    assertThat(running())
        .containsEntry("analyse", before.get("analyse"))
        .containsEntry("page", page);
    assertThat(running().get("feed").machine()).isEqualTo("two");
    assertThat(running().get("feed")).isNotEqualTo(before.get("feed"));
    assertThat(two.get(port("/connections/demo/factory-line.feed.page.http")).strip())
        .endsWith("</html>");

    assertThat(runs.twice()).isEmpty();
    assertThat(startsByComponent())
        .as("only what was changed was started again, and nothing elsewhere")
        .isEqualTo(
            Map.of(
                "analyse",
                List.of("two"),
                "feed",
                List.of("two", "two"),
                "page",
                List.of("one", "one")));
    assertThat(said("get Host")).containsPattern("two\\.two .* Ready ");
  }

  private static void leavesNothingOnEitherWhenItIsDeleted() throws IOException {
    assertThat(one.ports()).hasSizeGreaterThan(2);
    assertThat(two.ports()).hasSizeGreaterThan(2);

    example.delete().ok();
    example.awaitGone();

    assertThat(World.of(hansa.rest()).made()).isEmpty();
    for (Machine machine : List.of(one, two)) {
      assertThat(machine.ports()).as(machine.name()).isEmpty();
    }
    await().atMost(HEALED).until(() -> runs.now().isEmpty());
    for (Machine machine : List.of(one, two)) {
      await()
          .atMost(HEALED)
          .untilAsserted(
              () ->
                  assertThat(folders(machine))
                      .as(machine.name())
                      .containsExactlyInAnyOrder("bin", "locks"));
    }
    assertThat(runs.twice()).isEmpty();
  }

  private static void site(Machine machine) throws IOException {
    Rest rest = hansa.rest();
    String name = machine.name();
    rest.send("PUT", "/secrets/system/" + name, Json.tree(Map.of("spec", Map.of()))).ok();
    rest.send("PUT", "/secrets/system/" + name + "/values", Json.tree(Map.of("key", machine.key())))
        .ok();
    Map<String, Object> place =
        Map.of(
            "provider",
            "own",
            "jurisdiction",
            "DE",
            "location",
            Map.of("latitude", 53.87, "longitude", 10.69),
            "privacy",
            "internal",
            "price",
            Map.of("currency", "EUR", "cpuHour", 0.021, "memoryGibHour", 0.0028),
            "energy",
            Map.of("gramsPerKwh", 344, "pue", 1.25, "wattsPerCore", 9));
    Map<String, Object> options =
        Map.of(
            "host", machine.address(),
            "user", "root",
            "knownHosts", List.of(machine.knownHost()),
            "folder", machine.state().toString(),
            "java", System.getProperty("java.home") + "/bin/java");
    Map<String, Object> endpoint =
        Map.of("driver", "ssh-host", "site", name, "secret", name, "options", options);
    rest.send(
            "POST",
            "/apply",
            Rest.changes(
                List.of(document("Site", name, place), document("Endpoint", name, endpoint)),
                List.of()))
        .ok();
    await().atMost(SOON).until(() -> is("/hosts/system/" + name + "." + name, "TRUE"));
  }

  private static JsonNode document(String kind, String name, Map<String, Object> spec) {
    return Json.tree(Map.of("kind", kind, "tenant", "system", "name", name, "spec", spec));
  }

  /** The example, each component on its machine; what others link to listens on all of it. */
  private static ObjectNode application(String machine, String shift) throws IOException {
    ObjectNode document = example.document();
    Map<String, String> sites = Map.of("page", "one", "analyse", "two", "feed", "two");
    sites.forEach(
        (name, site) ->
            Example.component(document, name).withObject("/requires").putArray("sites").add(site));
    for (String name : List.of("page", "analyse")) {
      Example.component(document, name).withObject("/env").put("LISTEN", "0.0.0.0");
    }
    Example.component(document, "page").withObject("/env").put("SHIFT", shift);
    ObjectNode feed = Example.component(document, "feed");
    feed.withObject("/env").put("MACHINE", machine);
    feed.withArray("/links")
        .addObject()
        .put("to", "page")
        .put("port", "http")
        .put("env", "PAGE_URL");
    return document;
  }

  private static JsonNode get(String path) throws IOException {
    return hansa.rest().get(path).ok().body();
  }

  /** Empty while it is not there. */
  private static JsonNode ready(String path) throws IOException {
    for (JsonNode condition : hansa.rest().get(path).body().path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition;
      }
    }
    return Json.tree(Map.of());
  }

  private static boolean is(String path, String state) {
    try {
      return ready(path).path("state").asText().equals(state);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String said(String command) throws IOException {
    Distribution.Result result = shell.run("admin", Distribution.TOKEN, "hansa:" + command);
    assertThat(result.code()).as(result.output()).isZero();
    return result.output();
  }

  private static int port(String connection) throws IOException {
    return get(connection).at("/status/port").asInt();
  }

  /** What page says at the stable address, which is of its machine's loopback. */
  private static JsonNode state() throws IOException {
    int port = port("/connections/demo/factory-line.users.page.http");
    return Json.read(one.get(port, "/api/state"));
  }

  /** The one run of each component. */
  private static Map<String, Run> running() throws IOException {
    Map<String, String> components = components();
    Map<String, Run> running = new TreeMap<>();
    runs.now()
        .forEach(
            (uid, of) -> {
              if (components.containsKey(uid)) {
                assertThat(of).hasSize(1);
                running.put(components.get(uid), of.iterator().next());
              }
            });
    return running;
  }

  private static Map<String, String> components() throws IOException {
    World world = World.of(hansa.rest());
    return Set.of("analyse", "feed", "page").stream()
        .collect(Collectors.toMap(c -> world.instance(c, 0), c -> c));
  }

  /** On which machine each was started, as often as it was. */
  private static Map<String, List<String>> startsByComponent() throws IOException {
    Map<String, String> components = components();
    return runs.seen().stream()
        .filter(run -> components.containsKey(run.uid()))
        .collect(
            Collectors.groupingBy(
                run -> components.get(run.uid()),
                Collectors.mapping(Run::machine, Collectors.toList())));
  }

  /** What is left in an endpoint's folder. */
  private static List<String> folders(Machine machine) throws IOException {
    try (var installations = Files.list(machine.state())) {
      Path endpoint = installations.findFirst().orElseThrow().resolve(machine.name());
      try (var all = Files.list(endpoint)) {
        return all.filter(Files::isDirectory).map(p -> p.getFileName().toString()).toList();
      }
    }
  }
}
