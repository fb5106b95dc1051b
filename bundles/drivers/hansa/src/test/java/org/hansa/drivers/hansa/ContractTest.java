package org.hansa.drivers.hansa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Manifest;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.Opening;
import org.hansa.core.kit.Listener;
import org.hansa.core.kit.Place;
import org.hansa.core.kit.Report;
import org.hansa.core.kit.Settings;
import org.hansa.core.kit.Subject;
import org.hansa.core.kit.Supplies;
import org.hansa.core.kit.Verdict;
import org.hansa.core.kit.Verification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver contract, at the real door of another Hansa. */
class ContractTest {

  private static final Settings SETTINGS =
      Settings.DEFAULT.within(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofMinutes(1));

  @TempDir Path folder;

  @Test
  void breaksNoRule() {
    try (Provider provider = new Provider(folder.resolve("provider"))) {
      Report report = new Verification(new There(provider), SETTINGS, Listener.SILENT).run();

      assertThat(report.broken()).as(report.table()).isEmpty();
      assertThat(report.left()).isEmpty();
      assertThat(report.count(Verdict.Outcome.PASSED)).as(report.table()).isGreaterThan(70);
      assertThat(provider.racks.running()).isEmpty();
      assertThat(provider.whole.store.snapshot().list("Application")).isEmpty();
    }
  }

  private final class There implements Subject {

    private final Provider provider;

    There(Provider provider) {
      this.provider = provider;
    }

    @Override
    public Driver driver() {
      return new HansaDriver("1");
    }

    @Override
    public Opening opening(String as, Supplies supplies) {
      return at(provider.door.port(), Provider.credentials()).opening(as, supplies);
    }

    /** Nothing listens there, nor can without the rights of root. */
    @Override
    public Optional<Place> elsewhere() {
      return Optional.of(at(1, Provider.credentials()));
    }

    @Override
    public Optional<Place> denied() {
      return Optional.of(
          at(provider.door.port(), Map.of("user", Provider.USER, "password", "not-the-password")));
    }

    @Override
    public List<Record> badOptions() {
      HansaOptions good = provider.options();
      return List.of(
          new HansaOptions(
              URI.create("ftp://127.0.0.1"), "guest", "shared", good.pin(), good.pin()),
          new HansaOptions(good.url(), "../system", "shared", good.pin(), good.pin()),
          new HansaOptions(good.url(), "guest", "Shared/", good.pin(), good.pin()),
          new HansaOptions(
              good.url(), "guest", "shared", Optional.empty(), Optional.of("no digest")));
    }

    private Place at(int port, Map<String, String> credentials) {
      return (as, supplies) -> {
        try {
          return supplies.opening(
              as,
              "lubeca",
              Provider.options(port),
              credentials,
              Files.createDirectories(folder.resolve(as)));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      };
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
