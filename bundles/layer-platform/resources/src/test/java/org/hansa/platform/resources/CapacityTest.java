package org.hansa.platform.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.control.Argument;
import org.hansa.core.api.control.Records;
import org.hansa.core.api.store.Entry;
import org.junit.jupiter.api.Test;

class CapacityTest {

  private final Ground ground = new Ground("host", "workload", "meter");

  private static JsonNode figure(Doc answer, String unit, String figure) {
    return StreamSupport.stream(answer.at("/figures").orElseThrow().spliterator(), false)
        .filter(f -> f.path("unit").asText().equals(unit))
        .filter(f -> f.path("figure").asText().equals(figure))
        .findFirst()
        .orElseThrow();
  }

  private static String why(Doc answer) {
    JsonNode used = figure(answer, "cpu", "used");
    assertThat(used.has("amount")).isFalse();
    assertThat(used.path("current").asBoolean()).isFalse();
    return used.path("source").asText();
  }

  @Test
  void saysEachFigureWithItsSourceAndAge() {
    ground.reserve("r", Ground.TWO, "3");
    ground.drive.pass(Ground.MINUTE);

    Doc answer = ground.capacity(Records.NONE);

    JsonNode capacity = figure(answer, "cpu", "capacity");
    assertThat(capacity.path("amount").asInt()).isEqualTo(12);
    assertThat(capacity.path("source").asText()).isEqualTo("endpoint rack by driver process");
    assertThat(capacity.path("answeringSince").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(capacity.has("since")).isFalse();
    assertThat(capacity.path("current").asBoolean()).isTrue();
    assertThat(figure(answer, "cpu", "reserved").path("amount").asInt()).isEqualTo(3);
    assertThat(figure(answer, "cpu", "reserved").path("seconds").asInt()).isZero();
    assertThat(figure(answer, "cpu", "free").path("amount").asInt()).isEqualTo(9);
    assertThat(answer.at("/units/cpu").orElseThrow())
        .hasToString("{\"capacity\":12,\"free\":9,\"reserved\":3}");
    assertThat(answer.at("/hosts/1/host").orElseThrow().asText()).isEqualTo("rack.two");
    assertThat(answer.at("/hosts/1/units/cpu/free").orElseThrow().asInt()).isEqualTo(5);
    assertThat(answer.at("/cordoned").orElseThrow().asBoolean()).isFalse();
  }

  @Test
  void whatChangedAMinuteAgoIsNotSaidToBeOld() {
    ground.drive.pass(Duration.ofDays(30));
    ground.outside.hosts(Ground.ENDPOINT, Ground.host("one", 6), Ground.host("two", 8));
    ground.drive.pass(Ground.MINUTE);

    Doc answer = ground.capacity(Records.NONE);

    assertThat(figure(answer, "cpu", "capacity").path("amount").asInt()).isEqualTo(14);
    assertThat(figure(answer, "cpu", "capacity").has("seconds")).isFalse();
    assertThat(figure(answer, "cpu", "free").path("amount").asInt()).isEqualTo(14);
    assertThat(figure(answer, "cpu", "free").path("seconds").asInt(-1)).isZero();
  }

  @Test
  void whatIsNotAnsweredForIsNotCountedAsThere() {
    ground.reserve("r", Ground.TWO, "3");
    ground.outside.away(Ground.ENDPOINT, true);
    ground.drive.pass(Ground.MINUTE).pass(Duration.ofMinutes(9));

    Doc answer = ground.capacity(Records.NONE);

    assertThat(figure(answer, "cpu", "capacity").has("amount")).isFalse();
    assertThat(figure(answer, "cpu", "free").path("source").asText()).isEqualTo("no host answers");
    JsonNode last = figure(answer, "cpu", "unconfirmed");
    assertThat(last.path("amount").asInt()).isEqualTo(12);
    assertThat(last.path("current").asBoolean()).isFalse();
    assertThat(last.path("seconds").asInt()).isEqualTo(540);
    assertThat(answer.at("/units/cpu").orElseThrow()).hasToString("{\"reserved\":3}");
    assertThat(answer.at("/hosts/0/answers").orElseThrow().asText()).isEqualTo("UNKNOWN");
    assertThat(answer.at("/hosts/0/units/cpu/capacity")).isEmpty();
  }

  @Test
  void addsUpWhatEachWorkloadUsedInItsNewestInterval() {
    ground.reserve("r", Ground.ONE, "2");
    ground.reserve("s", Ground.TWO, "2");
    Ref a = ground.run("a", "r", Ground.ONE);
    Ref b = ground.run("b", "s", Ground.TWO);
    ground.meter(a, 30, "99");
    ground.drive.pass(Ground.MINUTE);
    ground.meter(a, 30, "15");
    ground.meter(b, 20, "5");
    ground.drive.pass(Duration.ofSeconds(10));

    JsonNode used = figure(ground.capacity(ground.records()), "cpu", "used");

    assertThat(used.path("amount").decimalValue()).isEqualByComparingTo(new BigDecimal("0.75"));
    assertThat(used.path("source").asText()).isEqualTo("2 metered by /proc");
    assertThat(used.path("seconds").asInt()).isEqualTo(10);
  }

  @Test
  void saysThatItDoesNotKnowWhatRunsForAReservation() {
    ground.reserve("r", Ground.ONE, "2");

    assertThat(why(ground.capacity(Records.NONE)))
        .isEqualTo("not known: nothing is known of what runs for reservation r");
  }

  @Test
  void usesNothingWhereNothingRuns() {
    JsonNode used = figure(ground.capacity(Records.NONE), "cpu", "used");

    assertThat(used.path("amount").asInt()).isZero();
    assertThat(used.path("source").asText()).isEqualTo("nothing runs here");
  }

  @Test
  void anOldReadingIsNoReading() {
    ground.reserve("r", Ground.ONE, "2");
    ground.meter(ground.run("a", "r", Ground.ONE), 30, "15");
    ground.drive.pass(Duration.ofMinutes(3));

    assertThat(why(ground.capacity(ground.records())))
        .startsWith("not known: a has not been measured in the last two minutes");
  }

  @Test
  void looksAtNoMoreOfALongRecordThanItsNewestEntry() {
    ground.reserve("r", Ground.ONE, "2");
    Ref a = ground.run("a", "r", Ground.ONE);
    for (int n = 0; n < 50; n++) {
      ground.meter(a, 30, "15");
    }
    ground.drive.pass(Duration.ofMinutes(3));
    List<Integer> looked = new ArrayList<>();

    ground.capacity(
        query -> {
          if (query.stream().equals(Entry.LEDGER)) {
            // As a store reads: whatever speaks of it, until the page is full.
            List<Entry> about = ground.ledger.stream().filter(e -> e.isAbout(a)).toList();
            boolean fits = query.from().filter(about.get(49).at()::isBefore).isEmpty();
            looked.add(fits ? query.limit() : about.size());
          }
          return ground.records().entries(query);
        });

    assertThat(looked).containsOnly(1);
  }

  @Test
  void saysThatSoManyAreNotLookedUp() {
    for (int n = 0; n <= Metered.MOST; n++) {
      ground.reserve("r" + n, n % 2 == 0 ? Ground.ONE : Ground.TWO, "0.01");
      ground.meter(ground.run("a" + n, "r" + n, n % 2 == 0 ? Ground.ONE : Ground.TWO), 30, "0.3");
    }

    Doc answer = ground.capacity(ground.records());
    assertThat(why(answer))
        .matches(
            "not known: a[0-9]+ was not looked up: for one answer 200 workloads are,"
                + " and here are more; ask of fewer at once");
    assertThat(answer.at("/hosts/0/units/cpu/used")).isPresent();
  }

  @Test
  void aPartIsNotTakenForAllThatIsUsed() {
    ground.reserve("r", Ground.ONE, "2");
    ground.meter(ground.run("a", "r", Ground.ONE), 30, "15");
    Doc all = ground.capacity(ground.records());
    assertThat(figure(all, "cpu", "used").path("amount").asText()).isEqualTo("0.500");

    Ref hidden = new Ref(Reservation.KIND, "acme", "r");
    Doc some =
        new Capacity()
            .reply(
                new Sighted(ground.drive.snapshot(), hidden),
                ground.records(),
                ground.drive.get(Ground.SITE),
                java.util.Map.of())
            .value();
    assertThat(why(some)).isEqualTo("not known: others' workloads run on rack.one too");
    assertThat(figure(some, "cpu", "reserved").path("amount").asInt()).isEqualTo(2);
  }

  @Test
  void saysThatNoDriverMeters() {
    Ground bare = new Ground("host", "workload");
    bare.reserve("r", Ground.ONE, "2");
    bare.run("a", "r", Ground.ONE);

    assertThat(why(bare.capacity(bare.records())))
        .isEqualTo("not known: the driver of rack.one has no meter");
  }

  @Test
  void tellsHowReservationsMovedSinceTheWindowBegan() {
    Instant begin = ground.drive.snapshot().now();
    ground.reserve("r", Ground.ONE, "1");
    ground.drive.pass(Ground.MINUTE);
    ground.reserve("s", Ground.TWO, "4");
    ground.drive.pass(Duration.ofMinutes(30));

    Doc answer = ground.capacity(ground.records(), "20");
    JsonNode moved = answer.at("/trend/1").orElseThrow();
    assertThat(moved.path("figure").asText()).isEqualTo("reserved");
    assertThat(moved.path("then").asInt()).isEqualTo(1);
    assertThat(moved.path("now").asInt()).isEqualTo(5);
    assertThat(moved.path("change").asInt()).isEqualTo(4);
    assertThat(moved.path("since").asText()).isEqualTo(begin.plusSeconds(660).toString());

    JsonNode all = ground.capacity(ground.records(), "10080").at("/trend/1").orElseThrow();
    assertThat(all.path("then").asInt()).isZero();
    assertThat(all.path("since").asText()).isEqualTo(begin.toString());
  }

  @Test
  void saysThatNothingIsKnownOfTheTrendRatherThanThatNothingMoved() {
    Doc answer = ground.capacity(Records.NONE);

    assertThat(answer.at("/trend")).isEmpty();
    assertThat(answer.at("/noTrend").orElseThrow().asText()).startsWith("nothing is on record");
  }

  @Test
  void writesAnEventOnlyWhenSomethingMoved() {
    int before = ground.drive.entries().size();
    ground.drive.pass(Ground.MINUTE).pass(Ground.MINUTE);
    assertThat(ground.drive.entries()).hasSize(before);

    ground.reserve("r", Ground.ONE, "1.50");
    ground.drive.pass(Ground.MINUTE).pass(Ground.MINUTE);
    assertThat(ground.drive.entries()).hasSize(before + 1);
    assertThat(ground.drive.entries().get(before).body().at("/message").orElseThrow().asText())
        .isEqualTo("Site/system/here has reserved 1.50 of 12 cpu");
  }

  @Test
  void refusesAWindowThatIsNone() {
    for (String window : new String[] {"0", "-1", "99999", "soon", ""}) {
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(
                  () ->
                      Argument.checked(
                          new Capacity().arguments(), java.util.Map.of("window", window))))
          .as(window)
          .hasMessageContaining("a number from 1 to 10080");
    }
  }
}
