package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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

  @TempDir static Path folder;

  private static Distribution hansa;
  private static Rig rig;
  private static final Callers CALLERS = new Callers();

  @BeforeAll
  static void start() throws IOException {
    Path examples = Example.copy(folder);
    hansa = Rig.withDeployFolder(folder, examples);
    rig = Rig.of(hansa, folder);
    Example example = new Example(hansa, examples);
    hansa.start();
    example.addSite();
    example.apply(example.document()).ok();
    example.awaitRest();
    CALLERS.ask("state", example::state);
  }

  @AfterAll
  static void end() throws IOException {
    CALLERS.close();
    rig.close();
    hansa.end();
  }

  private static String shell(String command) throws IOException {
    return Ssh.said(hansa, "admin", command);
  }

  @Test
  @Order(1)
  void aDriverIsBegunBuiltAndChecked() throws IOException {
    String begun = rig.begin();
    List<Path> sources;
    try (Stream<Path> files = Files.walk(rig.project())) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    int lines = 0;
    for (Path source : sources) {
      lines += Files.readAllLines(source).size();
    }
    System.out.printf("A driver begins with %d files and %d lines.%n", sources.size(), lines);
    assertThat(begun).contains("README.md");
    assertThat(hansa.home().resolve("doc/drivers/volume.md")).exists();
    assertThat(hansa.home().resolve("doc/contract/org/hansa/core/driver/Facet.java")).exists();
    assertThat(sources).hasSize(3);
    assertThat(lines).isLessThan(150);

    assertThat(rig.check()).contains(Rig.NAME + " 1.0.0: 0 broken");
  }

  @Test
  @Order(2)
  void itIsLaidIntoTheFolderAndServesAnEndpoint() throws IOException {
    rig.deploy("1.0.0");
    rig.addEndpoint();
    rig.awaitVersion("1.0.0");

    Rest rest = hansa.rest();
    assertThat(rest.get(Rig.ENDPOINT).ok().body().at("/status/facets/0").asText())
        .isEqualTo("volume");
    assertThat(shell("driver:list")).contains(Rig.NAME, "1.0.0", "ACTIVE", "process");
    assertThat(shell("extension:list")).contains(Rig.BUNDLE, "1.0.0", "nobody", "ACTIVE");
    JsonNode extension = rest.get("/extensions/system/" + Rig.BUNDLE).ok().body();
    assertThat(extension.at("/status/nodes/this/refreshed").isEmpty()).isTrue();
  }

  @Test
  @Order(3)
  void itIsVerifiedWhereItWorks() throws IOException {
    assertThat(shell("driver:verify -t system rig")).contains("of ", Rig.NAME + " 1.0.0: 0 broken");
    JsonNode seen = hansa.rest().get(Rig.ENDPOINT + "/verification").ok().body();
    assertThat(seen.at("/outcome/sound").asBoolean()).isTrue();
    assertThat(seen.at("/by").asText()).isEqualTo("user:admin");
  }

  @Test
  @Order(4)
  void itIsUpgradedAndRolledBackUnderLoad() throws IOException {
    rig.deploy("1.1.0");
    rig.awaitVersion("1.1.0");
    assertThat(shell("extension:rollback " + Rig.BUNDLE)).contains("1.0.0");
    rig.awaitVersion("1.0.0");
    assertThat(shell("driver:verify -t system --rule apply-idempotent rig")).contains("0 broken");
  }

  @Test
  @Order(5)
  void itGoesWithItsFile() throws Exception {
    rig.takeAway();

    CALLERS.assertAnswered(100);
  }
}
