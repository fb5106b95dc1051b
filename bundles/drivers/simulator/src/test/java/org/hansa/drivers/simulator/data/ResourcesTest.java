package org.hansa.drivers.simulator.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ResourcesTest {

  private static final Path SHIPPED = Path.of("../../../examples/continuum/europe.yaml");

  private final Continua continua = new Continua();

  @Test
  void whatIsShippedIsWhatTheDataSays() throws IOException {
    String made = Resources.of(continua, "europe", "hamburg");
    if (Boolean.getBoolean("hansa.write")) {
      Files.createDirectories(SHIPPED.getParent());
      Files.writeString(SHIPPED, made);
    }
    assertThat(SHIPPED).hasContent(made);
  }

  @Test
  void eachSiteHasItsDocuments() {
    String made = Resources.of(continua, "europe", "hamburg");
    int sites = continua.site("europe", "hamburg").continuum().sites().size();
    assertThat(made.lines().filter("kind: Site"::equals)).hasSize(sites);
    assertThat(made.lines().filter("kind: Endpoint"::equals)).hasSize(sites);
    assertThat(made)
        .contains("options: {continuum: europe, site: luebeck}")
        .contains("location: {latitude: 53.8655, longitude: 10.6866}")
        .contains("energy: {gramsPerKwh: 344, pue: 1.30, wattsPerCore: 14.4}")
        .contains("egressGib: ")
        .contains("links:\n    sim-luebeck: {millis: 1.80, mbps: 100000}");
  }
}
