package org.hansa.orchestration.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.About;
import org.hansa.platform.api.Component;
import org.hansa.platform.api.Objective;

/** An application: components, links between them, requirements and policies. */
public final class Application {

  public static final String KIND = "Application";

  private Application() {}

  /** What its owner wants. */
  public record Spec(
      @About("What it is for, one sentence") Optional<String> description,
      @About(value = "Its components", most = 100) List<Component> components,
      @About("Bounds on cost and carbon, what is best, and its priority")
          Optional<Policies> policies) {

    public Spec {
      components = components == null ? List.of() : List.copyOf(components);
    }
  }

  /**
   * Bounds for the whole application, a place that breaks them is refused; which is the best of
   * those that fit; and who comes first where not all fit.
   */
  public record Policies(
      @About(value = "The most it may cost by the hour, in the currency of the site", min = "0")
          Optional<BigDecimal> maxPricePerHour,
      @About(value = "The most gCO2e it may cause by the hour", min = "0")
          Optional<BigDecimal> maxGramsPerHour,
      @About("Which of the places that fit is the best; without, as its tenant says")
          Optional<Objective> objective,
      @About(
              value =
                  "Of its tenant's applications that have no place the higher number comes first;"
                      + " 0 if not said; it moves nothing that has one",
              min = "0",
              max = "1000")
          Optional<Integer> priority,
      @About(
              value =
                  "The least share of the time, by what its sites say of themselves, that each of"
                      + " its components has a replica at a site that is up; for instance 0.999",
              min = "0",
              max = "1")
          Optional<BigDecimal> minAvailability,
      @About(
              value =
                  "The PlacementPolicy that says which place is the best, of the nearest tenant that"
                      + " has one of this name; the one called default if nothing is said",
              most = 253)
          Optional<String> policy,
      @About(value = "How long a request may be on its way through several components", most = 20)
          List<Chain> chains) {

    public Policies {
      chains = chains == null ? List.of() : List.copyOf(chains);
      policy = policy == null ? Optional.empty() : policy;
      minAvailability = minAvailability == null ? Optional.empty() : minAvailability;
      objective = objective == null ? Optional.empty() : objective;
      priority = priority == null ? Optional.empty() : priority;
    }

    /** As before it could bound the way through several components. */
    public Policies(
        Optional<BigDecimal> maxPricePerHour,
        Optional<BigDecimal> maxGramsPerHour,
        Optional<Objective> objective,
        Optional<Integer> priority,
        Optional<BigDecimal> minAvailability,
        Optional<String> policy) {
      this(
          maxPricePerHour,
          maxGramsPerHour,
          objective,
          priority,
          minAvailability,
          policy,
          List.of());
    }

    /** As before it could be bounded how much it may be away. */
    public Policies(
        Optional<BigDecimal> maxPricePerHour,
        Optional<BigDecimal> maxGramsPerHour,
        Optional<Objective> objective,
        Optional<Integer> priority) {
      this(
          maxPricePerHour,
          maxGramsPerHour,
          objective,
          priority,
          Optional.empty(),
          Optional.empty());
    }

    /** As before it could say who comes first. */
    public Policies(
        Optional<BigDecimal> maxPricePerHour,
        Optional<BigDecimal> maxGramsPerHour,
        Optional<Objective> objective) {
      this(maxPricePerHour, maxGramsPerHour, objective, Optional.empty());
    }

    /** As before it could say what is best. */
    public Policies(Optional<BigDecimal> maxPricePerHour, Optional<BigDecimal> maxGramsPerHour) {
      this(maxPricePerHour, maxGramsPerHour, Optional.empty(), Optional.empty());
    }
  }

  /** A bound on the sum of the round trips between each component and the next. */
  public record Chain(
      @About(value = "Components in the order in which a request comes to them, 2 to 10", most = 10)
          List<String> through,
      @About(
              value = "The most milliseconds in all, whichever replicas it comes to",
              min = "0",
              max = "100000")
          BigDecimal maxMillis) {

    public Chain {
      through = through == null ? List.of() : List.copyOf(through);
    }
  }

  /**
   * Where it stands. The orchestrator writes it, but for {@code availability}.
   *
   * @param components ready and wanted, as {@code 2/3}, by component
   * @param addresses by {@code component/port}: where the exposed ports answer, wherever they run
   * @param generation of the application that this and the condition Ready speak of
   */
  public record Status(
      @About("Ready and wanted, by component") Map<String, String> components,
      @About("Stable addresses of exposed ports") Map<String, String> addresses,
      @About("The generation that this speaks of") Optional<Long> generation,
      @About(
              "The share of the time that each component has a replica at a site that is up, by what"
                  + " the sites say; the Multi-Cloud Orchestrator writes it")
          Optional<BigDecimal> availability) {

    /** As before it said how much it may be away. */
    public Status(
        Map<String, String> components, Map<String, String> addresses, Optional<Long> generation) {
      this(components, addresses, generation, Optional.empty());
    }

    public Status(Map<String, String> components, Map<String, String> addresses) {
      this(components, addresses, Optional.empty());
    }

    public Status {
      availability = availability == null ? Optional.empty() : availability;
      components = components == null ? Map.of() : Map.copyOf(components);
      addresses = addresses == null ? Map.of() : Map.copyOf(addresses);
    }
  }
}
