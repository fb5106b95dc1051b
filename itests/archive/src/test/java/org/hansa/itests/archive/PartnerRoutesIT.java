package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.RoutesBuilder;
import org.hansa.core.api.Json;
import org.hansa.itests.archive.partner.TicketRoutes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partner's route bundle is installed into the running Hansa and lets an application go. */
class PartnerRoutesIT {

  private static final String BUNDLE = "org.example.tickets";
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir static Path folder;

  private static Distribution hansa;
  private static Example example;

  @BeforeAll
  static void start() throws IOException {
    Path examples = Example.copy(folder);
    hansa = Distribution.withAdministrator(folder, examples);
    example = new Example(hansa, examples);
    hansa.start();
    example.addSite();
  }

  @AfterAll
  static void end() throws IOException {
    hansa.end();
  }

  @Test
  void anApplicationWaitsForTheOfficeAndRunsOnceItHasSaidYes() throws IOException {
    put("/holdrules/system/prices", Map.of("kinds", List.of("Application")));
    install();
    JsonNode plan =
        hansa
            .rest()
            .send("POST", "/plan", Rest.changes(List.of(example.document()), List.of()))
            .ok()
            .body();
    assertThat(plan.path("blocked").toString()).contains("is held by 'rule:prices'");
    example.apply(example.document()).ok();

    // Without a grant the bundle sees nothing of it.
    await().atMost(SOON).until(() -> follower().at("/status/position").isNumber());
    assertThat(tickets()).isEmpty();
    put(
        "/routegrants/system/tickets",
        Map.of(
            "bundle",
            BUNDLE,
            "rights",
            List.of(Map.of("kinds", List.of("Application"), "verbs", List.of("READ"))),
            "rules",
            List.of("prices")));
    hansa.rest().delete("/followers/system/example.tickets").ok();

    await().atMost(SOON).until(() -> tickets().size() == 1);
    await().atMost(SOON).until(() -> Files.readString(tickets().get(0)).equals(Example.REF));
    assertThat(application().path("holds").toString()).isEqualTo("[\"rule:prices\"]");
    assertThat(new Traces(hansa.state()).processes()).isEmpty();

    Files.writeString(tickets().get(0), " yes", StandardOpenOption.APPEND);
    await().atMost(SOON).until(() -> application().path("holds").isEmpty());
    example.awaitRest();
    assertThat(example.state().has("page")).isTrue();
    await().atMost(SOON).until(() -> tickets().isEmpty());
    Metrics metrics = Metrics.of(hansa.rest());
    Map<String, String> follows = Map.of("follower", "example.tickets");
    assertThat(metrics.value("hansa_follower_delivered", "_total", follows)).isPositive();
    assertThat(metrics.value("hansa_follower_stalled", "", follows)).isZero();
    JsonNode audit = hansa.rest().get("/audit?subject=" + Example.REF + "&limit=1000").ok().body();
    assertThat(audit.path("items"))
        .anySatisfy(
            entry -> {
              assertThat(entry.path("actor").asText()).isEqualTo("route:" + BUNDLE);
              assertThat(entry.path("cause").asText()).startsWith("tickets.look on " + Example.REF);
              assertThat(entry.at("/body/changes/0/released/0").asText()).isEqualTo("rule:prices");
            });
  }

  private static void put(String path, Map<String, Object> spec) throws IOException {
    hansa.rest().send("PUT", path, Json.tree(Map.of("spec", spec))).ok();
  }

  private static JsonNode application() throws IOException {
    return hansa.rest().get(Example.PATH).ok().body();
  }

  private static JsonNode follower() throws IOException {
    return hansa.rest().get("/followers/system/example.tickets").body();
  }

  private static List<Path> tickets() throws IOException {
    Path office = hansa.state().resolve("office");
    if (!Files.isDirectory(office)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(office)) {
      return all.toList();
    }
  }

  private static void install() throws IOException {
    Path bundle =
        PartnerBundle.make(
            folder,
            BUNDLE,
            TicketRoutes.class,
            RoutesBuilder.class,
            List.of(),
            List.of(
                "org.apache.camel",
                "org.apache.camel.builder",
                "org.apache.camel.model",
                "org.apache.camel.spi",
                "org.hansa.core.api"));
    Distribution.Result done =
        hansa.shell(
            Distribution.ROOT, Distribution.PASSWORD, "bundle:install -s " + bundle.toUri());
    assertThat(done.code()).as(done.output()).isZero();
  }
}
