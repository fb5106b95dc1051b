package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hansa.core.api.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The life of the example application, as a user lives it: each step stands on the one before. */
@TestMethodOrder(OrderAnnotation.class)
class MainJobIT {

  private static final Duration SOON = Distribution.SOON;

  @TempDir static Path folder;

  private static Distribution hansa;
  private static Example example;
  private static Traces traces;

  @BeforeAll
  static void start() throws IOException {
    Path examples = Example.copy(folder);
    hansa = Distribution.withAdministrator(folder, examples);
    example = new Example(hansa, examples);
    traces = new Traces(hansa.state());
    hansa.start();
  }

  @AfterAll
  static void end() throws IOException {
    hansa.end();
  }

  @Test
  @Order(1)
  void deploysFromTheShellAndAnswers() throws IOException {
    assertApplied("site.yaml");
    assertApplied("-t demo factory-line/application.yaml");

    await().atMost(SOON).ignoreExceptions().until(() -> reading() > 0);
    long seen = reading();
    await().atMost(SOON).until(() -> reading() > seen + 2);
    assertThat(mains()).containsOnlyKeys("analyse", "feed", "page");
  }

  @Test
  @Order(2)
  void bringsAKilledComponentBack() throws IOException {
    example.awaitRest();
    Map<String, Long> before = mains();

    assertThat(ProcessHandle.of(before.get("analyse")).orElseThrow().destroyForcibly()).isTrue();

    await().atMost(SOON).until(() -> restarts("analyse") == 1);
    example.awaitRest();
    await().atMost(SOON).ignoreExceptions().until(() -> reading() > 0);
    Map<String, Long> after = mains();
    assertThat(after.get("analyse")).isNotEqualTo(before.get("analyse"));
    assertThat(after.get("feed")).isEqualTo(before.get("feed"));
    assertThat(after.get("page")).isEqualTo(before.get("page"));
    assertThat(restarts("feed") + restarts("page")).isZero();
  }

