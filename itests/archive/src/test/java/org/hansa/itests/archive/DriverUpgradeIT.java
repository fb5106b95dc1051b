package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drivers are upgraded and go back while a hundred applications run on them, others come and go,
 * and people ask: by feature and by KAR, ours and a partner's.
 */
@TestMethodOrder(OrderAnnotation.class)
class DriverUpgradeIT {

  private static final int APPLICATIONS = 100;

  /** By features, of our drivers. */
  private static final String NEXT = "0.1.1";

  /** Who lists what the drivers hold. */
  private static final String LISTER = "workloads.orphans";

  /** One process beside those of workloads. */
  private static final int FORWARDER = 1;

  @TempDir static Path folder;

  private static Path documents;
  private static Distribution hansa;
  private static Example example;
  private static Fleet fleet;
  private static Rig rig;
  private static Endpoints endpoints;
  private static Diary diary;
  private static Turnover real;
  private static Turnover simulated;
  private static final Callers CALLERS = new Callers();

  @BeforeAll
  static void start() throws IOException {
    documents = Example.copy(folder);
    hansa = Rig.withDeployFolder(folder, documents);
    rig = Rig.of(hansa, folder);
    example = new Example(hansa, documents);
    endpoints = new Endpoints(hansa);
    hansa.start();
    example.addSite();
    example.apply(example.document()).ok();
    List<JsonNode> continuum = example.documents("continuum/europe.yaml");
    for (JsonNode each : continuum) {
      String plural = each.path("kind").asText().toLowerCase(Locale.ROOT) + "s";
      hansa.rest().put("/" + plural + "/system/" + each.path("name").asText(), each).ok();
    }
    List<String> sites =
        continuum.stream()
            .filter(each -> each.path("kind").asText().equals("Site"))
            .map(each -> each.path("name").asText())
            .toList();
    endpoints.awaitVersion("simulator", endpoints.versions("simulator").get(0));
    fleet = new Fleet(hansa, sites);
    real = new Turnover(hansa, "turnover-real", List.of("local"));
    simulated = new Turnover(hansa, "turnover-simulated", sites);
    fleet.deploy(APPLICATIONS);
    example.awaitRest();
    rig.begin();
    rig.deploy("1.0.0");
    rig.addEndpoint();
    rig.awaitVersion("1.0.0");
    diary = Diary.begin(hansa, folder);
    System.out.printf("%d applications on %d sites.%n", fleet.ready(), fleet.places());
  }

  private static void callers() throws IOException {
    String instance = fleet.instance();
    CALLERS
        .ask("the example's page", example::state)
        .ask("the log of a process", () -> log("factory-line.analyse.0"))
        .ask("the log of what is simulated", () -> log(instance))
        .ask("orders of processes", real::order)
        .ask("orders of what is simulated", simulated::order);
  }

  private static Object log(String instance) throws IOException {
    return hansa.rest().get("/instances/demo/" + instance + "/logs").ok();
  }

  @AfterAll
  static void end() throws IOException {
    CALLERS.close();
    rig.close();
    hansa.end();
  }

  private interface Act {
    void run() throws IOException;
  }

  /**
   * One change of a driver: afterwards all stands as it stood before, and no other bundle was
   * touched.
   *
   * @param there the versions that are there then, the last of which serves
   */
  private static void change(String how, String driver, String bundle, List<String> there, Act act)
      throws IOException {
    Map<String, String> standing = fleet.standing();
    Map<String, List<String>> noted = fleet.noted(standing.keySet());
    Map<String, Set<Long>> processes = processes();
    assertThat(standing).hasSize(APPLICATIONS);
    assertThat(noted).hasSize(APPLICATIONS);
    int entries = diary.entries().size();
    long begun = System.nanoTime();

    act.run();
    endpoints.awaitVersion(driver, there.get(there.size() - 1));
    long millis = (System.nanoTime() - begun) / 1_000_000;

    // The former one goes after the new one has come.
    await().atMost(Distribution.SOON).until(() -> endpoints.versions(driver), there::equals);
    await().atMost(Distribution.SOON).until(() -> diary.isOver(entries));
    List<Diary.Entry> happened = diary.since(entries);
    System.out.printf(
        "%s: %s %s serves after %d ms, away for %d ms; %s%n",
        how,
        driver,
        there,
        millis,
        Diary.away(happened),
        happened.stream().map(Diary.Entry::text).toList());
    assertThat(Diary.touched(happened)).containsOnly(bundle);
    assertThat(fleet.ready()).isEqualTo(APPLICATIONS);
    assertThat(fleet.standing()).isEqualTo(standing);
    assertThat(fleet.noted(standing.keySet())).isEqualTo(noted);
    assertThat(processes()).isEqualTo(processes);
  }

