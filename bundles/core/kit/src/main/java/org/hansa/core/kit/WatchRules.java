package org.hansa.core.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.kit.Verdict.Outcome;

/**
 * What must hold of every call, whatever rule it is made for: seen on the way, judged at the end.
 */
final class WatchRules {

  static final String NULLS = "returns-nothing-null";
  static final String EXCEPTIONS = "fails-by-driver-exception";
  static final String DEADLINES = "keeps-deadlines";
  static final String SECRETS = "hides-credentials";
  static final String HINTS = "hints-only-ours";
  static final String CONTENT = "content-closed";

  private static final Duration STILL_READING = Duration.ofSeconds(2);
  private static final Duration STEP = Duration.ofMillis(20);

  private WatchRules() {}

  static List<Rule> all() {
    return List.of(
        seen(NULLS, "Nothing returned is null, nor any part of it."),
        seen(EXCEPTIONS, "A call fails by a DriverException with a reason and a message."),
        seen(DEADLINES, "A call returns by its deadline; one that has none, at once."),
        seen(SECRETS, "No credential is seen in a message, a state, a capability or a text."),
        seen(HINTS, "The hint is called with uids of this installation only."),
        seen(CONTENT, "The stream of an artefact is closed."),
        Rule.of("leaves-nothing", "In the end nothing of ours is left.", Leftovers::none));
  }

  /** Tried alone it needs something to be seen on. */
  static Rule seen(String id, String sentence) {
    return Rule.of(
        id,
        sentence,
        stage -> {
          boolean alone = !stage.ground().settings().rules().isEmpty();
          if (alone && stage.ground().walk()) {
            Walk.through(stage);
          }
        });
  }

  private static List<Rule> seen() {
    List<Rule> seen = new ArrayList<>(TimerRules.all());
    all().stream().filter(r -> !r.id().equals("leaves-nothing")).forEach(seen::add);
    seen.addAll(
        SessionRules.all().stream().filter(r -> r.id().equals(SessionRules.CLOSES)).toList());
    return seen;
  }

  /** The verdicts, with what was seen on the way. */
  static List<Verdict> judged(List<Verdict> verdicts, Ground ground) {
    awaitContent(ground);
    if (ground.content().open() > 0) {
      ground.findings().add(CONTENT, ground.content().open() + " streams were not closed");
    }
    Map<String, Verdict> broken = new TreeMap<>();
    for (Rule rule : seen()) {
      List<String> found = ground.findings().of(rule.id());
      if (!found.isEmpty()) {
        String text = ground.secrets().hidden(String.join("; ", found));
        broken.put(
            rule.id(),
            new Verdict(
                rule.id(), rule.sentence(), Optional.empty(), Outcome.BROKEN, text, Duration.ZERO));
      }
    }
    List<Verdict> judged = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      Optional<Verdict> seen = Optional.ofNullable(broken.remove(verdict.rule()));
      judged.add(verdict.broken() ? verdict : seen.orElse(verdict));
    }
    judged.addAll(broken.values());
    return judged;
  }

  /** Something may be reading in the background still. */
  private static void awaitContent(Ground ground) {
    Waiting waiting = new Waiting(STILL_READING);
    boolean waited = !Thread.currentThread().isInterrupted();
    while (waited && ground.content().open() > 0) {
      waited = waiting.forAWhile(STEP);
    }
  }
}
