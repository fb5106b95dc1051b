package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;
import org.hansa.platform.api.Optimization.Move;
import org.hansa.platform.api.Optimization.Proposal;
import org.hansa.platform.api.Optimization.Total;

/** Says what moves come to, all together. */
final class Proposals {

  private static final int LONG = 12;

  /** Where the currency of a money is not known, for nothing there has a price. */
  private static final String UNKNOWN = "unknown";

  /**
   * @param replicas what they are and how often they were placed
   */
  private record Moves(List<Move> moves, List<String> replicas) {}

  private Proposals() {}

  /**
   * @param movers all that were looked at together
   * @param offers where they stand
   */
  static Proposal of(List<Candidate> moves, List<Applicant> movers, Map<Ref, Offer> offers) {
    List<Move> said = new ArrayList<>();
    for (int i = 0; i < moves.size(); i++) {
      said.add(moves.get(i).move(moves.subList(i + 1, moves.size())));
    }
    return ofMoves(said, movers, offers);
  }

  /**
   * @param offers where they stand, and where they go
   */
  static Proposal ofMoves(List<Move> moves, List<Applicant> movers, Map<Ref, Offer> offers) {
    Map<String, BigDecimal> saves = new TreeMap<>();
    Map<String, BigDecimal> costs = new TreeMap<>();
    Map<String, Offer> after = new HashMap<>();
    for (Move move : moves) {
      String currency = move.currency().orElse(UNKNOWN);
      move.savesPerHour().ifPresent(n -> saves.merge(currency, n, BigDecimal::add));
      if (move.cost().signum() > 0 || !move.must().orElse(false)) {
        costs.merge(currency, move.cost(), BigDecimal::add);
      }
      after.put(move.replica(), offers.get(Ref.parse(move.to())));
    }
    return new Proposal(
        Doc.of(new Moves(moves, replicas(moves, movers))).digest().substring(0, LONG),
        moves,
        total(movers, offers, Map.of()),
        total(movers, offers, after),
        saves,
        costs);
  }

  private static List<String> replicas(List<Move> moves, List<Applicant> movers) {
    Map<String, String> known = new HashMap<>();
    for (Applicant mover : movers) {
      mover.held().forEach(r -> known.put(r.ref().name(), r.uid() + " " + r.generation()));
    }
    return moves.stream().map(move -> known.getOrDefault(move.replica(), "")).toList();
  }

  private static Total total(
      List<Applicant> movers, Map<Ref, Offer> offers, Map<String, Offer> after) {
    Map<String, BigDecimal> money = new TreeMap<>();
    Optional<BigDecimal> grams = Optional.of(BigDecimal.ZERO);
    for (Applicant mover : movers) {
      for (Need need : mover.demand().needs()) {
        Offer here = offers.get(need.standing().orElseThrow().host());
        Price price = Price.of(need, after.getOrDefault(need.name(), here).place());
        price
            .money()
            .ifPresent(m -> money.merge(price.currency().orElse(UNKNOWN), m, BigDecimal::add));
        grams = grams.flatMap(sum -> price.grams().map(sum::add));
      }
    }
    return new Total(money, grams);
  }

  /** In a sentence, what it comes to. */
  static String says(Proposal proposal) {
    int many = proposal.moves().size();
    if (proposal.moves().stream().anyMatch(m -> m.must().orElse(false))) {
      return (many == 1 ? "1 move" : many + " moves")
          + " from hosts that have less than is reserved of them"
          + dearer(proposal);
    }
    return (many == 1 ? "1 move saves " : many + " moves save ")
        + says(proposal.savesPerHour(), "/h")
        + (many == 1 ? " and costs " : " and cost ")
        + says(proposal.costsOnce(), " once");
  }

  private static String dearer(Proposal proposal) {
    return proposal.savesPerHour().entrySet().stream()
        .filter(e -> e.getValue().signum() != 0)
        .map(e -> (e.getValue().signum() < 0 ? "+" : "") + money(e.getValue().negate(), e.getKey()))
        .sorted()
        .map(change -> ", at " + change)
        .collect(Collectors.joining());
  }

  private static String money(BigDecimal n, String currency) {
    return Amount.plain(n) + " " + currency + "/h";
  }

  private static String says(Map<String, BigDecimal> amounts, String by) {
    return new TreeMap<>(amounts)
        .entrySet().stream()
            .map(e -> Amount.plain(e.getValue()) + " " + e.getKey() + by)
            .collect(Collectors.joining(", "));
  }
}
