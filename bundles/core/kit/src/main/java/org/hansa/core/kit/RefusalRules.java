package org.hansa.core.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.driver.DriverException.Reason;

/** What is refused, and how. */
final class RefusalRules {

  private static final Set<Reason> RIGHT = Set.of(Reason.INVALID, Reason.NOT_FOUND);

  private RefusalRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.each(
            "nonsense-refused",
            "A spec that cannot be is refused as INVALID or NOT_FOUND.",
            RefusalRules::refused),
        Rule.each(
            "nonsense-leaves-nothing",
            "What was refused for its spec is not there.",
            RefusalRules::leavesNothing),
        Rule.each(
            "nonsense-expected",
            "Nothing is expected of a spec that apply refuses as INVALID.",
            RefusalRules::expected),
        Rule.each(
            "refusal-changes-nothing",
            "A change that is refused leaves the object as it was.",
            RefusalRules::changesNothing));
  }

  private static <S extends Record, O extends Record> List<Nonsense.Spec<S>> nonsense(
      Tried<S, O> tried) {
    List<Nonsense.Spec<S>> all = Nonsense.of(tried.trial().spec());
    Unmet.unless(!all.isEmpty(), "no spec is known that cannot be");
    return all;
  }

  private static <S extends Record, O extends Record> void refused(Tried<S, O> tried) {
    List<String> wrong = new ArrayList<>();
    for (Nonsense.Spec<S> nonsense : nonsense(tried)) {
      Optional<Reason> refusal = Tried.refusal(() -> tried.apply(tried.uid(), nonsense.spec()));
      if (refusal.filter(RIGHT::contains).isEmpty()) {
        wrong.add(nonsense.what() + " " + Words.came(refusal));
        tried.stage().clean();
      }
    }
    Broken.unless(wrong.isEmpty(), String.join(", ", wrong));
  }

  private static <S extends Record, O extends Record> void leavesNothing(Tried<S, O> tried) {
    for (Nonsense.Spec<S> nonsense : nonsense(tried)) {
      String uid = tried.uid();
      if (Tried.refusal(() -> tried.apply(uid, nonsense.spec())).isPresent()) {
        Broken.unless(
            tried.absent(uid) && !tried.listed().containsKey(uid), nonsense.what() + " is there");
      }
    }
  }

  private static <S extends Record, O extends Record> void expected(Tried<S, O> tried) {
    List<String> wrong = new ArrayList<>();
    for (Nonsense.Spec<S> nonsense : nonsense(tried)) {
      Optional<Reason> applied = Tried.refusal(() -> tried.apply(tried.uid(), nonsense.spec()));
      Optional<Reason> expected = Tried.refusal(() -> tried.facet().expect(nonsense.spec()));
      if (applied.equals(Optional.of(Reason.INVALID)) && !applied.equals(expected)) {
        wrong.add(nonsense.what() + " " + Words.came(expected));
      }
    }
    Broken.unless(wrong.isEmpty(), String.join(", ", wrong));
  }

  private static <S extends Record, O extends Record> void changesNothing(Tried<S, O> tried) {
    List<Nonsense.Spec<S>> all = nonsense(tried);
    String uid = tried.made(tried.trial().spec());
    O before = tried.quiet(uid);
    for (Nonsense.Spec<S> nonsense : all) {
      if (Tried.refusal(() -> tried.apply(uid, nonsense.spec())).isPresent()) {
        O now = tried.quiet(uid);
        Agreement.require(before, now, nonsense.what() + ": ");
      }
    }
  }
}
