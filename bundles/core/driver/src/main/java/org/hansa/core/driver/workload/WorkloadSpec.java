package org.hansa.core.driver.workload;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A workload as it is to run.
 *
 * @param name for people: names of processes and folders may show it
 * @param runtime one of the host's runtimes
 * @param artifacts laid into the working folder before the start
 * @param command program and arguments; {@code ${NAME}} stands for a variable of {@code env}
 * @param env the whole environment besides what the host needs
 * @param ports by name: the port that the workload must listen on; also in the environment as
 *     {@code PORT_<NAME>}
 * @param cpu cores it may use
 * @param memory bytes it may use
 * @param ready how to tell that it answers; without, running is ready
 * @param grace how long it has to end by itself when it is stopped
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
    Optional<Duration> grace) {

  public WorkloadSpec {
    artifacts = artifacts == null ? List.of() : List.copyOf(artifacts);
    command = command == null ? List.of() : List.copyOf(command);
    env = env == null ? Map.of() : Map.copyOf(env);
    ports = ports == null ? Map.of() : Map.copyOf(ports);
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