  /** Of the example: by mark, the processes that nobody else of that mark has started. */
  private static Map<String, Set<Long>> processes() throws IOException {
    World world = World.of(hansa.rest());
    Set<String> uids =
        List.of("feed", "analyse", "page").stream()
            .map(component -> world.instance(component, 0))
            .collect(Collectors.toSet());
    Map<String, Set<Long>> mains = new Traces(hansa.state()).mains();
    mains.keySet().removeIf(mark -> uids.stream().noneMatch(uid -> mark.endsWith(":" + uid)));
    assertThat(mains).hasSize(uids.size());
    return mains;
  }

  private static void byFeature(String driver, String version, String serves) throws IOException {
    String feature = "hansa-driver-" + driver + "/" + version;
    change(
        "by feature",
        driver,
        bundle(driver),
        List.of(serves),
        () -> Ssh.said(hansa, Distribution.ROOT, "feature:install --upgrade " + feature));
  }

  private static String bundle(String driver) {
    return "org.hansa.drivers." + driver;
  }

  /** To the next version by a repository of features. */
  private static void toTheNext(String driver) throws IOException {
    Path repository =
        Renumbered.of(hansa, folder, bundle(driver), NEXT)
            .repository(hansa, "hansa-driver-" + driver, "hansa-core");
    Ssh.said(hansa, Distribution.ROOT, "feature:repo-add " + repository.toUri());
    byFeature(driver, NEXT, NEXT);
  }

