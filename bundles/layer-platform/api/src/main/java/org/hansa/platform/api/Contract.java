package org.hansa.platform.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.About;

/**
 * What a guest may have of the sites of the tenant it stands in: which, how much of each, and by
 * which ports. It says what and how much; that it may at all, a Grant says, and without one it is
 * not in force.
 */
public final class Contract {

  public static final String KIND = "Contract";

  private Contract() {}

  /**
   * Written by who has the sites.
   *
   * @param guest a tenant below this one that is marked as a guest
   * @param ports on each host of those sites
   */
  public record Spec(
      @About(
              value = "The tenant whose it is, below this one and marked as a guest",
              pattern = "[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?")
          String guest,
      @About(value = "Sites of this tenant that the guest may use", most = 200) List<Share> sites,
      @About("The ports that the guest may have on the hosts there") Range ports,
      @About("True if nothing new may be placed; what runs goes on") Optional<Boolean> draining,
      @About("When it is over; without, it stands until it is deleted") Optional<Instant> until,
      @About(value = "What else was agreed", most = 500) Optional<String> terms,
      @About(
              "True if the guest's programs may also run where they have the rights of Hansa's own"
                  + " process: they can then read its keys and do what it can")
          Optional<Boolean> trusted) {

    public Spec {
      trusted = trusted == null ? Optional.empty() : trusted;
      sites = sites == null ? List.of() : List.copyOf(sites);
    }

    /** False of a host where the guest's programs would have the rights of Hansa's own process. */
    public boolean fits(Host.Status host) {
      return trusted.orElse(false) || !host.isHansas();
    }

    /** What is shared of a site; empty if that is not. */
    public Optional<Share> of(String site) {
      return sites.stream().filter(s -> s.site().equals(site)).findFirst();
    }
  }

  /**
   * A site, and the most that the guest may have of it, over all its hosts and with all tenants
   * below the guest.
   */
  public record Share(
      @About(
              value = "The site, of the same tenant",
              pattern = "[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?")
          String site,
      @About(value = "The most cores; without, what is free", min = "0", max = "1000000")
          Optional<BigDecimal> cpu,
      @About(
              value = "The most memory, for instance 64Gi; without, what is free",
              pattern = Quantity.PATTERN)
          Optional<String> memory) {}

  /** Numbers of ports, both included. */
  public record Range(
      @About(value = "The first", min = "1", max = "65535") int first,
      @About(value = "The last", min = "1", max = "65535") int last) {

    public boolean has(int port) {
      return port >= first && port <= last;
    }
  }

  /**
   * Written by the Cloud Edge Federation; what stands in the way is in the condition Ready.
   *
   * @param inForce true if the guest may use what it says
   */
  public record Status(
      @About("True if the guest may use what it says") boolean inForce,
      @About("Where the guest reads what it is offered, as Kind/tenant/name")
          Optional<String> offer) {}
}
