package org.hansa.platform.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.About;

/**
 * Looks at applications of a tenant together: by which moves of what runs they would cost less, all
 * in all, and repay what moving costs; and before that, by which they would leave hosts that have
 * less than is reserved of them. It proposes; what is accepted is carried out, one move after the
 * other.
 */
public final class Optimization {

  public static final String KIND = "Optimization";

  /** Accepts whatever is proposed. */
  public static final String ANY = "any";

  /** A host, as references are written. */
  public static final String HOST =
      "Host/[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?";

  private Optimization() {}

  /**
   * Written by who has the tenant. It is looked at when it is new, when it was changed and when it
   * is retried; not when only a proposal was accepted.
   */
  public record Spec(
      @About("Names of applications of the tenant; all of them if none is named")
          List<String> applications,
      @About(value = "Looks again after so many hours", min = "1", max = "8760")
          Optional<Integer> everyHours,
      @About(
              value =
                  "The id of the proposal that is to be carried out, or any for whatever is proposed",
              pattern = "any|[0-9a-f]{12}")
          Optional<String> accept,
      @About(
              value =
                  "A Host, as Kind/tenant/name: only who is to leave it is looked for, as long as it"
                      + " has less than is reserved of it",
              pattern = HOST,
              most = 600)
          Optional<String> host) {

    /** One that looks for what saves. */
    public Spec(List<String> applications, Optional<Integer> everyHours, Optional<String> accept) {
      this(applications, everyHours, accept, Optional.empty());
    }

    public Spec {
      host = host == null ? Optional.empty() : host;
      applications = applications == null ? List.of() : List.copyOf(applications);
      everyHours = everyHours == null ? Optional.empty() : everyHours;
      accept = accept == null ? Optional.empty() : accept;
    }

    /** True if this proposal is to be carried out. */
    public boolean accepts(Proposal proposal) {
      return accept.filter(a -> a.equals(ANY) || a.equals(proposal.id())).isPresent();
    }
  }

  /**
   * Written by the Multi-Cloud Orchestrator. Moves are made in their order: the first {@code done}
   * and {@code left} of them are over.
   *
   * @param generation of the spec that was last heeded
   * @param looked when it was last looked at
   * @param proposal empty if nothing better was found
   * @param done how many moves have arrived
   * @param next the replica whose turn it is: its application moves it in its own next step
   * @param left moves that could not be made
   * @param stays applications of which nothing may be moved, the first of them
   */
  public record Status(
      @About("The generation of the spec that was last heeded") Optional<Long> generation,
      @About("When it was last looked at") Optional<Instant> looked,
      @About("What is proposed") Optional<Proposal> proposal,
      @About("How many moves are done") Optional<Integer> done,
      @About("The replica whose turn it is") Optional<String> next,
      @About("Moves that could not be made") List<Left> left,
      @About("Applications of which nothing may be moved") List<Stays> stays) {

    public Status {
      generation = generation == null ? Optional.empty() : generation;
      looked = looked == null ? Optional.empty() : looked;
      proposal = proposal == null ? Optional.empty() : proposal;
      done = done == null ? Optional.empty() : done;
      next = next == null ? Optional.empty() : next;
      left = left == null ? List.of() : List.copyOf(left);
      stays = stays == null ? List.of() : List.copyOf(stays);
    }

    /** The moves that are not over, in order. */
    public List<Move> open() {
      return proposal
          .map(p -> p.moves().subList(Math.min(over(), p.moves().size()), p.moves().size()))
          .orElse(List.of());
    }

    private int over() {
      return done.orElse(0) + left.size();
    }
  }

  /**
   * Moves that repay together.
   *
   * @param id tells it from others: the same moves of the same replicas, which have not moved
   *     since, have the same
   * @param savesPerHour by currency, with all that objectives weigh
   * @param costsOnce by currency, what the moves cost
   */
  public record Proposal(
      @About("Tells it from others") String id,
      @About("In this order") List<Move> moves,
      @About("What those applications cost now") Total before,
      @About("What they would cost then") Total after,
      @About("Saved by the hour, by currency") Map<String, BigDecimal> savesPerHour,
      @About("What the moves cost, by currency") Map<String, BigDecimal> costsOnce) {

    public Proposal {
      moves = moves == null ? List.of() : List.copyOf(moves);
      savesPerHour = savesPerHour == null ? Map.of() : Map.copyOf(savesPerHour);
      costsOnce = costsOnce == null ? Map.of() : Map.copyOf(costsOnce);
    }
  }

  /**
   * What all replicas cost together.
   *
   * @param gramsPerHour gCO2e; absent if it is not known of one of them
   */
  public record Total(
      @About("Money by the hour, by currency") Map<String, BigDecimal> moneyPerHour,
      @About("gCO2e by the hour") Optional<BigDecimal> gramsPerHour) {

    public Total {
      moneyPerHour = moneyPerHour == null ? Map.of() : Map.copyOf(moneyPerHour);
      gramsPerHour = gramsPerHour == null ? Optional.empty() : gramsPerHour;
    }
  }

  /**
   * One replica's move.
   *
   * @param replica the name of its Reservation and Instance
   * @param from a Host, as Kind/tenant/name
   * @param savesPerHour less than zero if it costs more there; absent if that is not known, which
   *     only one may have that must be made
   * @param cost once, and {@code withinHours} as the application's objective says
   * @param must true if it is made whatever it costs, for its host has less than is reserved of it
   */
  public record Move(
      @About("The application") String application,
      @About("The replica: name of its Reservation and Instance") String replica,
      @About("The host where it is, as Kind/tenant/name") String from,
      @About("The host where it goes") String to,
      @About("The site where it is") String fromSite,
      @About("The site where it goes") String toSite,
      @About("Currency of the amounts, ISO 4217") Optional<String> currency,
      @About("Saved by the hour, less than zero if it costs more there; absent if not known")
          Optional<BigDecimal> savesPerHour,
      @About("What the move costs") BigDecimal cost,
      @About("Hours within which it is to repay") BigDecimal withinHours,
      @About("Why, one sentence") String why,
      @About("True if its host has less than is reserved of it") Optional<Boolean> must) {

    public Move {
      savesPerHour = savesPerHour == null ? Optional.empty() : savesPerHour;
      must = must == null ? Optional.empty() : must;
      currency = currency == null ? Optional.empty() : currency;
    }
  }

  /** An application that keeps its places. */
  public record Stays(
      @About("The application") String application, @About("Why, one sentence") String why) {}

  /** A move that could not be made, and stays so. */
  public record Left(
      @About("The replica") String replica, @About("Why, one sentence") String why) {}
}