  /** As the archive calls itself. */
  private static String release() throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(hansa.home().resolve("etc/system.properties"))) {
      properties.load(in);
    }
    return properties.getProperty("hansa.version");
  }

  /** The time that an upgrade takes by itself, for who reads what this says. */
  @Test
  @Order(1)
  void theSimulatorByFileAndByFeatureWhileNobodyAsks() throws IOException {
    String shipped = endpoints.versions("simulator").get(0);
    byFile(shipped);
    toTheNext("simulator");
    byFeature("simulator", release(), shipped);
  }

  @Test
  @Order(2)
  void theSimulatorByFeature() throws IOException {
    callers();
    byFeature("simulator", NEXT, NEXT);
  }

  /** After the simulator: what Karaf has put back from a snapshot it reads anew the next time. */
  @Test
  @Order(3)
  void theProcessDriverByFeatureAndBack() throws IOException {
    String shipped = endpoints.versions("process").get(0);
    toTheNext("process");
    byFeature("process", release(), shipped);
  }

  @Test
  @Order(4)
  void theSimulatorByFile() throws IOException {
    byFile(NEXT);
  }

  /** It stands beside the one of the features, which serves again once it is gone. */
  private static void byFile(String before) throws IOException {
    Path kar = Renumbered.of(hansa, folder, bundle("simulator"), "0.1.2").kar();
    Path laid = rig.deploy().resolve("simulator.kar");
    change(
        "by file",
        "simulator",
        bundle("simulator"),
        List.of(before, "0.1.2"),
        () -> Files.copy(kar, laid));
    change(
        "by file taken away",
        "simulator",
        bundle("simulator"),
        List.of(before),
        () -> Files.delete(laid));
  }

  @Test
  @Order(5)
  void theProcessDriverByCommandAndRolledBack() throws IOException {
    String process = bundle("process");
    String shipped = endpoints.versions("process").get(0);
    for (String version : List.of("0.1.2", "0.1.3")) {
      Path kar = Renumbered.of(hansa, folder, process, version).kar();
      Path within = Files.copy(kar, documents.resolve(kar.getFileName()));
      change(
          "by command",
          "process",
          process,
          List.of(shipped, version),
          () -> admin("extension:install " + within.getFileName()));
    }
    change(
        "by roll-back",
        "process",
        process,
        List.of(shipped, "0.1.2"),
        () -> admin("extension:rollback " + process));
  }

  private static String admin(String command) throws IOException {
    return Ssh.said(hansa, "admin", command);
  }

  /** A staged roll-out: both are there, and each endpoint has its own. */
  @Test
  @Order(6)
  void anEndpointOfThePartnersDriverIsPinned() throws IOException {
    rig.putEndpoint("pinned", Map.of("version", "1.0.0"));
    Path next = Files.copy(rig.build("1.1.0"), documents.resolve("rig-1.1.0.kar"));
    int entries = diary.entries().size();
    admin("extension:install --as acme-next " + next.getFileName());
    rig.awaitEndpoint("rig", "1.1.0");
    rig.awaitEndpoint("pinned", "1.0.0");
    assertThat(admin("driver:list").lines().filter(line -> line.startsWith(Rig.NAME)))
        .satisfiesExactly(
            first -> assertThat(first).contains("1.0.0", "ACTIVE"),
            second -> assertThat(second).contains("1.1.0", "ACTIVE"));

    rig.putEndpoint("pinned", Map.of());
    rig.awaitEndpoint("pinned", "1.1.0");
    assertThat(admin("driver:list").lines().filter(line -> line.startsWith(Rig.NAME)))
        .satisfiesExactly(
            first -> assertThat(first).contains("1.0.0", "SUPERSEDED"),
            second -> assertThat(second).contains("1.1.0", "ACTIVE"));
    hansa.rest().delete("/extensions/system/acme-next").ok();
    rig.awaitVersion("1.0.0");
    await().atMost(Distribution.SOON).until(() -> diary.isOver(entries));
    assertThat(Diary.touched(diary.since(entries))).containsOnly(Rig.BUNDLE);
  }

  @Test
  @Order(7)
  void thePartnersDriverByFileAndRolledBack() throws IOException {
    Path next = rig.build("1.2.0");
    change("by file", Rig.NAME, Rig.BUNDLE, List.of("1.2.0"), () -> rig.lay(next));
    change(
        "by roll-back",
        Rig.NAME,
        Rig.BUNDLE,
        List.of("1.0.0"),
        () -> admin("extension:rollback " + Rig.BUNDLE));
  }

  @Test
  @Order(8)
  void nobodyWasRefusedAndNothingIsLostOrDoubled() throws Exception {
    System.out.printf(
        "answered: %s; real: %s; simulated: %s%n",
        CALLERS.answers(), real.figures(), simulated.figures());
    CALLERS.assertAnswered(20);
    example.awaitRest();
    assertThat(Diary.touched(diary.entries()))
        .containsOnly(bundle("process"), bundle("simulator"), Rig.BUNDLE);

    List<String> wanted = new ArrayList<>();
    for (JsonNode each : hansa.rest().get("/instances?limit=1000").ok().body().path("items")) {
      wanted.add(each.path("uid").asText());
    }
    // They are looked at once a minute.
    await()
        .atMost(Distribution.SOON)
        .untilAsserted(
            () -> {
              List<String> held = new ArrayList<>(endpoints.listed("process", LISTER));
              held.addAll(endpoints.listed("simulator", LISTER));
              assertThat(held).containsExactlyInAnyOrderElementsOf(wanted);
            });
    Map<String, Set<Long>> mains = new Traces(hansa.state()).mains();
    assertThat(mains.values()).allSatisfy(pids -> assertThat(pids).hasSize(1));
    assertThat(mains.keySet()).hasSize(endpoints.listed("process", LISTER).size() + FORWARDER);
  }
}
