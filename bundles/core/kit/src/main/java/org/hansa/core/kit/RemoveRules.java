package org.hansa.core.kit;

import java.util.List;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Trial;

/** How objects go. */
final class RemoveRules {

  private RemoveRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.each(
            "remove-gone", "What is removed is neither observed nor listed.", RemoveRules::gone),
        Rule.each("remove-idempotent", "What is gone can be removed again.", RemoveRules::again),
        Rule.each("remove-unknown", "What never was can be removed.", RemoveRules::unknown),
        Rule.each("remove-alone", "Removing one leaves another as it was.", RemoveRules::alone),
        Rule.each(
            "remove-and-make", "Under a uid that is gone one can be made.", RemoveRules::make));
  }

  private static <S extends Record, O extends Record> void gone(Tried<S, O> tried) {
    String uid = tried.made(tried.trial().spec());
    tried.gone(uid);
    Broken.unless(tried.absent(uid), "it is observed");
    Broken.unless(!tried.listed().containsKey(uid), "it is listed");
  }

  private static <S extends Record, O extends Record> void again(Tried<S, O> tried) {
    String uid = tried.made(tried.trial().spec());
    tried.gone(uid);
    absent(tried.remove(uid));
  }

  private static void absent(Observed<?> seen) {
    Broken.unless(
        seen.state().isEmpty() && seen.progress().isEmpty(), "remove showed " + Words.brief(seen));
  }

  private static <S extends Record, O extends Record> void unknown(Tried<S, O> tried) {
    absent(tried.remove(tried.uid()));
  }

  private static <S extends Record, O extends Record> void alone(Tried<S, O> tried) {
    List<Trial<S>> trials = tried.trials();
    String one = tried.made(trials.get(0).spec());
    String two = tried.made(trials.get(1).spec());
    O before = tried.quiet(two);
    tried.gone(one);
    Broken.unless(!tried.absent(two), "the other is gone as well");
    O now = tried.quiet(two);
    Agreement.require(before, now, "the other changed: ");
  }

  private static <S extends Record, O extends Record> void make(Tried<S, O> tried) {
    S spec = tried.trial().spec();
    String uid = tried.made(spec);
    tried.gone(uid);
    tried.settle(uid, spec);
    tried.agreed(uid, spec);
  }
}
