package org.hansa.drivers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.Opening;
import org.hansa.core.kit.Kit;
import org.hansa.core.kit.Listener;
import org.hansa.core.kit.Report;
import org.hansa.core.kit.Settings;
import org.hansa.core.kit.Subject;
import org.hansa.core.kit.Supplies;
import org.hansa.core.kit.Verdict;
import org.hansa.core.kit.Verdict.Outcome;
import org.hansa.core.kit.Verification;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The driver contract, rule by rule. */
class ContractTest {

  private static final Settings SETTINGS =
      Settings.DEFAULT.within(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofMinutes(1));

  /** A hundred ports, below those that the system gives away, not those of a build beside this. */
  private static final int FIRST = 20_000 + (int) (ProcessHandle.current().pid() % 99) * 100;

  private static final Pattern LACKING =
      Pattern.compile(
          "no such address is known|no wrong credentials are known|it has no [A-Z][A-Za-z]+Facet");

  private static final Set<Outcome> NOT_TRIED = Set.of(Outcome.SKIPPED, Outcome.UNTRIED);

  @TempDir static Path folder;
  private static Report report;

  /** All rules on one endpoint, as a live system is verified. */
  @BeforeAll
  static void verify() {
    report = new Verification(new Here(), SETTINGS, Listener.SILENT).run();
  }

  static List<Verdict> tried() {
    return report.verdicts().stream().filter(v -> !NOT_TRIED.contains(v.outcome())).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tried")
  void holds(Verdict verdict) {
    assertThat(verdict.outcome()).as(verdict.text()).isEqualTo(Outcome.PASSED);
  }

  @Test
  void onlyWhatAMachineOfOurOwnCannotHaveIsSkipped() {
    assertThat(report.verdicts()).hasSameSizeAs(Kit.rules());
    assertThat(report.verdicts())
        .filteredOn(v -> NOT_TRIED.contains(v.outcome()))
        .extracting(Verdict::text)
        .allMatch(LACKING.asMatchPredicate());
  }

  @Test
  void nothingIsLeft() {
    assertThat(report.left()).isEmpty();
    assertThat(folder.resolve("kit.verify")).isEmptyDirectory();
    assertThat(folder.resolve("kit.verify-other")).isEmptyDirectory();
  }

  private static final class Here implements Subject {

    @Override
    public Driver driver() {
      return new ProcessDriver("1");
    }

    @Override
    public Opening opening(String installation, Supplies supplies) {
      return supplies.opening(
          installation,
          "local",
          options(Optional.of(FIRST), Optional.of(FIRST + 99), Map.of()),
          Map.of(),
          folder.resolve(installation));
    }

    @Override
    public List<Record> badOptions() {
      return List.of(
          options(Optional.of(0), Optional.empty(), Map.of()),
          options(Optional.of(3_000), Optional.of(2_000), Map.of()),
          options(Optional.empty(), Optional.of(70_000), Map.of()),
          options(Optional.empty(), Optional.empty(), Map.of("HANSA_UID", "mine")));
    }

    private static ProcessOptions options(
        Optional<Integer> first, Optional<Integer> last, Map<String, String> environment) {
      return new ProcessOptions(
          first,
          last,
          Optional.of(BigDecimal.ZERO),
          Optional.empty(),
          Optional.empty(),
          Optional.of(environment),
          Optional.empty(),
          Optional.empty());
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

    @Override
    public boolean local() {
      return true;
    }
  }
}
