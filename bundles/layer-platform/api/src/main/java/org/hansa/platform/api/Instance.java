package org.hansa.platform.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.About;
import org.hansa.core.driver.workload.WorkloadSpec;

/** One replica, running at one place. Owned by the Reservation that holds its place. */
public final class Instance {

  public static final String KIND = "Instance";

  /** The phase of one that was to run once, and has. */
  public static final String ENDED = "Ended";

  private Instance() {}

  /** Written by the Workload Deployment Manager. */
  public record Spec(
      @About("The application, of the same tenant") String application,
      @About("The component") String component,
      @About("The endpoint, as Kind/tenant/name") String endpoint,
      @About("The host, as Kind/tenant/name") String host,
      @About("The site") String site,
      @About("What the driver is to run") WorkloadSpec workload,
      @About("True if it is not started again once it has ended with exit code 0")
          Optional<Boolean> once) {

    public Spec {
      once = once == null ? Optional.empty() : once;
    }

    /** One that is started again whenever it has ended. */
    public Spec(
        String application,
        String component,
        String endpoint,
        String host,
        String site,
        WorkloadSpec workload) {
      this(application, component, endpoint, host, site, workload, Optional.empty());
    }
  }

  /**
   * What is known of it.
   *
   * @param phase Waiting, Starting, Running, Restarting, Stopping; {@link #ENDED}, for good
   * @param id as the host knows it
   * @param restarts times it was started again after it had ended
   * @param lastExit when it was last seen ended
   * @param limits whether limits are enforced, by name
   */
  public record Status(
      @About("Waiting, Starting, Running, Restarting, Stopping or Ended") String phase,
      @About("As the host knows it") Optional<String> id,
      @About("Since when it runs") Optional<Instant> started,
      @About("Times it was started again") int restarts,
      @About("When it was last seen ended") Optional<Instant> lastExit,
      @About("Whether limits are enforced") Map<String, String> limits) {

    public Status {
      limits = limits == null ? Map.of() : Map.copyOf(limits);
    }
  }
}
