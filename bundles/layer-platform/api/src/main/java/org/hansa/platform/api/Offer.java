package org.hansa.platform.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.About;

/**
 * What a Contract offers to a guest, in the guest's own tenant and under the contract's name: all
 * that it reads of the tenant that has the sites. Owned by the Contract, and gone with it.
 */
public final class Offer {

  public static final String KIND = "Offer";

  private Offer() {}

  /** Written by the Cloud Edge Federation, as the contract says. */
  public record Spec(
      @About("The contract, as Kind/tenant/name") String contract,
      @About("The ports that may be had on the hosts") Contract.Range ports,
      @About("True if nothing new may be placed") boolean draining,
      @About("When it is over") Optional<Instant> until,
      @About("What else was agreed") Optional<String> terms) {}

  /**
   * What stands behind it now.
   *
   * @param inForce false if nothing may be had, and {@code sites} is empty then
   */
  public record Status(
      @About("True if what is offered may be had") boolean inForce,
      @About("The sites that are offered") List<Place> sites) {

    public Status {
      sites = sites == null ? List.of() : List.copyOf(sites);
    }
  }

  /** A site as it is offered. */
  public record Place(
      @About("Its name") String name,
      @About("Who runs it") String provider,
      @About("Under whose law it stands, a country code of ISO 3166") String jurisdiction,
      @About("Where it is") Optional<Location> location,
      @About("What it is certified for") List<String> certifications,
      @About("The highest class of data it is cleared for") Optional<String> privacy,
      @About("What it asks") Optional<Site.Price> price,
      @About("Where its energy comes from") Optional<Site.Energy> energy,
      @About("True if nothing real stands behind it") boolean simulated,
      @About("True if nothing new may be placed here") boolean draining,
      @About("Its hosts, those that answer and those that do not") List<Machine> hosts,
      @About("The share of the time that it is up") Optional<BigDecimal> availability) {

    /** As before it could say how much it is up. */
    public Place(
        String name,
        String provider,
        String jurisdiction,
        Optional<Location> location,
        List<String> certifications,
        Optional<String> privacy,
        Optional<Site.Price> price,
        Optional<Site.Energy> energy,
        boolean simulated,
        boolean draining,
        List<Machine> hosts) {
      this(
          name,
          provider,
          jurisdiction,
          location,
          certifications,
          privacy,
          price,
          energy,
          simulated,
          draining,
          hosts,
          Optional.empty());
    }

    public Place {
      availability = availability == null ? Optional.empty() : availability;
      certifications = certifications == null ? List.of() : List.copyOf(certifications);
      hosts = hosts == null ? List.of() : List.copyOf(hosts);
    }
  }

  /**
   * A host as it is offered.
   *
   * @param name as {@code requires.hosts} names it
   * @param capacity by unit, what the guest may have on it in all: what it has there already is not
   *     taken away
   * @param takenPorts of the range, those that others have
   */
  public record Machine(
      @About("Its name") String name,
      @About("What may be had on it in all, by unit") Map<String, BigDecimal> capacity,
      @About("Facts by name") Map<String, String> facts,
      @About("What it can run") List<String> runtimes,
      @About("By which its workloads reach each other") String address,
      @About("First port that may be had") int firstPort,
      @About("Last port that may be had") int lastPort,
      @About("Ports of these that others have") List<Integer> takenPorts,
      @About("By which its workloads are reached from other machines") Optional<String> outside,
      @About("True if it answers") boolean answers) {

    public Machine {
      capacity = capacity == null ? Map.of() : Map.copyOf(capacity);
      facts = facts == null ? Map.of() : Map.copyOf(facts);
      runtimes = runtimes == null ? List.of() : List.copyOf(runtimes);
      takenPorts = takenPorts == null ? List.of() : List.copyOf(takenPorts);
    }
  }
}
