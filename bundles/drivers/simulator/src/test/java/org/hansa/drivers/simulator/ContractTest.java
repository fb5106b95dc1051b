package org.hansa.drivers.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Manifest;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.Opening;
import org.hansa.core.kit.Listener;
import org.hansa.core.kit.Report;
import org.hansa.core.kit.Settings;
import org.hansa.core.kit.Subject;
import org.hansa.core.kit.Supplies;
import org.hansa.core.kit.Verdict;
import org.hansa.core.kit.Verification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver contract, at a site that has something for every facet. */
class ContractTest {

  /** How much faster than the data says work is done here. */
  private static final BigDecimal HASTE = BigDecimal.valueOf(2_000);

  @TempDir Path folder;

  @Test
  void breaksNoRule() {
    Report report = new Verification(new Frankfurt(), Settings.DEFAULT, Listener.SILENT).run();

    assertThat(report.broken()).as(report.table()).isEmpty();
    assertThat(report.left()).isEmpty();
    // Nothing real can be led to, and it has no address: all else is tried.
    assertThat(report.count(Verdict.Outcome.PASSED)).as(report.table()).isGreaterThan(100);
  }

  private final class Frankfurt implements Subject {

    @Override
    public Driver driver() {
      return new SimulatorDriver("1");
    }

    @Override
    public Opening opening(String installation, Supplies supplies) {
      SimulatorOptions options =
          new SimulatorOptions(
              Optional.empty(),
              "frankfurt",
              Optional.empty(),
              Optional.empty(),
              Optional.of(HASTE),
              Optional.empty(),
              List.of());
      try {
        return supplies.opening(
            installation,
            "frankfurt",
            options,
            Map.of(),
            Files.createDirectories(folder.resolve(installation)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public List<Record> badOptions() {
      return List.of(SimulatorOptions.of("atlantis"));
    }

    /** As the bundle's, which is made before its tests run. */
    @Override
    public Optional<Manifest> manifest() {
      try (InputStream in = Files.newInputStream(Path.of("target/classes/META-INF/MANIFEST.MF"))) {
        return Optional.of(new Manifest(in));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
