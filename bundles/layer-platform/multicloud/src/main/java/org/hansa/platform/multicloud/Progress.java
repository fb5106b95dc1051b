package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.platform.api.Optimization;
import org.hansa.platform.api.Optimization.Left;
import org.hansa.platform.api.Optimization.Move;
import org.hansa.platform.api.Optimization.Proposal;

/**
 * How far a proposal is. Its moves are made in their order, one at a time; one that the world does
 * not let any more is left, and what does not repay without it.
 */
final class Progress {

  static final String PROPOSED = "Proposed";
  static final String MOVING = "Moving";

  private final Snapshot snapshot;
  private final Resource optimization;
  private final List<Constraint> constraints;
  private final Optimization.Spec spec;

  Progress(Snapshot snapshot, Resource optimization, List<Constraint> constraints) {
    this.snapshot = snapshot;
    this.optimization = optimization;
    this.constraints = constraints;
    this.spec = optimization.spec().as(Optimization.Spec.class);
  }

  /**
   * @param status with a proposal
   */
  Outlook of(Optimization.Status status) {
    Proposal proposal = status.proposal().orElseThrow();
    if (!spec.accepts(proposal)) {
      return new Outlook(calling(status, Optional.empty()), yes(PROPOSED, proposed(proposal)));
    }
    if (!optimization.holds().isEmpty() && !status.open().isEmpty()) {
      String held = count(status) + "; it is held: " + optimization.holds().first();
      return new Outlook(calling(status, Optional.empty()), no(MOVING, held));
    }
    Optimization.Status now = status;
    while (!now.open().isEmpty()) {
      Turnout turnout = turnout(now.open());
      switch (turnout.state()) {
        case DONE -> now = over(now, 1, List.of());
        case LEFT ->
            now = over(now, 0, List.of(new Left(now.open().get(0).replica(), turnout.why())));
        default -> {
          String first = now.open().get(0).replica();
          Optional<String> next = turnout.after().map(after -> first);
          return new Outlook(calling(now, next), no(MOVING, count(now) + "; " + turnout.why()));
        }
      }
    }
    return new Outlook(calling(now, Optional.empty()), ended(now));
  }

  /** Of the first of these. One that does not repay by itself is made only for those that do. */
  private Turnout turnout(List<Move> open) {
    Turnout own = turnout(snapshot, open.get(0));
    boolean must = open.get(0).must().orElse(false);
    if (must || own.after().isEmpty() || Candidate.worth(open.get(0)).signum() > 0) {
      return own;
    }
    List<Move> rest = open.subList(1, open.size());
    Ahead with = new Ahead(own.after().get(), Candidate.worth(open.get(0)));
    Ahead without = new Ahead(snapshot, BigDecimal.ZERO);
    Optional<Turnout> waits = with.go(rest).or(() -> without.go(rest));
    return waits.orElseGet(
        () ->
            without.worth.compareTo(with.worth) < 0
                ? own
                : Turnout.left("nothing that it makes room for repays by now" + with.said()));
  }

  private Turnout turnout(Snapshot now, Move move) {
    return Turnout.of(now, optimization.ref().tenant(), move, constraints);
  }

  /** What comes of moves that can be made one after the other. */
  private final class Ahead {

    private Snapshot now;
    private BigDecimal worth;
    private Optional<String> trouble = Optional.empty();

    Ahead(Snapshot now, BigDecimal worth) {
      this.now = now;
      this.worth = worth;
    }

    /** The first that waits for its application: then it is not known. */
    Optional<Turnout> go(List<Move> moves) {
      for (Move move : moves) {
        Turnout turnout = turnout(now, move);
        if (turnout.after().isPresent()) {
          now = turnout.after().get();
          worth = worth.add(Candidate.worth(move));
        } else if (turnout.state() == Turnout.State.WAITS) {
          return Optional.of(turnout);
        } else {
          trouble = trouble.or(() -> Optional.of(move.replica() + ": " + turnout.why()));
        }
      }
      return Optional.empty();
    }

    String said() {
      return trouble.map(t -> "; " + t).orElse("");
    }
  }

  private String proposed(Proposal proposal) {
    String says = Proposals.says(proposal);
    return spec.accept()
        .map(a -> says + "; accept says " + a + ", which is another: this is " + proposal.id())
        .orElse(says + "; to have it done set accept to " + proposal.id());
  }

  private static Optimization.Status over(Optimization.Status s, int done, List<Left> left) {
    List<Left> all = new ArrayList<>(s.left());
    all.addAll(left);
    return new Optimization.Status(
        s.generation(),
        s.looked(),
        s.proposal(),
        Optional.of(s.done().orElse(0) + done),
        s.next(),
        all,
        s.stays());
  }

  private static Optimization.Status calling(Optimization.Status s, Optional<String> next) {
    return new Optimization.Status(
        s.generation(), s.looked(), s.proposal(), s.done(), next, s.left(), s.stays());
  }

  private Condition ended(Optimization.Status status) {
    if (status.left().isEmpty()) {
      return yes("Moved", count(status));
    }
    Left first = status.left().get(0);
    String message =
        "%s; %d left, for instance %s: %s"
            .formatted(count(status), status.left().size(), first.replica(), first.why());
    return status.done().orElse(0) > 0
        ? yes("Moved", message)
        : no("Stale", message + ". Take accept away to have it looked at anew.");
  }

  private static String count(Optimization.Status status) {
    int all = status.proposal().map(p -> p.moves().size()).orElse(0);
    return status.done().orElse(0) + " of " + all + " moves done";
  }

  private Condition yes(String reason, String message) {
    return Condition.yes(Condition.READY, reason, message, snapshot.now());
  }

  private Condition no(String reason, String message) {
    return Condition.no(Condition.READY, reason, message, snapshot.now());
  }
}
