package org.hansa.core.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Trial;

/** How objects are made and changed. */
final class ApplyRules {

  private ApplyRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.each("apply-creates", "What is applied is there once settled.", ApplyRules::creates),
        Rule.each(
            "expect-holds",
            "Once settled, the state is what was expected, where anything was.",
            ApplyRules::holds),
        Rule.each(
            "apply-idempotent",
            "Applied again it is the same object in the very same state.",
            ApplyRules::idempotent),
        Rule.each("apply-changes", "Applied otherwise, it becomes that.", ApplyRules::changes),
        Rule.each("apply-one-object", "Changed and again, it is one object.", ApplyRules::one),
        Rule.each("apply-alone", "Applying one leaves another as it was.", ApplyRules::alone),
        Rule.each(
            "apply-lost-answer",
            "After a lost answer, another session's apply makes no second.",
            ApplyRules::lost),
        Rule.each("apply-together", "Different uids can be applied at once.", ApplyRules::together),
        Rule.each(
            "deadline-passed",
            "Past its deadline a verb returns at once, or says UNAVAILABLE.",
            ApplyRules::passed),
        Rule.each(
            "deadline-breaks-nothing",
            "What was cut off by its deadline can be applied and removed.",
            ApplyRules::cut),
        Rule.each(
            "uids-whole",
            "Uids that differ in the last letter are two objects.",
            ApplyRules::whole));
  }

  private static <S extends Record, O extends Record> void creates(Tried<S, O> tried) {
    for (Trial<S> trial : tried.trials()) {
      tried.seen(tried.made(trial.spec()));
    }
  }

  private static <S extends Record, O extends Record> void holds(Tried<S, O> tried) {
    for (Trial<S> trial : tried.trials()) {
      tried.agreed(tried.made(trial.spec()), trial.spec());
    }
  }

  private static <S extends Record, O extends Record> void idempotent(Tried<S, O> tried) {
    S spec = tried.trial().spec();
    String uid = tried.made(spec);
    O first = tried.quiet(uid);
    tried.settle(uid, spec);
    O again = tried.quiet(uid);
    Optional<String> other = Agreement.otherObject(first, again);
    Broken.unless(other.isEmpty(), "it was made anew: " + other.orElse(""));
    Agreement.require(first, again, "it changed: ");
  }

  private static <S extends Record, O extends Record> void changes(Tried<S, O> tried) {
    for (Trial<S> trial : tried.trials()) {
      String uid = tried.made(trial.spec());
      tried.settle(uid, trial.changed());
      tried.agreed(uid, trial.changed());
    }
  }

  private static <S extends Record, O extends Record> void one(Tried<S, O> tried) {
    Trial<S> trial = tried.trial();
    String uid = tried.made(trial.spec());
    int before = tried.listed().size();
    tried.settle(uid, trial.changed());
    tried.settle(uid, trial.changed());
    Broken.unless(
        tried.listed().size() == before,
        "of " + before + " came " + tried.listed().size() + ": " + tried.listed().keySet());
  }

  private static <S extends Record, O extends Record> void alone(Tried<S, O> tried) {
    List<Trial<S>> trials = tried.trials();
    String one = tried.made(trials.get(0).spec());
    O before = tried.quiet(one);
    String two = tried.made(trials.get(1).spec());
    tried.settle(two, trials.get(1).changed());
    O now = tried.quiet(one);
    Agreement.require(before, now, "the other changed: ");
  }

  private static <S extends Record, O extends Record> void lost(Tried<S, O> tried) {
    S spec = tried.trial().spec();
    String uid = tried.uid();
    tried.apply(uid, spec);
    Tried<S, O> next = tried.reopened();
    Optional<O> before = next.observe(uid).state();
    next.settle(uid, spec);
    O now = next.quiet(uid);
    Optional<String> other = before.flatMap(b -> Agreement.otherObject(b, now));
    Broken.unless(other.isEmpty(), "it was made anew: " + other.orElse(""));
    Broken.unless(next.listed().containsKey(uid), "it is not listed");
    next.gone(uid);
    Broken.unless(!next.listed().containsKey(uid), "there was a second");
  }

  private static <S extends Record, O extends Record> void together(Tried<S, O> tried) {
    List<String> uids = new ArrayList<>();
    List<FutureTask<O>> tasks = new ArrayList<>();
    List<Trial<S>> trials = tried.trials();
    for (Trial<S> trial : trials) {
      String uid = tried.uid();
      uids.add(uid);
      FutureTask<O> task = new FutureTask<>(() -> tried.settle(uid, trial.spec()));
      tasks.add(task);
      tried.ground().calls().thread(task).start();
    }
    tasks.forEach(ApplyRules::outcome);
    for (int i = 0; i < uids.size(); i++) {
      tried.agreed(uids.get(i), trials.get(i).spec());
    }
  }

  /** Each call within is bounded, and so is this. */
  private static void outcome(FutureTask<?> task) {
    try {
      task.get();
    } catch (InterruptedException e) {
      throw Stopped.by(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof DriverException fault
          ? fault
          : new Broken(String.valueOf(e.getCause().getMessage()), e.getCause());
    }
  }

  private static <S extends Record, O extends Record> void passed(Tried<S, O> tried) {
    S spec = tried.trial().spec();
    String uid = tried.uid();
    Deadline passed = Deadline.in(Duration.ZERO, System::nanoTime);
    tolerated("observe", () -> tried.facet().observe(uid, passed));
    tolerated("list", () -> tried.facet().list(Optional.empty(), Page.MOST, passed));
    tolerated("apply", () -> tried.facet().apply(uid, spec, passed));
    tolerated("remove", () -> tried.facet().remove(uid, passed));
  }

  private static void tolerated(String verb, Supplier<?> call) {
    Optional<Reason> refusal = Tried.refusal(call);
    Broken.unless(
        refusal.isEmpty() || refusal.get() == Reason.UNAVAILABLE, verb + " " + Words.came(refusal));
  }

  private static <S extends Record, O extends Record> void cut(Tried<S, O> tried) {
    S spec = tried.trial().spec();
    String uid = tried.uid();
    Deadline passed = Deadline.in(Duration.ZERO, System::nanoTime);
    tolerated("apply", () -> tried.facet().apply(uid, spec, passed));
    tried.settle(uid, spec);
    tried.agreed(uid, spec);
    tolerated("remove", () -> tried.facet().remove(uid, passed));
    tried.gone(uid);
  }

  private static <S extends Record, O extends Record> void whole(Tried<S, O> tried) {
    List<Trial<S>> trials = tried.trials();
    String one = tried.uid();
    char last = one.charAt(one.length() - 1);
    String two = tried.own(one.substring(0, one.length() - 1) + (last == '0' ? '1' : '0'));
    tried.settle(one, trials.get(0).spec());
    tried.settle(two, trials.get(1).spec());
    tried.agreed(one, trials.get(0).spec());
    tried.agreed(two, trials.get(1).spec());
    tried.gone(one);
    Broken.unless(!tried.absent(two), "both were removed as one");
  }
}
