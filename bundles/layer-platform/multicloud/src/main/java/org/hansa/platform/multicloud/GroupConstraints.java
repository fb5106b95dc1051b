package org.hansa.platform.multicloud;

import static org.hansa.platform.multicloud.Constraint.Level.HOST;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hansa.platform.api.Requirements.Other;
import org.hansa.platform.multicloud.Constraint.Refusal;
import org.hansa.platform.multicloud.Constraint.Trial;
import org.hansa.platform.multicloud.Mates.Mate;

/**
 * What is asked of places beside those of the other replicas. What one component asks of another
 * binds both, whichever of them is placed first.
 */
final class GroupConstraints {

  static final String APART = "apart";
  static final String TOGETHER = "together";
  static final String SPREAD = "spread";

  private GroupConstraints() {}

  static List<Constraint> all() {
    return List.of(
        new Constraint(APART, HOST, true, GroupConstraints::apart),
        new Constraint(TOGETHER, HOST, true, GroupConstraints::together),
        new Constraint(SPREAD, HOST, true, GroupConstraints::spread));
  }

  /**
   * A replica that is placed, and what is the same of it and the place that is tried, or is not.
   */
  private record Pair(Mate mate, Sameness by) {}

  /** By what one asks of the other, or the other of it, unless it is waived. */
  private static Stream<Pair> pairs(Trial t, String id) {
    Need mine = t.need();
    return t.mates()
        .bound(mine)
        .flatMap(
            mate ->
                Stream.concat(asks(mine, mate.need(), id), asks(mate.need(), mine, id))
                    .map(by -> new Pair(mate, by)));
  }

  private static Stream<Sameness> asks(Need asking, Need other, String id) {
    if (asking.waived().contains(id)) {
      return Stream.empty();
    }
    List<Other> others =
        id.equals(APART) ? asking.requires().apart() : asking.requires().together();
    return others.stream()
        .filter(o -> o.component().equals(other.component().name()))
        .map(o -> Sameness.of(o.by()));
  }

  private static Optional<Refusal> apart(Trial t) {
    return pairs(t, APART)
        .filter(p -> p.by().same(p.mate().offer(), t.offer()))
        .findFirst()
        .map(
            p ->
                new Refusal(
                    p.mate().need().name() + " at " + p.by().says(t.offer()),
                    "another " + p.by().word(),
                    "Add a "
                        + p.by().word()
                        + " that fits, or let "
                        + t.need().component().name()
                        + " be at the same as "
                        + p.mate().need().component().name()
                        + "."));
  }

  private static Optional<Refusal> together(Trial t) {
    return pairs(t, TOGETHER)
        .filter(p -> !p.by().same(p.mate().offer(), t.offer()))
        .findFirst()
        .map(
            p ->
                new Refusal(
                    p.by().says(t.offer()),
                    p.by().says(p.mate().offer()) + ", as " + p.mate().need().name(),
                    "Make room at "
                        + p.by().says(p.mate().offer())
                        + ", or let "
                        + t.need().component().name()
                        + " be elsewhere than "
                        + p.mate().need().component().name()
                        + "."));
  }

  private static Optional<Refusal> spread(Trial t) {
    return t.need()
        .requires()
        .spread()
        .flatMap(
            asked -> {
              Sameness by = Sameness.of(asked.by());
              int there = t.mates().count(t.need(), t.offer(), by::same);
              return there < asked.most()
                  ? Optional.empty()
                  : Optional.of(
                      new Refusal(
                          there + " of it at " + by.says(t.offer()),
                          "at most " + asked.most() + " at one " + by.word(),
                          "Allow "
                              + (there + 1)
                              + " at one "
                              + by.word()
                              + ", or add a "
                              + by.word()
                              + " that fits.",
                          BigDecimal.valueOf(there + 1L - asked.most())));
            });
  }
}
