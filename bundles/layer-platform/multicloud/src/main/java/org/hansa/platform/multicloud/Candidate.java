package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Ref;
import org.hansa.platform.api.Objective.Moves;
import org.hansa.platform.api.Optimization;

/**
 * One replica's move that might be proposed.
 *
 * @param saves money by the hour, with all that is weighed; less than zero if it costs more there
 */
record Candidate(
    Ref application,
    Need need,
    Offer from,
    Offer to,
    Optional<String> currency,
    BigDecimal saves,
    Moves moves) {

  private static final int SCALE = 18;

  /** What is worth most first; the name makes it the same each time. */
  static final Comparator<Candidate> MOST =
      Comparator.comparing((Candidate c) -> c.worth())
          .reversed()
          .thenComparing(c -> c.need().name());

  /** What moving costs, by the hour in which it is to repay. */
  static BigDecimal perHour(Moves moves) {
    return moves.cost().signum() == 0
        ? BigDecimal.ZERO
        : moves.cost().divide(moves.withinHours(), SCALE, RoundingMode.HALF_UP);
  }

  /** By the hour, what is left of the gain when the move has repaid; less than zero if it never. */
  BigDecimal worth() {
    return saves.subtract(perHour(moves));
  }

  static BigDecimal worth(List<Candidate> all) {
    return all.stream().map(Candidate::worth).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The same of one that was proposed. */
  static BigDecimal worth(Optimization.Move move) {
    BigDecimal saves = move.savesPerHour().orElse(BigDecimal.ZERO);
    return saves.subtract(perHour(new Moves(move.cost(), move.withinHours())));
  }

  /**
   * @param later moves that come after it
   */
  Optimization.Move move(List<Candidate> later) {
    return new Optimization.Move(
        application.name(),
        need.name(),
        from.ref().toString(),
        to.ref().toString(),
        from.site().ref().name(),
        to.site().ref().name(),
        currency,
        Optional.of(saves),
        moves.cost(),
        moves.withinHours(),
        why(later),
        Optional.empty());
  }

  private String why(List<Candidate> later) {
    String money = Amount.plain(saves.abs()) + " " + currency.orElse("") + "/h";
    if (worth().signum() > 0) {
      BigDecimal hours = moves.cost().divide(saves, 1, RoundingMode.HALF_UP);
      return "for it saves "
          + money
          + " and repays in "
          + Amount.plain(hours)
          + " of "
          + Amount.plain(moves.withinHours())
          + " h";
    }
    String whom =
        later.stream()
            .filter(c -> c.to().ref().equals(from.ref()))
            .findFirst()
            .map(c -> c.need().name())
            .orElse("others");
    String costs =
        saves.signum() > 0
            ? ", though it saves only " + money
            : saves.signum() == 0 ? "" : ", though it costs " + money + " more";
    return "for it makes room for " + whom + costs;
  }
}
