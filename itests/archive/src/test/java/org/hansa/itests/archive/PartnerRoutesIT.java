package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
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
    Distribution.Result done =
        hansa.shell(
            Distribution.ROOT, Distribution.PASSWORD, "bundle:install -s " + bundle().toUri());
    assertThat(done.code()).as(done.output()).isZero();
  }

  /** The bundle as bnd would make it of one class with a component's annotation. */
  private static Path bundle() throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", BUNDLE);
    main.putValue("Bundle-Version", "1.0.0");
    main.putValue(
        "Import-Package",
        "org.apache.camel,org.apache.camel.builder,org.apache.camel.model,org.apache.camel.spi,"
            + "org.hansa.core.api");
    main.putValue("Service-Component", "OSGI-INF/tickets.xml");
    Path jar = folder.resolve(BUNDLE + ".jar");
    String type = TicketRoutes.class.getName();
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream to = new JarOutputStream(out, manifest)) {
      String file = type.replace('.', '/') + ".class";
      to.putNextEntry(new JarEntry(file));
      try (InputStream in = TicketRoutes.class.getResourceAsStream("/" + file)) {
        in.transferTo(to);
      }
      to.putNextEntry(new JarEntry("OSGI-INF/tickets.xml"));
      to.write(
          """
          <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%s">
            <implementation class="%s"/>
            <service><provide interface="org.apache.camel.RoutesBuilder"/></service>
          </scr:component>
          """
              .formatted(type, type)
              .getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }
}
