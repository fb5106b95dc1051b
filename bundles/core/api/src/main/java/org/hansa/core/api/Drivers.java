package org.hansa.core.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** The drivers of this node. Thread-safe. */
@ProviderType
public interface Drivers {

  /** Who may read this may see them. */
  Ref ALL = new Ref("Driver", "system", "all");

  /** How a driver is. */
  enum State {
    /** It is called. */
    ACTIVE,
    /** Its code could not be begun, or did not say what it is. */
    FAILED,
    /** None of its calls is begun. */
    QUARANTINED,
    /** There is a newer version, and no endpoint is pinned to this one. */
    SUPERSEDED
  }

  /**
   * A driver as it is on this node.
   *
   * @param id as endpoints name it; of one that failed, the name of its class
   * @param bundle symbolic name and version
   * @param simulated true if nothing real stands behind it
   * @param endpoints how many it has
   * @param running calls under way
   * @param lost calls that have outlived their deadlines and not come back
   * @param threads of its own, that it has begun while it was called
   * @param text why it is not active
   */
  record Standing(
      String id,
      String version,
      String bundle,
      State state,
      boolean simulated,
      int endpoints,
      int running,
      int lost,
      int threads,
      Optional<String> text) {}

  /** All, by id and version. Answers at once. */
  List<Standing> list();

  /**
   * A rule of the driver contract.
   *
   * @param id by which it is asked for
   * @param ability the facet that it is about; empty if it is about all
   * @param sentence what holds
   */
  record Rule(String id, Optional<String> ability, String sentence) {}

  /** The rules by which drivers are verified, in order. */
  List<Rule> rules();

  /**
   * What is to be verified.
   *
   * @param rules their ids; all if none is named
   * @param keep true if what it makes is to stay, to be looked at
   */
  record Wanted(Set<String> rules, boolean keep) {
    public Wanted {
      rules = Set.copyOf(rules);
    }
  }

  /**
   * What came of it.
   *
   * @param sound true if no rule is broken, nothing is left that ought not to be and nothing is
   *     untried
   * @param broken how many rules
   * @param untried of which facets nothing could be made, or how many rules were left out, and why
   * @param report each rule with its outcome, and what was left
   * @param table the same for people, a line each
   * @param junit the same as JUnit's XML
   */
  record Outcome(
      boolean sound,
      int broken,
      List<String> untried,
      Doc report,
      List<String> table,
      String junit) {}

  /**
   * How far it is, on this node.
   *
   * @param by who asked for it
   * @param done of {@code total} rules
   * @param rule the one that is tried now
   * @param outcome once it has ended
   * @param trouble why it came to no end
   */
  record Verification(
      Ref endpoint,
      String by,
      Instant began,
      int done,
      int total,
      Optional<String> rule,
      Optional<Outcome> outcome,
      Optional<String> trouble) {

    public boolean ended() {
      return outcome.isPresent() || trouble.isPresent();
    }
  }

  /**
   * Begins to try an endpoint by the rules. It makes a few small things there, under an id of its
   * own, and removes them; the endpoint's work goes on. It is audited.
   *
   * @throws Problem NOT_FOUND if there is no such endpoint or rule; CONFLICT while it is verified,
   *     on whatever node; EXHAUSTED while many are; UNAVAILABLE without its driver
   */
  Verification verify(Ref endpoint, Wanted wanted, String by, String cause);

  /** The one under way, else the last one. */
  Optional<Verification> verification(Ref endpoint);
}
