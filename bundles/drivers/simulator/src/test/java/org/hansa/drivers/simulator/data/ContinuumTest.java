package org.hansa.drivers.simulator.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hansa.core.driver.DriverException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContinuumTest {

  static final String SMALL =
      """
      continuum: small
      demand:
        flat: [50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50]
      shapes:
        flat:
          winter: [100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100]
          summer: [100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100]
      machines:
        box: {cores: 8, memory: 32Gi, storage: 1Ti, arch: amd64, vendor: V, model: M, watts: {idle: 10, peak: 50}}
      prices:
        list: {currency: EUR, cpuHour: "0.02", memoryGibHour: "0.003", storageGibHour: "0"}
      profiles:
        one: {hosts: {box: 1}, runtimes: [process]}
      providers:
        us: {title: Us}
      zones:
        z: {country: DE, currency: EUR, timeZone: Europe/Berlin, carbon: {mean: 300, shape: flat}, price: {mean: "0.1", shape: flat}, renewable: {mean: "0.5", shape: flat}}
      sites:
        here: {provider: us, city: Here, kind: edge, at: [53.5, 10.0], jurisdiction: DE, zone: z, pue: 1.2, prices: list, profile: one, demand: flat}
      """;

  @TempDir Path folder;

  private final Continua continua = new Continua();

  private Site read(String text, String site) {
    try {
      Path file = Files.writeString(folder.resolve("small.yaml"), text);
      return continua.site(file.toString(), site);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void europeHasWhatItIsMeantToHave() {
    Continuum europe = continua.site("europe", "hamburg").continuum();
    assertThat(europe.sites()).hasSizeGreaterThanOrEqualTo(30);
    Set<String> providers =
        europe.sites().values().stream().map(Place::provider).collect(Collectors.toSet());
    assertThat(providers).hasSizeGreaterThanOrEqualTo(8).isEqualTo(europe.providers().keySet());
    assertThat(europe.providers().values()).allMatch(p -> p.title().endsWith("(invented)"));
    assertThat(europe.sites().values()).extracting(Place::kind).contains(Place.Sort.values());
    assertThat(europe.sites().values())
        .allSatisfy(
            p -> {
              assertThat(Set.of(Locale.getISOCountries())).contains(p.jurisdiction());
              assertThat(europe.zones().get(p.zone()).country()).isEqualTo(p.jurisdiction());
              assertThat(p.at().get(0).doubleValue()).isBetween(34.0, 71.0);
              assertThat(p.at().get(1).doubleValue()).isBetween(-25.0, 35.0);
            });
    assertThat(new TreeSet<>(europe.zones().keySet()))
        .isEqualTo(
            europe.sites().values().stream()
                .map(Place::zone)
                .collect(Collectors.toCollection(TreeSet::new)));
    europe.sites().keySet().forEach(name -> assertThat(continua.site("europe", name)).isNotNull());
  }

  @ParameterizedTest
  @CsvSource({
    "hamburg, munich, 612",
    "athens, rome, 1052",
    "london, paris, 344",
    "madrid, barcelona, 505",
    "oslo, stockholm, 416"
  })
  void coordinatesAreTrueByTheDistancesThatAnAtlasSays(String a, String b, double kilometres) {
    Continuum europe = continua.site("europe", a).continuum();
    double far = Distance.kilometres(europe.sites().get(a).at(), europe.sites().get(b).at());
    assertThat(far).isBetween(kilometres * 0.985, kilometres * 1.015);
  }

  @Test
  void latencyFollowsFromTheRuleOrFromThePair() {
    Continuum europe = continua.site("europe", "hamburg").continuum();
    // 612 km x 1.4 = 857 km of fibre: 4.29 ms, and 2 + 2 hops of 0.15 ms.
    assertThat(europe.latency("hamburg", "munich")).isBetween(4.85, 4.93);
    assertThat(europe.latency("munich", "hamburg")).isEqualTo(europe.latency("hamburg", "munich"));
    assertThat(europe.latency("luebeck", "hamburg")).isEqualTo(0.9);
    assertThat(europe.bandwidth("luebeck", "hamburg")).isEqualTo(100_000_000_000L);
    assertThat(europe.bandwidth("luebeck", "munich")).isEqualTo(10_000_000_000L);
  }

  @Test
  void aSmallOneIsReadFromAFileAndAnewWhenItHasChanged() throws Exception {
    Site site = read(SMALL, "here");
    assertThat(site.hosts()).extracting(Site.Unit::name).containsExactly("box-1");
    assertThat(site.price().cpuHour()).isEqualTo(new BigDecimal("0.02"));
    assertThat(continua.site(folder.resolve("small.yaml").toUri().toString(), "here").name())
        .isEqualTo("here");
    assertThat(continua.site(folder.resolve("small.yaml").toString(), "here").continuum())
        .isSameAs(site.continuum());
    assertThat(read(SMALL.replace("box: 1}", "box: 12}"), "here").hosts()).hasSize(12);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pue: 1.2|pue: 0.9|small.yaml, line 19: sites.here.pue is '0.9': it must be 1 to 3",
        "pue: 1.2|puee: 1.2|small.yaml, line 19: sites.here.puee is not known; maybe 'pue' was meant",
        "pue: 1.2, |''|small.yaml, line 19: sites.here.pue is missing; add it",
        "profile: one|profile: on|sites.here.profile: 'on' is not there; maybe 'one' was meant",
        "zone: z|zone: y|sites.here.zone: 'y' is not there; maybe 'z' was meant",
        "kind: edge|kind: egde|it is none of [cloud, regional, edge]; maybe 'edge' was meant",
        "cores: 8|cores: 8.5|machines.box.cores is '8.5': it must be a whole number",
        "memory: 32Gi|memory: 32GB|it must be a number with one of the units",
        "[53.5, 10.0]|[91, 10.0]|at must be a latitude of -90 to 90 and a longitude",
        "[53.5, 10.0]|[53.5, 200]|sites.here.at[1] is '200': it must be -180 to 180",
        "jurisdiction: DE|jurisdiction: Germany|is 'Germany': it must match [A-Z]{2}",
        "idle: 10|idle: 60|off must not be above idle, nor idle above peak",
        "Europe/Berlin|Europe/Hansa|timeZone 'Europe/Hansa' is none",
        "box: 1}|bax: 1}|'bax' is not there; maybe 'box' was meant",
        "flat: [50, |flat: [|demand.flat: it has 23 hours; write 24 or 168",
        "cpuHour: \"0.02\"|cpuHour: cheap|prices.list.cpuHour is 'cheap': it must be a number",
        "us: {title: Us}|us: &a {title: Us}|anchors and aliases are not read",
        "us: {title: Us}|us: {title: Us, title: Me}|the key 'title' is there twice; remove one",
        "us: {title: Us}|us: {title: Us|small.yaml, line",
        "continuum: small|include: [gone.yaml]|cannot be read",
      })
  void whatIsWrongIsSaidOnceWithItsPlaceAndCure(String from, String to, String message) {
    assertThat(SMALL).contains(from);
    assertThatThrownBy(
            () -> read(SMALL.replaceFirst(java.util.regex.Pattern.quote(from), to), "here"))
        .isInstanceOf(DriverException.class)
        .hasMessageContaining(message)
        .extracting(e -> ((DriverException) e).reason())
        .isEqualTo(DriverException.Reason.INVALID);
  }

  @Test
  void nothingIsSaidTwiceInTwoFiles() throws Exception {
    Files.writeString(folder.resolve("more.yaml"), "providers: {them: {title: Them}}\n");
    assertThat(read("include: [more.yaml]\n" + SMALL, "here").continuum().providers())
        .containsOnlyKeys("us", "them");
    Files.writeString(folder.resolve("more.yaml"), "providers: {us: {title: Them}}\n");
    assertThatThrownBy(() -> read("include: [more.yaml]\n" + SMALL, "here"))
        .hasMessageContaining("more.yaml, line 1: providers.us is also in")
        .hasMessageContaining("small.yaml, line");
  }

  @Test
  void faultsThatContradictThemselvesAreRefused() {
    for (String fault :
        List.of(
            "{kind: latency}",
            "{kind: outage, every: 1h}",
            "{kind: outage, every: 1h, lasting: 2h}",
            "{kind: error, rate: 101}",
            "{kind: outage, site: nowhere}")) {
      assertThatThrownBy(() -> read(SMALL + "faults: [" + fault + "]\n", "here"))
          .hasMessageContaining("line 20");
    }
    assertThat(read(SMALL + "faults: [{kind: latency, time: 20ms}]\n", "here").continuum().faults())
        .hasSize(1);
  }

  @Test
  void aSiteOrContinuumThatIsNotThereIsSaidSo() {
    assertThatThrownBy(() -> continua.site("europe", "hambug"))
        .hasMessage("the continuum europe has no site 'hambug'; maybe 'hamburg' was meant");
    assertThatThrownBy(() -> continua.site("atlantis", "x"))
        .hasMessageContaining("say europe, or the path of a file");
    assertThatThrownBy(() -> continua.site("/no/such.yaml", "x"))
        .hasMessageContaining("correct the option 'continuum'");
  }
}
