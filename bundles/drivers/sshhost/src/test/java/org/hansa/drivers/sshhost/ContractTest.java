package org.hansa.drivers.sshhost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
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

/** The driver contract, at a real SSH server and real processes. */
class ContractTest extends Bench {

  private static final Settings SETTINGS =
      Settings.DEFAULT.within(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofMinutes(1));

  @TempDir Path folder;

  @Test
  void breaksNoRule() {
    Report report = new Verification(new Here(), SETTINGS, Listener.SILENT).run();

    assertThat(report.broken()).as(report.table()).isEmpty();
    assertThat(report.left()).isEmpty();
    assertThat(report.count(Verdict.Outcome.PASSED)).as(report.table()).isGreaterThan(80);
  }

  private final class Here implements Subject {

    @Override
    public Driver driver() {
      return new SshHostDriver("1");
    }

    @Override
    public Opening opening(String as, Supplies supplies) {
      return at(sshd.port(), sshd.credentials()).opening(as, supplies);
    }

    /** Nothing listens there, nor can without the rights of root. */
    @Override
    public Optional<Place> elsewhere() {
      return Optional.of(at(1, sshd.credentials()));
    }

    @Override
    public Optional<Place> denied() {
      Map<String, String> wrong = new HashMap<>(sshd.credentials());
      wrong.clear();
      wrong.put("password", "not-the-password");
      return Optional.of(at(sshd.port(), wrong));
    }

    private Place at(int port, Map<String, String> credentials) {
      return (as, supplies) -> {
        try {
          return supplies.opening(
              as, "there", options(port), credentials, Files.createDirectories(folder.resolve(as)));
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
