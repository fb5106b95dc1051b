package org.hansa.drivers.hansa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.workload.MeterFacet;
import org.hansa.core.driver.workload.Reading;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.junit.jupiter.api.Test;

/** A long ledger is read once, and from where it was left off. */
class MeterTest extends Bench {

  private static final String UID = "7b1d4f62-9d0f-4c58-8f5e-1d6f1c1c7a11";
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final int PAGE = 50;

  private volatile long last = 200;
  private volatile boolean gone;

  private Canned partner() throws IOException {
    return closing(
        new Canned(
            asked -> {
              if (asked.getPath().endsWith("/ledger")) {
                return page(after(asked));
              }
              return asked.getPath().contains("/applications/") && !gone ? application() : "";
            }));
  }

  private static long after(URI asked) {
    return Long.parseLong(asked.getQuery().replaceFirst(".*after=(\\d+).*", "$1"));
  }

  private String page(long after) {
    long to = Math.min(last, after + PAGE);
    String items =
        LongStream.rangeClosed(after + 1, to)
            .mapToObj(
                n ->
                    "{\"number\":%d,\"body\":{\"from\":\"%s\",\"until\":\"%s\","
                            .formatted(
                                n, BEGIN.plusSeconds(30 * (n - 1)), BEGIN.plusSeconds(30 * n))
                        + "\"quantities\":{\"cpu-seconds\":0.25}}}")
            .collect(Collectors.joining(","));
    return "{\"items\":[" + items + "]" + (to < last ? ",\"next\":" + to : "") + "}";
  }

  private String application() {
    return "{\"name\":\"%s\",\"generation\":1,\"labels\":{\"hansa.guest\":\"%s\","
            .formatted(new Names(installation, ENDPOINT).application(UID), installation)
        + "\"hansa.guest.endpoint\":\"%s\",".formatted(ENDPOINT)
        + "\"hansa.guest.uid\":\"%s\"},\"spec\":{}}".formatted(UID);
  }

  private Reading read(Canned partner) {
    return facet(session(partner.port()), MeterFacet.class).read(UID, soon()).orElseThrow();
  }

  private static List<String> pages(Canned partner) {
    return partner.asked().stream().filter(asked -> asked.contains("/ledger")).toList();
  }

  @Test
  void theNextSessionGoesOnWhereTheLastHadSaved() throws IOException {
    assertThat(read(partner()).counters().get("cpu-seconds")).isEqualByComparingTo("50");
    last = 210;
    Canned partner = partner();

    Reading reading = read(partner);

    assertThat(reading.counters().get("cpu-seconds")).isEqualByComparingTo("52.5");
    assertThat(reading.since()).isEqualTo(BEGIN);
    assertThat(reading.at()).isEqualTo(BEGIN.plusSeconds(30 * 210));
    assertThat(pages(partner)).hasSize(1).allMatch(asked -> asked.contains("after=200"));
  }

  @Test
  void whatIsSavedAndSpoiledIsSummedUpAnew() throws IOException {
    Reading before = read(partner());
    Path saved = folder.resolve(ENDPOINT).resolve(UID + ".sums");
    assertThat(saved).exists();
    for (String spoiled : new String[] {"", "1\n2\n3", "200\nx\ny\n0\n", "200\n\n\n\nz"}) {
      Files.writeString(saved, spoiled);

      assertThat(read(partner())).isEqualTo(before);
    }
  }

  @Test
  void nothingIsKeptOfWhatIsGone() throws IOException {
    Canned partner = partner();
    Session session = session(partner.port());
    Reading unused = facet(session, MeterFacet.class).read(UID, soon()).orElseThrow();
    gone = true;

    assertThat(facet(session, WorkloadFacet.class).remove(UID, soon()).state()).isEmpty();

    assertThat(folder.resolve(ENDPOINT)).isEmptyDirectory();
    assertThat(facet(session, MeterFacet.class).read(UID, soon())).isEmpty();
  }

  @Test
  void sumsThatAreSavedAreThoseThatAreLoaded() {
    Saved saved = new Saved(folder);
    Sums sums =
        new Sums(
            7,
            Optional.of(BEGIN),
            Optional.of(BEGIN.plusNanos(1)),
            3,
            Map.of("cpu-seconds", new BigDecimal("0.10"), "memory-byte-hours", BigDecimal.TEN));

    saved.save("one", sums);

    assertThat(saved.load("one")).contains(sums);
    assertThat(saved.load("other")).isEmpty();
    saved.remove("one");
    assertThat(saved.load("one")).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }
}
