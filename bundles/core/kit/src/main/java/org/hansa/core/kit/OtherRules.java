package org.hansa.core.kit;

import java.util.List;
import java.util.Optional;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Trial;

/** That installations which share an endpoint do not see each other. */
final class OtherRules {

  private OtherRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.each(
            "others-unlisted", "Another installation's objects are not listed.", OtherRules::list),
        Rule.each(
            "others-unobserved",
            "Another installation's object is absent under its uid.",
            OtherRules::observe),
        Rule.each(
            "others-unremoved",
            "Another installation's object is not removed by its uid.",
            OtherRules::remove),
        Rule.each(
            "others-unchanged",
            "Another installation's object is not changed under its uid.",
            OtherRules::change));
  }

  private static <S extends Record, O extends Record> void list(Tried<S, O> tried) {
    Tried<S, O> others = tried.others();
    String theirs = others.made(tried.trial().spec());
    Broken.unless(!tried.listed().containsKey(theirs), "it is listed");
  }

  private static <S extends Record, O extends Record> void observe(Tried<S, O> tried) {
    Tried<S, O> others = tried.others();
    String theirs = others.made(tried.trial().spec());
    tried.ground().asked(tried.ground().ours(), theirs);
    Broken.unless(tried.absent(theirs), "it is seen");
  }

  private static <S extends Record, O extends Record> void remove(Tried<S, O> tried) {
    Tried<S, O> others = tried.others();
    String theirs = others.made(tried.trial().spec());
    O before = others.quiet(theirs);
    tried.gone(tried.own(theirs));
    Broken.unless(!others.absent(theirs), "it is gone");
    O now = others.quiet(theirs);
    Optional<String> other = Agreement.otherObject(before, now);
    Broken.unless(other.isEmpty(), "it is another: " + other.orElse(""));
  }

  /** Whether a second object under the uid can be made or is refused: theirs stays as it was. */
  private static <S extends Record, O extends Record> void change(Tried<S, O> tried) {
    Tried<S, O> others = tried.others();
    Trial<S> trial = tried.trial();
    String theirs = others.made(trial.spec());
    O before = others.quiet(theirs);
    tried.own(theirs);
    Optional<Reason> refusal = Tried.refusal(() -> tried.settle(theirs, trial.changed()));
    O now = others.quiet(theirs);
    Agreement.require(before, now, "apply " + Words.came(refusal) + ", and theirs changed: ");
  }
}
