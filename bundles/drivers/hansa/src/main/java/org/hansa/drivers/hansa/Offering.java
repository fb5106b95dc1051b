package org.hansa.drivers.hansa;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.http.Answer;
import org.hansa.core.driver.http.Request;

/**
 * What the partner offers us by a contract, as it stands now.
 *
 * @param contract by whose name the offer is called
 */
record Offering(Partner partner, String contract) {

  private static final int MOST_SITES = 200;
  private static final int MOST_HOSTS = 10_000;
  static final int MOST_CONDITIONS = 100;
  private static final int LONGEST_WORDS = 1_000;

  /** An offer as the partner writes it; what more it says is left. */
  record Offer(Terms spec, Optional<Standing> status, Optional<List<Said>> conditions) {}

  record Terms(Optional<Boolean> draining) {}

  record Standing(Optional<Boolean> inForce, Optional<List<Place>> sites) {}

  /** A condition. */
  record Said(
      String type,
      String state,
      Optional<String> reason,
      Optional<String> message,
      Optional<Instant> since) {

    boolean is(String of, String how) {
      return type.equals(of) && state.equals(how);
    }

    boolean because(String why) {
      return reason.filter(why::equals).isPresent();
    }

    String words() {
      return Bounds.text(message.orElse("without a word"), LONGEST_WORDS);
    }
  }

  record Place(
      String name,
      String provider,
      String jurisdiction,
      Optional<Spot> location,
      Optional<List<String>> certifications,
      Optional<String> privacy,
      Optional<Price> price,
      Optional<Energy> energy,
      boolean simulated,
      Optional<Boolean> draining,
      Optional<List<Machine>> hosts,
      Optional<BigDecimal> availability) {

    List<Machine> machines() {
      return Bounds.list("hosts", hosts, MOST_HOSTS);
    }
  }

  record Spot(BigDecimal latitude, BigDecimal longitude) {}

  record Price(
      String currency,
      BigDecimal cpuHour,
      BigDecimal memoryGibHour,
      Optional<BigDecimal> storageGibHour,
      Optional<BigDecimal> egressGib) {

    Price {
      egressGib = egressGib == null ? Optional.empty() : egressGib;
    }
  }

  record Energy(BigDecimal gramsPerKwh, BigDecimal pue, BigDecimal wattsPerCore) {}

  record Machine(
      String name,
      Optional<Map<String, BigDecimal>> capacity,
      Optional<Map<String, String>> facts,
      Optional<List<String>> runtimes,
      String address,
      int firstPort,
      int lastPort,
      Optional<List<Integer>> takenPorts,
      Optional<String> outside,
      Optional<Boolean> answers) {}

  /**
   * @throws DriverException NOT_FOUND if nothing is offered by that name, UNAUTHORIZED if it is not
   *     in force, each with what to do; INTERNAL if it cannot be
   */
  Offer now(Deadline deadline) {
    Offer offer =
        find(deadline)
            .orElseThrow(
                () ->
                    new DriverException(
                        Reason.NOT_FOUND,
                        "the partner offers nothing to tenant "
                            + partner.tenant()
                            + " by a contract '"
                            + contract
                            + "': it has not been made, or has ended; agree upon one with the"
                            + " partner, or delete the endpoint"));
    over(offer)
        .ifPresent(
            words -> {
              throw new DriverException(Reason.UNAUTHORIZED, words);
            });
    checked(places(offer));
    return offer;
  }

  /** Why nothing may be had any more, with what to do; empty if the contract stands. */
  Optional<String> over(Deadline deadline) {
    Optional<Offer> found = find(deadline);
    return found.isEmpty()
        ? Optional.of("the contract '" + contract + "' has ended; agree upon another")
        : over(found.get());
  }

  private Optional<Offer> find(Deadline deadline) {
    Request request = partner.one("GET", "offers", contract);
    return partner.find(request, deadline).map((Answer answer) -> answer.json(Offer.class));
  }

  private Optional<String> over(Offer offer) {
    if (offer.status().flatMap(Standing::inForce).orElse(false)) {
      return Optional.empty();
    }
    String words =
        Bounds.list("conditions", offer.conditions(), MOST_CONDITIONS).stream()
            .filter(said -> said.is("Ready", "FALSE"))
            .findFirst()
            .map(said -> ", the partner says: " + said.words())
            .orElse("");
    return Optional.of(
        "the contract '"
            + contract
            + "' is not in force"
            + words
            + "; have the partner put it in force again, or agree upon another");
  }

  static List<Place> places(Offer offer) {
    return Bounds.list("sites", offer.status().flatMap(Standing::sites), MOST_SITES);
  }

  private static void checked(List<Place> places) {
    Set<String> sites = new HashSet<>();
    Set<String> hosts = new HashSet<>();
    for (Place place : places) {
      Bounds.require(
          sites.add(Bounds.name("a site", place.name())), "the site " + place.name() + " twice");
      Bounds.few("hosts", hosts.size() + place.machines().size(), MOST_HOSTS);
      for (Machine machine : place.machines()) {
        Bounds.require(
            hosts.add(Bounds.name("a host", machine.name())),
            "the host " + machine.name() + " twice");
      }
    }
  }
}
