package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hansa.platform.multicloud.Constraint.Trial;

/**
 * Says why a replica is where it is: what counts of the place, beside the next best that may take
 * it too; of another site if there is one.
 */
final class Comparison {

  private record Term(Function<Trial, String> unit, Function<Trial, Optional<BigDecimal>> value) {

    String of(Trial t) {
      return Amount.plain(value.apply(t).orElseThrow()) + " " + unit.apply(t);
    }
  }

  private static final Term MONEY =
      new Term(t -> t.price().currency().orElse("") + "/h", t -> t.price().money());
  private static final Term EGRESS =
      new Term(t -> MONEY.unit().apply(t) + " of it egress", t -> t.price().egress());
  private static final Term GRAMS = new Term(t -> "gCO2e/h", t -> t.price().grams());
  private static final Term MILLIS = new Term(t -> "ms to its users", Latency::of);
  private static final Term MATES =
      new Term(t -> "others of it", t -> Optional.of(BigDecimal.valueOf(t.atSite())));

  private static final Term AWAY =
      new Term(t -> "minutes a month away", t -> t.available().map(Amount::minutesAway));

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Preference preference;
  private final Trial here;
  private final Optional<Trial> next;

  private Comparison(Trial here, List<Trial> others, Preference preference) {
    this.preference = preference;
    this.here = here;
    Optional<Trial> elsewhere =
        others.stream().filter(t -> !site(t).equals(site(here))).min(preference);
    this.next = elsewhere.or(() -> others.stream().min(preference));
  }

  /**
   * Of one that looks for a place.
   *
   * @param best which is to take it: a better one may be left to another
   * @param fitting all that may take it, the best too
   */
  static String chosen(Trial best, List<Trial> fitting, Preference preference) {
    List<Trial> others =
        fitting.stream().filter(t -> !t.offer().ref().equals(best.offer().ref())).toList();
    Comparison comparison = new Comparison(best, others, preference);
    if (comparison.next.filter(t -> preference.compare(t, best) < 0).isPresent()) {
      return "with the others in mind, of "
          + fitting.size()
          + " fitting hosts: "
          + comparison.terms();
    }
    return others.isEmpty()
        ? "the only host that fits: " + comparison.terms()
        : preference.says(best, comparison.next.orElseThrow())
            + " of "
            + fitting.size()
            + " fitting hosts: "
            + comparison.terms();
  }

  /**
   * Of one that stays, as things are now.
   *
   * @param others all that might take it now
   */
  static String now(Trial here, List<Trial> others, Preference preference) {
    return others.isEmpty()
        ? "nowhere else has room for it now"
        : "now " + new Comparison(here, others, preference).terms();
  }

  private String terms() {
    List<Term> all = new ArrayList<>();
    if (preference.isWeighed()) {
      all.add(new Term(t -> MONEY.unit().apply(t) + " by weight", preference.worth()::of));
    }
    all.add(MONEY);
    if (here.price().isSent() || next.filter(t -> t.price().isSent()).isPresent()) {
      all.add(EGRESS);
    }
    all.addAll(List.of(GRAMS, MILLIS));
    if (preference.spreads()) {
      all.add(MATES);
    }
    if (preference.fears() || here.demand().minAvailability().isPresent()) {
      all.add(AWAY);
    }
    List<String> said = all.stream().flatMap(term -> said(term).stream()).toList();
    return said.isEmpty() ? "no price is known" : String.join("; ", said);
  }

  /** Nothing of what is known neither here nor there. */
  private Optional<String> said(Term term) {
    Optional<BigDecimal> mine = term.value().apply(here);
    if (next.isEmpty()) {
      return mine.map(n -> term.of(here));
    }
    Optional<BigDecimal> other = term.value().apply(next.get());
    if (mine.isEmpty() && other.isEmpty()) {
      return Optional.empty();
    }
    String left = mine.isEmpty() ? "unknown here, " : term.of(here) + " here, ";
    return Optional.of(
        left + right(term, mine, other) + " at " + place(next.get()) + percent(term));
  }

  private String right(Term term, Optional<BigDecimal> mine, Optional<BigDecimal> other) {
    Trial there = next.orElseThrow();
    if (other.isEmpty()) {
      return "unknown";
    }
    if (mine.isEmpty() || !comparable(term)) {
      return term.of(there);
    }
    return mine.get().compareTo(other.get()) == 0 ? "the same" : Amount.plain(other.get());
  }

  /** Money of two currencies is not compared. */
  private boolean comparable(Term term) {
    return term.unit().apply(here).equals(term.unit().apply(next.orElseThrow()));
  }

  private String percent(Term term) {
    BigDecimal mine = term.value().apply(here).orElse(BigDecimal.ZERO);
    BigDecimal other = next.flatMap(term.value()).orElse(mine);
    if (mine.signum() == 0 || mine.compareTo(other) == 0 || !comparable(term)) {
      return "";
    }
    BigDecimal more =
        other.subtract(mine).multiply(HUNDRED).divide(mine.abs(), 0, RoundingMode.HALF_UP);
    return " (" + (more.signum() < 0 ? "" : "+") + more.toPlainString() + " %)";
  }

  private String place(Trial t) {
    return site(t).equals(site(here)) ? t.offer().ref().name() : site(t);
  }

  private static String site(Trial t) {
    return t.offer().site().ref().name();
  }
}
