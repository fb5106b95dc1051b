package org.hansa.core.driver.workload;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.DriverException;

/**
 * A workload as it is to run. Any can be made; whether it can run is said by {@code checked}, which
 * a facet does before anything else.
 *
 * @param name for people: names of processes and folders may show it
 * @param runtime one of the host's runtimes
 * @param artifacts laid into the working folder before the start
 * @param command program and arguments; {@code ${NAME}} stands for a variable of {@code env}; where
 *     there is an image it may be empty: what the image says is run
 * @param env the whole environment besides what the host needs
 * @param ports by name: the port that the workload must listen on; also in the environment, as
 *     {@code PORT_} and the name in capitals with {@code _} for {@code -} and {@code .}
 * @param cpu cores it may use
 * @param memory bytes it may use
 * @param ready how to tell that it answers; without, running is ready
 * @param grace how long it has to end by itself when it is stopped; a day at most
 * @param image of a container, as OCI registries name it; with the runtime {@code container}, and
 *     with no other
 * @param host the name of the host that it is to run on; said only where the endpoint has places of
 *     its own, and without, any will do
 */
public record WorkloadSpec(
    String name,
    String runtime,
    List<Artifact> artifacts,
    List<String> command,
    Map<String, String> env,
    Map<String, Integer> ports,
    Optional<BigDecimal> cpu,
    Optional<Long> memory,
    Optional<Probe> ready,
    Optional<Duration> grace,
    Optional<String> image,
    Optional<String> host) {

  /** The runtime that has an image. */
  public static final String CONTAINER = "container";

  public WorkloadSpec {
    artifacts = artifacts == null ? List.of() : List.copyOf(artifacts);
    command = command == null ? List.of() : List.copyOf(command);
    env = env == null ? Map.of() : Map.copyOf(env);
    ports = ports == null ? Map.of() : Map.copyOf(ports);
    image = image == null ? Optional.empty() : image;
    host = host == null ? Optional.empty() : host;
  }

  /** One without an image, that runs on whatever host the endpoint has. */
  public WorkloadSpec(
      String name,
      String runtime,
      List<Artifact> artifacts,
      List<String> command,
      Map<String, String> env,
      Map<String, Integer> ports,
      Optional<BigDecimal> cpu,
      Optional<Long> memory,
      Optional<Probe> ready,
      Optional<Duration> grace) {
    this(
        name,
        runtime,
        artifacts,
        command,
        env,
        ports,
        cpu,
        memory,
        ready,
        grace,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * This one; what no host can run is refused, with the value, the rule and what to do. What only
   * the host can tell is left to its driver.
   *
   * @throws DriverException INVALID
   */
  public WorkloadSpec checked() {
    WorkloadBounds.check(this);
    return this;
  }

  /**
   * As {@code checked}, for a host that has these runtimes and no other.
   *
   * @throws DriverException INVALID
   */
  public WorkloadSpec checked(Collection<String> runtimes) {
    if (!runtimes.contains(runtime)) {
      throw DriverException.invalid(
          "the runtime '" + runtime + "' is not there; use one of " + runtimes);
    }
    return checked();
  }

  /**
   * Refuses a variable that no workload can have; options may name some for all.
   *
   * @throws DriverException INVALID
   */
  public static void checkVariable(String name, String value) {
    WorkloadBounds.checkVariable(name, value);
  }

  /** The name of the variable that says a port. */
  public static String portVariable(String port) {
    return WorkloadBounds.portVariable(port);
  }

  /**
   * For {@link WorkloadState#digest}: equal for equal specs whatever the order of maps, on every
   * machine and in every version.
   *
   * @return {@code sha256:} and 64 hexadecimal digits
   */
  public String digest() {
    return WorkloadDigest.of(this);
  }

  /**
   * A file.
   *
   * @param path relative, inside the working folder
   * @param digest {@code sha256:} and 64 hexadecimal digits
   * @param executable true if it is to be run
   */
  public record Artifact(String path, String digest, boolean executable) {}

  /**
   * Ready when a port accepts a connection, or, with a path, when HTTP GET answers 200 to 399.
   *
   * @param port the name of one of the ports
   */
  public record Probe(String port, Optional<String> path) {}
}
