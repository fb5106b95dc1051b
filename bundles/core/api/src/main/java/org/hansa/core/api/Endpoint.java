package org.hansa.core.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A system that a driver talks to: an address with options and a reference to credentials. */
public final class Endpoint {

  public static final String KIND = "Endpoint";

  private Endpoint() {}

  /**
   * @param driver the driver's id
   * @param site the name of the site in the same tenant
   * @param options by the driver's own schema
   * @param secret the name of a Secret in the same tenant
   * @param version which version of the driver; the newest that is installed if not said
   */
  public record Spec(
      @About("The driver's id, for instance process") String driver,
      @About("The site in which it stands, of the same tenant") String site,
      @About("The driver's options, checked by the driver's schema")
          Optional<Map<String, JsonNode>> options,
      @About("A Secret of the same tenant that holds the credentials") Optional<String> secret,
      @About("Pins a version of the driver; without, it is the newest that is installed")
          Optional<String> version) {

    public Spec(
        String driver,
        String site,
        Optional<Map<String, JsonNode>> options,
        Optional<String> secret) {
      this(driver, site, options, secret, Optional.empty());
    }
  }

  /**
   * Written by the runtime.
   *
   * @param version of the driver
   * @param facets what it can do here
   * @param capabilities by name, as the driver declares them
   * @param simulated true if nothing real stands behind it
   * @param verifying the verification under way, on whatever node
   */
  public record Status(
      @About("The driver's version") Optional<String> version,
      @About("The facets it offers") List<String> facets,
      @About("What it can do") Map<String, String> capabilities,
      @About("True if nothing real stands behind it") Optional<Boolean> simulated,
      @About("The verification that is under way") Optional<Verifying> verifying) {

    public Status(
        Optional<String> version,
        List<String> facets,
        Map<String, String> capabilities,
        Optional<Boolean> simulated) {
      this(version, facets, capabilities, simulated, Optional.empty());
    }

    public Status {
      facets = facets == null ? List.of() : List.copyOf(facets);
      capabilities = capabilities == null ? Map.of() : Map.copyOf(capabilities);
    }
  }

  /**
   * A verification that is under way.
   *
   * @param by who asked for it
   * @param node on which it runs
   * @param until it counts as ended then, unless its node has said it anew
   */
  public record Verifying(
      @About("Who asked for it") String by,
      @About("The node on which it runs") String node,
      @About("When it began") Instant since,
      @About("When it counts as ended unless its node says more") Instant until) {}
}
