package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hansa.core.api.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * State is brought back while things outside have gone on: first it is looked at, then put right.
 */
@TestMethodOrder(OrderAnnotation.class)
class RestoreIT {

  private static final Duration SOON = Duration.ofSeconds(90);

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
    example.addSite();
    example.apply(example.document()).ok();
    example.awaitRest();
  }

  @AfterAll
  static void end() throws IOException {
    hansa.end();
  }

  private static String admin(String command) throws IOException {
    Distribution.Result result = hansa.shell("admin", Distribution.TOKEN, command);
    assertThat(result.code()).as(result.output()).isZero();
    return result.output();
  }

  /** The notices of the installation's parts, in one text. */
  private static String notices() throws IOException, InterruptedException {
    StringBuilder all = new StringBuilder();
    for (JsonNode part : hansa.health().path("parts")) {
      all.append(part.path("notice").asText(""));
    }
    return all.toString();
  }

  private static void awaitObserveOnly() {
    await().atMost(SOON).ignoreExceptions().until(() -> hansa.get("/health/ready") == 200);
    await().atMost(SOON).ignoreExceptions().until(() -> notices().contains("observe-only"));
  }

  private static Map<String, String> uids(World world) {
    Map<String, String> uids = new TreeMap<>();
    world.made().forEach(ref -> uids.put(ref, world.resources().get(ref).get("uid").textValue()));
    return uids;
  }

  @Test
  @Order(1)
  void whatWasDeletedComesBackOnlyWhenItIsAccepted() throws Exception {
    World before = World.of(hansa.rest());
    assertThat(admin("store:backup deployed")).contains("resources:", "backups/deployed");
    assertThat(admin("store:backups")).contains("deployed");
    assertThat(notices()).isEmpty();
    example.delete().ok();
    example.awaitGone();
    await().atMost(SOON).until(() -> traces.processes().isEmpty());

    assertThat(admin("store:restore --yes deployed")).contains("store:accept");
    awaitObserveOnly();
    assertThat(admin("hansa:top")).contains("observe-only");
    assertThat(uids(World.of(hansa.rest()))).isEqualTo(uids(before));
    assertThat(admin("hansa:describe Installation/system/self")).contains("restored", "deployed");

    // A person who only looks has nothing done.
    Distribution.Result look = hansa.shell("admin", Distribution.TOKEN, "store:accept");
    assertThat(look.code()).isNotZero();
    assertThat(look.output()).contains("create", "Instance/demo/factory-line.feed.0", "--yes");
    JsonNode seen = hansa.rest().get("/installations/system/self/difference").ok().body();
    assertThat(seen.get("holds")).hasToString("[\"restored\"]");
    assertThat(seen.get("lines").findValuesAsText("ref"))
        .contains("Instance/demo/factory-line.feed.0");
    assertThat(traces.processes()).isEmpty();

    assertThat(admin("store:accept --yes")).contains("Accepted.");
    await().atMost(SOON).until(() -> notices().isEmpty());
    example.awaitRest();
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> example.state().at("/analyse/last/seq").asLong() > 0);
    assertThat(uids(World.of(hansa.rest()))).isEqualTo(uids(before));
    assertThat(admin("hansa:audit Installation/system/self"))
        .contains("\"op\":\"restore\"", "\"op\":\"hold\"");
  }

  /** What came after the backup runs on until the operator has seen that it would go. */
  @Test
  @Order(2)
  void whatCameLaterIsAnOrphanThatGoesOnlyWhenItIsAccepted() throws Exception {
    World before = World.of(hansa.rest());
    long feed = traces.main(before.instance("feed", 0)).orElseThrow();
    hansa.rest().send("POST", "/backups", Json.tree(Map.of("name", "one-page"))).ok();
    example.apply(Example.pages(example.document(), 2)).ok();
    example.awaitRest();
    String later = World.of(hansa.rest()).instance("page", 1);
    assertThat(traces.main(later)).isPresent();

    admin("store:restore --yes one-page");
    awaitObserveOnly();
    Distribution.Result look = hansa.shell("admin", Distribution.TOKEN, "store:accept");
    assertThat(look.output()).contains("remove the orphan", later).doesNotContain("create ");
    assertThat(traces.main(later)).isPresent();

    admin("store:accept --yes");
    await().atMost(Duration.ofMinutes(4)).until(() -> traces.main(later).isEmpty());
    example.awaitRest();
    assertThat(traces.main(before.instance("feed", 0))).hasValue(feed);
    assertThat(uids(World.of(hansa.rest()))).isEqualTo(uids(before));
  }

  @Test
  @Order(3)
  void nightlyBackupsDoNotFillTheDisk() throws Exception {
    for (int night = 0; night < 3; night++) {
      // Its name says the second in which it was made.
      String name = Json.read(admin("store:backup --keep 1 --json")).path("name").textValue();
      await().atMost(SOON).until(() -> Instant.now().isAfter(end(name)));
    }
    assertThat(names()).hasSize(3).contains("deployed", "one-page");
    assertThat(admin("store:backup-delete --yes one-page")).contains("one-page is removed");
    hansa.rest().delete("/backups/deployed").ok();
    assertThat(names()).hasSize(1);
    assertThat(admin("hansa:audit Installation/system/self")).contains("\"op\":\"backup-delete\"");
  }

  private static Instant end(String name) {
    return LocalDateTime.parse(name, DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss"))
        .toInstant(ZoneOffset.UTC)
        .plusSeconds(1);
  }

  private static List<String> names() throws IOException {
    return hansa.rest().get("/backups").body().path("items").findValuesAsText("name");
  }
}