  @Test
  @Order(3)
  void touchesOnlyWhatIsChanged() throws IOException {
    Map<String, Long> before = mains();

    example.apply(Example.alarmAbove(example.document(), "0.1")).ok();
    example.awaitRest();

    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> example.state().at("/analyse/alarm").asBoolean());
    Map<String, Long> after = mains();
    assertThat(after.get("analyse")).isNotEqualTo(before.get("analyse"));
    assertThat(after.get("feed")).isEqualTo(before.get("feed"));
    assertThat(after.get("page")).isEqualTo(before.get("page"));
  }

  @Test
  @Order(4)
  void scalesToThreeBehindTheStableAddress() throws IOException {
    // The main process waits for the program, to write how it ended.
    ProcessHandle keeper = ProcessHandle.of(mains().get("page")).orElseThrow();
    long page = keeper.children().findFirst().orElseThrow().pid();
    ObjectNode application = Example.alarmAbove(example.document(), "0.1");

    example.apply(Example.pages(application, 3)).ok();
    example.awaitRest();

    Set<String> answered = new TreeSet<>();
    await()
        .atMost(SOON)
        .until(
            () -> {
              answered.add(example.state().get("page").textValue());
              return answered.size() == 3;
            });
    assertThat(answered).contains("page@" + page);
  }

  @Test
  @Order(5)
  void findsItselfWhole() throws IOException {
    Rest rest = hansa.rest();
    Rest.Answer begun = rest.send("POST", "/inspection", Json.tree(Map.of()));
    assertThat(begun.status()).as("%s", begun.body()).isEqualTo(202);
    await().atMost(SOON).until(() -> !rest.get("/inspection").ok().body().has("running"));
    JsonNode last = rest.get("/inspection").ok().body().get("last");
    assertThat(last.get("began")).isEqualTo(begun.body().get("began"));
    assertThat(last.get("outcome").textValue()).as("%s", last).isEqualTo("WHOLE");
    assertThat(last.get("found").findValuesAsText("part"))
        .containsExactly("resources", "sealed", "entries", "catalogue");
    Distribution.Result shown = hansa.shell("admin", Distribution.TOKEN, "store:check --last");
    assertThat(shown.output()).contains("WHOLE: begun at").containsPattern("entries +[1-9]");
  }

  @Test
  @Order(6)
  void saysWhatItHasMeasured() throws IOException {
    Metrics metrics = Metrics.of(hansa.rest());

    metrics.assertDocumented();
    metrics.assertWorked();

    Distribution.Result top = hansa.shell("admin", Distribution.TOKEN, "hansa:top");
    assertThat(top.code()).as(top.output()).isZero();
    assertThat(top.output())
        .containsPattern("lifecycle.run +wdm.instance +\\d")
        .containsPattern("flush +[1-9]\\d* ")
        .containsPattern("call +workload ANSWERED APPLY ")
        .containsPattern("Instance +5 ")
        .containsPattern("heap MiB +[1-9]")
        .containsPattern("damaged +0")
        .containsPattern("inspection rows +[1-9]");
  }

  @Test
  @Order(7)
  void saysWhatItsSiteHasLeft() throws IOException {
    Rest rest = hansa.rest();
    String capacity = "/sites/system/local/capacity";
    // What has been replaced above is metered anew within half a minute.
    await().atMost(SOON).until(() -> rest.get(capacity).ok().body().at("/units/cpu").has("used"));
    JsonNode site = rest.get(capacity + "?window=1440").ok().body();
    JsonNode cpu = site.at("/units/cpu");
    assertThat(cpu.get("reserved").decimalValue()).isPositive();
    assertThat(cpu.get("free").decimalValue())
        .isEqualByComparingTo(
            cpu.get("capacity").decimalValue().subtract(cpu.get("reserved").decimalValue()));
    assertThat(cpu.get("used").decimalValue()).isPositive();
    assertThat(site.get("trend").findValuesAsText("figure")).contains("capacity", "reserved");

    Rest.Answer hosts =
        rest.facade("/tmf-api/resourceInventory/v5/resource?resourceSpecification.id=Host").ok();
    assertThat(hosts.body().findValuesAsText("name")).contains("cpu.free", "cpu.used");
    Rest.Answer zones =
        rest.facade("/edge-application-management/vwip/edge-cloud-zones?status=active").ok();
    assertThat(zones.body().findValuesAsText("edgeCloudZoneName")).contains("local");
    assertThat(
            hansa
                .shell("admin", Distribution.TOKEN, "hansa:ask -t system Site local capacity")
                .output())
        .containsPattern("true +reserved +reservations here +cpu +0 ")
        .containsPattern("\\d+\\.\\d+ +true +used .* metered by .* cpu");
  }

  @Test
  @Order(8)
  void leavesNothingWhenItIsDeleted() throws IOException {
    Set<Path> groups = traces.groups();
    Set<Integer> ports = traces.ports();
    assertThat(ports).hasSizeGreaterThan(4);

    Distribution.Result deleted =
        hansa.shell("admin", Distribution.TOKEN, "hansa:delete --yes " + Example.REF);

    assertThat(deleted.code()).as(deleted.output()).isZero();
    assertThat(World.of(hansa.rest()).made()).isEmpty();
    assertThat(traces.workloads()).isEmpty();
    assertThat(groups).noneMatch(Files::exists);
    await().atMost(SOON).until(() -> traces.processes().isEmpty());
    assertThat(ports).noneMatch(MainJobIT::answers);
  }

  private static void assertApplied(String document) throws IOException {
    Distribution.Result applied =
        hansa.shell("admin", Distribution.TOKEN, "hansa:apply --yes " + document);
    assertThat(applied.code()).as(applied.output()).isZero();
  }

  private static long reading() throws IOException {
    return example.state().at("/analyse/last/seq").asLong();
  }

  private static int restarts(String component) throws IOException {
    return hansa
        .rest()
        .get("/instances/demo/factory-line." + component + ".0")
        .ok()
        .body()
        .at("/status/restarts")
        .asInt();
  }

  /** The one process of each component's first replica. */
  private static Map<String, Long> mains() throws IOException {
    World world = World.of(hansa.rest());
    Map<String, Long> mains = new HashMap<>();
    for (String component : new String[] {"analyse", "feed", "page"}) {
      mains.put(component, traces.main(world.instance(component, 0)).orElseThrow());
    }
    return mains;
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }
}
