package org.hansa.core.kit;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hansa.core.driver.Facet;
import org.hansa.core.driver.Trial;

/** What a facet says before anything is made. */
final class ExpectRules {

  private static final Duration LONGEST_SETTLE = Duration.ofMinutes(10);

  private ExpectRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.each("settle-sane", "The settle time is 0 to 10 minutes.", ExpectRules::settle),
        Rule.each(
            "facet-records", "Spec and state are the contract's records.", ExpectRules::records),
        Rule.each(
            "trials-enough",
            "There are two trials at least, all different, each with a real change.",
            ExpectRules::trials),
        Rule.each("trials-make-nothing", "Asking for trials makes nothing.", ExpectRules::making),
        Rule.each(
            "expect-pure", "What is expected of a spec is the same each time.", ExpectRules::pure),
        Rule.each(
            "expect-makes-nothing", "Asking what to expect makes nothing.", ExpectRules::nothing));
  }

  private static <S extends Record, O extends Record> void settle(Tried<S, O> tried) {
    Duration settle = tried.facet().settle();
    Broken.unless(!settle.isNegative() && settle.compareTo(LONGEST_SETTLE) <= 0, "it is " + settle);
  }

  private static <S extends Record, O extends Record> void records(Tried<S, O> tried) {
    Facet<S, O> facet = tried.facet();
    for (Class<?> type : List.of(facet.spec(), facet.state())) {
      Broken.unless(type.isRecord(), type.getName() + " is no record");
      Broken.unless(
          Known.byName(tried.name()).isEmpty()
              || type.getName().startsWith(Facet.class.getPackageName() + "."),
          type.getName() + " is not the contract's");
    }
  }

  private static <S extends Record, O extends Record> void trials(Tried<S, O> tried) {
    List<Trial<S>> trials = tried.offered();
    Broken.unless(trials.size() > 1, "there are " + trials.size());
    Set<S> specs = new HashSet<>();
    for (Trial<S> trial : trials) {
      Broken.unless(specs.add(trial.spec()), "two are " + Words.brief(trial.spec()));
      Broken.unless(
          !trial.spec().equals(trial.changed()), "nothing changes: " + Words.brief(trial.spec()));
    }
  }

  private static <S extends Record, O extends Record> void making(Tried<S, O> tried) {
    Set<String> before = tried.listed().keySet();
    tried.trials();
    same(before, tried);
  }

  private static <S extends Record, O extends Record> void same(
      Set<String> before, Tried<S, O> tried) {
    Set<String> now = tried.listed().keySet();
    Broken.unless(now.equals(before), "before there was " + before + ", then " + now);
  }

  private static <S extends Record, O extends Record> void pure(Tried<S, O> tried) {
    for (Trial<S> trial : tried.trials()) {
      for (S spec : List.of(trial.spec(), trial.changed())) {
        O first = tried.facet().expect(spec);
        O again = tried.facet().expect(spec);
        Broken.unless(first.equals(again), Agreement.changes(first, again));
      }
    }
    Trial<S> trial = tried.trial();
    O before = tried.facet().expect(trial.spec());
    tried.made(trial.spec());
    O after = tried.facet().expect(trial.spec());
    Broken.unless(before.equals(after), "once it is made: " + Agreement.changes(before, after));
  }

  private static <S extends Record, O extends Record> void nothing(Tried<S, O> tried) {
    List<Trial<S>> trials = tried.trials();
    Map<String, O> before = tried.listed();
    trials.forEach(trial -> tried.facet().expect(trial.spec()));
    same(before.keySet(), tried);
  }
}
