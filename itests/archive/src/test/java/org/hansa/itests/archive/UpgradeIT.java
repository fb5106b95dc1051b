package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A component is replaced, and taken away, while the example answers. */
@TestMethodOrder(OrderAnnotation.class)
class UpgradeIT {

  private static final String BUNDLE = "org.hansa.orchestration.orchestrator";
  private static final String FEATURE = "hansa-orchestration-orchestrator";
  private static final String NEXT = "0.1.1";

  @TempDir static Path folder;

  private static Distribution hansa;
  private static Example example;
  private static ExecutorService executor;
  private static Callers callers;

  @BeforeAll
  static void start() throws IOException {
    Path examples = Example.copy(folder);
    hansa = Distribution.withAdministrator(folder, examples);
    example = new Example(hansa, examples);
    executor = Executors.newSingleThreadExecutor();
    callers = new Callers();
    hansa.start();
    example.addSite();
    example.apply(example.document()).ok();
    example.awaitRest();
  }

  @AfterAll
  static void end() throws IOException {
    executor.shutdownNow();
    callers.close();
    hansa.end();
  }

  @Test
  @Order(1)
  void isUpgradedUnderRequests() throws Exception {
    Path repository =
        Renumbered.of(hansa, folder, BUNDLE, NEXT)
            .repository(hansa, FEATURE, "hansa-orchestration-api");
    callers.ask("state", example::state).ask("resource", () -> hansa.rest().get(Example.PATH).ok());

    Future<Distribution.Result> upgrade =
        executor.submit(
            () ->
                root(
                    "feature:repo-add " + repository.toUri(),
                    "feature:install --upgrade " + FEATURE + "/" + NEXT));
    // Orders go on all the while, so that one is given whenever the component is away.
    int pages = 1;
    while (!upgrade.isDone()) {
      pages = pages % 3 + 1;
      example.apply(Example.pages(example.document(), pages)).ok();
    }
    Distribution.Result done = upgrade.get();
    assertThat(done.code()).as(done.output()).isZero();
    example.awaitRest();

    callers.assertAnswered(10);
    assertThat(root("bundle:list -t 0 -s --no-format | grep " + BUNDLE).output())
        .contains(NEXT)
        .doesNotContain("0.1.0");
    assertThat(World.of(hansa.rest()).resources().keySet())
        .filteredOn(ref -> ref.startsWith("Instance/demo/factory-line.page."))
        .hasSize(pages);
  }

  /** Each page is stopped only when nobody is led there any more. */
  @Test
  @Order(2)
  void pagesAreChangedOneByOneUnderRequests() throws Exception {
    ObjectNode two = Example.pages(example.document(), 2);
    example.apply(two).ok();
    example.awaitRest();
    try (Callers people = new Callers()) {
      people.ask("one", example::state).ask("another", example::state);
      for (int change = 0; change < 3; change++) {
        ObjectNode changed = two.deepCopy();
        Example.component(changed, "page").putObject("env").put("CHANGE", "" + change);
        example.apply(changed).ok();
        example.awaitRest();
      }
      people.assertAnswered(20);
    }
  }

  @Test
  @Order(3)
  void isTakenAwayAndPutBack() throws IOException {
    example.apply(example.document()).ok();
    example.awaitRest();
    assertDone("feature:uninstall " + FEATURE + "/" + NEXT);
    await().atMost(Distribution.SOON).until(UpgradeIT::isUnattended);
    assertThat(example.state().has("page")).isTrue();

    ObjectNode changed = Example.alarmAbove(example.document(), "8.0");
    JsonNode order = changed.deepCopy().retain("spec");
    hansa.rest().send("PUT", Example.PATH, order).ok();
    assertThat(bound()).isEqualTo("4.5");

    assertDone("feature:install " + FEATURE + "/" + NEXT);
    await().atMost(Distribution.SOON).until(() -> bound().equals("8.0"));
    example.awaitRest();
    assertThat(isUnattended()).isFalse();
  }

  /** The bound that analyse runs with. */
  private static String bound() throws IOException {
    return hansa
        .rest()
        .get("/instances/demo/factory-line.analyse.0")
        .ok()
        .body()
        .at("/spec/workload/env/ALARM_ABOVE")
        .asText();
  }

  private static boolean isUnattended() throws IOException {
    for (JsonNode c : hansa.rest().get(Example.PATH).ok().body().path("conditions")) {
      if (c.path("type").asText().equals("Unattended")) {
        return c.path("state").asText().equals("TRUE");
      }
    }
    return false;
  }

  private static void assertDone(String command) throws IOException {
    Distribution.Result result = root(command);
    assertThat(result.code()).as(result.output()).isZero();
  }

  private static Distribution.Result root(String... commands) throws IOException {
    return hansa.shell(Distribution.ROOT, Distribution.PASSWORD, String.join("\n", commands));
  }
}
