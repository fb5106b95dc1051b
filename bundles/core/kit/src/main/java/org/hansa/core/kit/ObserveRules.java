package org.hansa.core.kit;

import java.util.List;
import java.util.Map;
import org.hansa.core.driver.Observed;

/** What looking shows, and that it does nothing else. */
final class ObserveRules {

  private ObserveRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.each(
            "observe-unknown",
            "What was never made is absent, and not in progress.",
            ObserveRules::unknown),
        Rule.each(
            "observe-equal", "Two looks at what nobody changes are equal.", ObserveRules::equal),
        Rule.each(
            "observe-changes-nothing",
            "Looking makes nothing and removes nothing.",
            ObserveRules::nothing));
  }

  private static <S extends Record, O extends Record> void unknown(Tried<S, O> tried) {
    Observed<O> seen = tried.observe(tried.uid());
    Broken.unless(
        seen.state().isEmpty() && seen.progress().isEmpty(), "it is " + Words.brief(seen));
  }

  private static <S extends Record, O extends Record> void equal(Tried<S, O> tried) {
    tried.quiet(tried.made(tried.trial().spec()));
  }

  private static <S extends Record, O extends Record> void nothing(Tried<S, O> tried) {
    String uid = tried.made(tried.trial().spec());
    tried.quiet(uid);
    Map<String, O> before = tried.listed();
    tried.observe(uid);
    tried.observe(tried.uid());
    Map<String, O> now = tried.listed();
    Broken.unless(
        now.equals(before), "the list was " + Words.brief(before) + " and is " + Words.brief(now));
  }
}
