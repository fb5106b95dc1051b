package org.hansa.core.kit;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hansa.core.driver.workload.MeterFacet;
import org.hansa.core.driver.workload.Reading;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;

/** What a workload has used. */
final class MeterRules {

  private static final int READINGS = 5;
  private static final Duration BETWEEN = Duration.ofMillis(50);

  private MeterRules() {}

  static List<Rule> all() {
    return List.of(
        rule("meter-unknown", "What is not there has no reading.", MeterRules::unknown),
        rule("meter-reads", "What runs has one, with a source.", MeterRules::reads),
        rule("meter-times", "It was read after counting began.", MeterRules::times),
        rule("meter-grows", "Counters never fall within a run.", MeterRules::grows),
        rule("meter-run", "While a workload runs on, so does its run.", MeterRules::run),
        rule("meter-gone", "What was removed has no reading any more.", MeterRules::gone),
        rule("meter-positive", "No figure is negative.", MeterRules::positive));
  }

  private static Rule rule(String id, String sentence, Rule.Check check) {
    return Rule.of(MeterFacet.NAME, id, sentence, check);
  }

  private static void unknown(Stage stage) {
    MeterFacet meter = stage.need(MeterFacet.class);
    String uid = stage.ground().uid();
    stage.ground().asked(stage.ground().ours(), uid);
    Optional<Reading> reading = meter.read(uid, stage.ground().soon());
    Broken.unless(reading.isEmpty(), "it is " + Words.brief(reading));
  }

  private static void gone(Stage stage) {
    MeterFacet meter = stage.need(MeterFacet.class);
    Tried<WorkloadSpec, WorkloadState> tried = stage.tried(stage.need(WorkloadFacet.class));
    String uid = tried.made(tried.trial().spec());
    Optional<Reading> unused = meter.read(uid, tried.soon());
    tried.gone(uid);
    Optional<Reading> reading = meter.read(uid, tried.soon());
    Broken.unless(reading.isEmpty(), "it is " + Words.brief(reading));
  }

  private static List<Reading> readings(Stage stage) {
    MeterFacet meter = stage.need(MeterFacet.class);
    Tried<WorkloadSpec, WorkloadState> tried = stage.tried(stage.need(WorkloadFacet.class));
    WorkloadSpec spec = tried.trial().spec();
    String uid = tried.made(spec);
    tried.agreed(uid, spec);
    Waiting waiting = new Waiting(tried.facet().settle().plus(BETWEEN.multipliedBy(READINGS * 2)));
    while (meter.read(uid, tried.soon()).isEmpty()) {
      Broken.unless(waiting.forAWhile(BETWEEN), "the workload runs and has no reading");
    }
    return Stream.generate(() -> waiting.forAWhile(BETWEEN))
        .limit(READINGS)
        .flatMap(waited -> meter.read(uid, tried.soon()).stream())
        .toList();
  }

  private static void reads(Stage stage) {
    List<Reading> readings = readings(stage);
    Broken.unless(readings.size() == READINGS, "at times there is none");
    readings.forEach(r -> Broken.unless(!r.source().isBlank(), "it says no source"));
  }

  private static void times(Stage stage) {
    for (Reading reading : readings(stage)) {
      Broken.unless(
          !reading.since().isAfter(reading.at()),
          "counted since " + reading.since() + ", read at " + reading.at());
    }
  }

  private static void grows(Stage stage) {
    List<Reading> readings = readings(stage);
    for (int i = 1; i < readings.size(); i++) {
      Reading before = readings.get(i - 1);
      Reading now = readings.get(i);
      if (before.run().equals(now.run())) {
        before.counters().forEach((name, value) -> grown(name, value, now.counters()));
      }
    }
  }

  private static void grown(String name, BigDecimal before, Map<String, BigDecimal> now) {
    BigDecimal value = now.get(name);
    Broken.unless(
        value != null && value.compareTo(before) >= 0,
        name + " was " + before + " and is " + value);
  }

  private static void run(Stage stage) {
    List<String> runs = readings(stage).stream().map(Reading::run).distinct().toList();
    Broken.unless(runs.size() == 1, "its runs are " + runs);
    Broken.unless(!runs.get(0).isBlank(), "its run has no name");
  }

  private static void positive(Stage stage) {
    for (Reading reading : readings(stage)) {
      for (Map<String, BigDecimal> figures : List.of(reading.counters(), reading.gauges())) {
        figures.forEach((name, value) -> Broken.unless(value.signum() >= 0, name + " is " + value));
      }
    }
  }
}
