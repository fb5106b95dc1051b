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

  /**
   * The phase of one that was to run once, has ended or is gone, and nobody knows how; and the
   * reason of its condition Ready. Started again only when somebody says so.
   */
  public static final String EXIT_UNKNOWN = "ExitUnknown";

  private Instance() {}

  /** Written by the Workload Deployment Manager. */
  public record Spec(
      @About("The application, of the same tenant") String application,
      @About("The component") String component,
      @About("The endpoint, as Kind/tenant/name") String endpoint,
      @About("The host, as Kind/tenant/name") String host,
      @About("The site") String site,
      @About("What the driver is to run") WorkloadSpec workload,
      @About(
              "True if it is not started again once it has ended with exit code 0, nor by itself where"
                  + " that code is not known")
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
   * @param phase Waiting, Starting, Running, Restarting, Stopping; {@link #ENDED}, for good; {@link
   *     #EXIT_UNKNOWN}, until it is retried
   * @param id as the host knows it
   * @param restarts times it was started again after it had ended
   * @param lastExit when it was last seen ended
   * @param limits whether limits are enforced, by name
   * @param once what was last seen of one that is to run once
   */
  public record Status(
      @About("Waiting, Starting, Running, Restarting, Stopping, Ended or ExitUnknown") String phase,
      @About("As the host knows it") Optional<String> id,
      @About("Since when it runs") Optional<Instant> started,
      @About("Times it was started again") int restarts,
      @About("When it was last seen ended") Optional<Instant> lastExit,
      @About("Whether limits are enforced") Map<String, String> limits,
      @About("What was last seen of one that is to run once") Optional<Once> once) {

    public Status {
      limits = limits == null ? Map.of() : Map.copyOf(limits);
      once = once == null ? Optional.empty() : once;
    }

    /** Of one that is started again whenever it has ended. */
    public Status(
        String phase,
        Optional<String> id,
        Optional<Instant> started,
        int restarts,
        Optional<Instant> lastExit,
        Map<String, String> limits) {
      this(phase, id, started, restarts, lastExit, limits, Optional.empty());
    }
  }

  /**
   * Which spec has run, or runs, of one that is to run once: what is asked for anew runs anew.
   *
   * @param asked a digest of what was asked for, wherever that was to run
   * @param spec a digest of the whole spec
   * @param generation of the Instance: it grows, and the spec stays, when somebody has it retried
   */
  public record Once(
      @About("A digest of what was asked for, wherever that was to run") String asked,
      @About("A digest of the whole spec") String spec,
      @About("The generation of the Instance") long generation) {}
}
