package org.hansa.core.kit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hansa.core.driver.DriverException;
import org.hansa.core.kit.Verdict.Outcome;

/**
 * Tries a driver by rules, one after the other, on the thread that calls it: in one session as long
 * as the rules hold and ask for no other. What an earlier run left is removed first, and at the end
 * what this one made. Interrupting the thread ends it: the rules that follow are not tried, and
 * what was made is removed all the same. If another has come to try the endpoint, {@link #cede}.
 */
public final class Verification {

  private static final String INTERRUPTED = "the verification was interrupted";

  private final Subject subject;
  private final Settings settings;
  private final Listener listener;
  private final List<Rule> rules;
  private volatile boolean ceded;

  /**
   * @throws IllegalArgumentException if the settings name a rule that is not there
   */
  public Verification(Subject subject, Settings settings, Listener listener) {
    this.subject = subject;
    this.settings = settings;
    this.listener = listener;
    this.rules = chosen(settings.rules());
  }

  private static List<Rule> chosen(Set<String> ids) {
    Set<String> unknown = new TreeSet<>(ids);
    Kit.rules().forEach(r -> unknown.remove(r.id()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("there is no rule " + String.join(", ", unknown));
    }
    return Kit.rules().stream().filter(r -> ids.isEmpty() || ids.contains(r.id())).toList();
  }

  /**
   * From now on another may try the endpoint under the same installation ids: of what is there this
   * removes only what it has made itself, and looks for no more. To end it, interrupt it then. From
   * any thread.
   */
  public void cede() {
    ceded = true;
  }

  public Report run() {
    InstantSource clock = InstantSource.system();
    Instant begun = clock.instant();
    long start = System.nanoTime();
    Ground ground = new Ground(subject, settings);
    String id = Identity.said(ground.driver()::id);
    String version = Identity.said(ground.driver()::version);
    boolean simulated = Identity.simulated(ground.driver());
    Cleaning cleaning = new Cleaning(ground);
    List<Verdict> verdicts = new ArrayList<>();
    boolean interrupted = !tryAll(ground, cleaning, verdicts) && Thread.interrupted();
    List<String> left = end(ground, cleaning);
    close(ground);
    ground.calls().end();
    List<String> untried = new ArrayList<>(ground.rooms().lacking());
    List<Rule> missed = rules.subList(verdicts.size(), rules.size());
    if (!missed.isEmpty()) {
      untried.add(missed.size() + " rules: " + INTERRUPTED);
    }
    for (Rule rule : missed) {
      verdicts.add(verdict(rule, Outcome.UNTRIED, INTERRUPTED, start));
    }
    Report report =
        new Report(
            id,
            version,
            simulated,
            begun,
            Duration.ofNanos(System.nanoTime() - start),
            WatchRules.judged(verdicts, ground),
            left.stream().map(ground.secrets()::hidden).toList(),
            untried.stream().map(ground.secrets()::hidden).toList());
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return report;
  }

  private List<String> end(Ground ground, Cleaning cleaning) {
    if (settings.keep()) {
      return ground.standing().stream().map(m -> m + ": kept").sorted().toList();
    }
    try {
      return ceded ? cleaning.own() : cleaning.sweep();
    } catch (Stopped e) {
      // Whoever interrupts twice does not want to wait for the cleaning either.
      return ground.standing().stream().map(m -> m + ": interrupted").sorted().toList();
    }
  }

  /** What no rule and no cleaning has closed. */
  private static void close(Ground ground) {
    try {
      new Stage(ground).last();
    } catch (Stopped e) {
      // Nobody waits for it: its timer has been ended.
      return;
    }
  }

  /**
   * @return false if it was interrupted
   */
  private boolean tryAll(Ground ground, Cleaning cleaning, List<Verdict> verdicts) {
    try {
      cleaning.sweep();
      for (Rule rule : rules) {
        int n = verdicts.size() + 1;
        listener.begun(rule, n, rules.size());
        Verdict verdict = tryOne(rule, ground);
        verdicts.add(verdict);
        listener.ended(verdict, n, rules.size());
      }
      return true;
    } catch (Stopped e) {
      return false;
    }
  }

  private static Verdict tryOne(Rule rule, Ground ground) {
    long start = System.nanoTime();
    if (ground.givenUp()) {
      return verdict(rule, Outcome.UNTRIED, Calls.GIVEN_UP, start);
    }
    Stage stage = new Stage(ground);
    boolean well = false;
    try {
      rule.check().on(stage);
      well = true;
      return verdict(rule, Outcome.PASSED, ground.secrets().hidden(stage.untried()), start);
    } catch (Unmet e) {
      return verdict(rule, e.outcome(), ground.secrets().hidden(e.getMessage()), start);
    } catch (Broken e) {
      return verdict(rule, Outcome.BROKEN, ground.secrets().hidden(e.getMessage()), start);
    } catch (DriverException e) {
      String text = ground.secrets().hidden(Words.thrown(e));
      return verdict(rule, Outcome.BROKEN, "a call failed as " + text, start);
    } catch (Stopped e) {
      throw e;
    } catch (RuntimeException e) {
      // What was returned cannot even be looked at: a state of another class, a map that throws.
      String text = ground.secrets().hidden(Words.thrown(e));
      return verdict(rule, Outcome.BROKEN, "what was returned is no answer: " + text, start);
    } finally {
      // A session in which something broke is not for other rules.
      stage.end(well);
    }
  }

  private static Verdict verdict(Rule rule, Outcome outcome, String text, long start) {
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new Verdict(rule.id(), rule.sentence(), rule.ability(), outcome, text, took);
  }
}
