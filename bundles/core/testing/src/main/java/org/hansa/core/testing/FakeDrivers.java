package org.hansa.core.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Drivers;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;

/** Two drivers, and a verification that goes on by a rule each time it is asked for. */
public final class FakeDrivers implements Drivers {

  /** What it was asked for, by whom and through which door. */
  public final List<String> asked = new ArrayList<>();

  /** What comes of a verification. */
  public boolean sound = true;

  /** Of what nothing could be made. */
  public List<String> untried = List.of();

  private Optional<Verification> now = Optional.empty();

  @Override
  public List<Standing> list() {
    return List.of(
        new Standing(
            "rig", "1.2", "com.vendor.rig 1.2.0", State.ACTIVE, true, 3, 1, 0, 2, Optional.empty()),
        new Standing(
            "com.vendor.Bad",
            "",
            "com.vendor.bad 1.0.0",
            State.FAILED,
            false,
            0,
            0,
            0,
            0,
            Optional.of("no licence")));
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        new Rule("one", Optional.empty(), "One holds."),
        new Rule("two", Optional.of("workload"), "Two holds."));
  }

  @Override
  public Verification verify(Ref endpoint, Wanted wanted, String by, String cause) {
    if (now.filter(v -> !v.ended()).isPresent()) {
      throw Problem.conflict(endpoint + " is being verified", "See how far it is.");
    }
    asked.add(endpoint + " " + wanted + " " + by + " " + cause.replaceFirst(":.*", ""));
    return at(endpoint, by, 0);
  }

  private Verification at(Ref endpoint, String by, int done) {
    Optional<Outcome> outcome =
        Optional.of(
                new Outcome(
                    sound && untried.isEmpty(),
                    sound ? 0 : 1,
                    untried,
                    Doc.parse("{\"verdicts\":[]}"),
                    List.of("RULE  OUTCOME", "one   PASSED"),
                    "<testsuite/>"))
            .filter(o -> done == 2);
    Optional<String> rule = Optional.of("rule-" + done).filter(r -> done < 2);
    Verification next =
        new Verification(endpoint, by, Instant.EPOCH, done, 2, rule, outcome, Optional.empty());
    now = Optional.of(next);
    return next;
  }

  @Override
  public Optional<Verification> verification(Ref endpoint) {
    Optional<Verification> seen = now.filter(v -> v.endpoint().equals(endpoint));
    seen.filter(v -> !v.ended()).ifPresent(v -> at(endpoint, v.by(), v.done() + 1));
    return seen;
  }
}
