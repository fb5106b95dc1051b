package org.hansa.drivers.hansa;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.workload.WorkloadSpec;

/**
 * A workload as an application of one component and one replica: what the partner is sent, and what
 * it says back, by which it is seen whether it still wants what we do.
 *
 * @param description the name that the workload has here
 */
record Order(Optional<String> description, Optional<List<Part>> components) {

  static final List<String> RUNTIMES = List.of("process", WorkloadSpec.CONTAINER);

  private static final Pattern PORT = Pattern.compile("[a-z][-a-z0-9]{0,14}");
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_][-A-Za-z0-9_./]{0,200}");
  private static final Pattern BYTES = Pattern.compile("[0-9]{1,15}");
  private static final int MOST = 1_000;
  private static final int MOST_FILES = 100;
  private static final int MOST_WORDS = 100;
  private static final int MOST_PORTS = 20;
  private static final int LONGEST_REQUEST = 201;
  private static final Duration LONGEST_GRACE = Duration.ofHours(1);
  private static final BigDecimal MOST_CORES = BigDecimal.valueOf(10_000);

  /** The component. */
  record Part(
      String name,
      String runtime,
      Optional<String> image,
      Optional<List<File>> artifacts,
      Optional<List<String>> command,
      Optional<Map<String, String>> env,
      Optional<Integer> replicas,
      Optional<Needs> requires,
      Optional<List<Port>> ports,
      Optional<Probe> ready,
      Optional<Integer> graceSeconds) {}

  record File(String path, String digest, Optional<Boolean> executable) {}

  record Needs(
      Optional<BigDecimal> cpu,
      Optional<String> memory,
      Optional<List<String>> hosts,
      Optional<Boolean> simulated) {}

  record Port(String name, Optional<Integer> number) {}

  record Probe(String port, Optional<String> path) {}

  /**
   * As it will be seen to run there: of a time that it has to end by itself, whole seconds.
   *
   * @throws DriverException INVALID for what no partner can be asked for
   */
  static WorkloadSpec normal(WorkloadSpec spec) {
    spec.checked(RUNTIMES);
    few("artifacts", spec.artifacts().size(), MOST_FILES);
    few("words of the command", spec.command().size(), MOST_WORDS);
    few("ports", spec.ports().size(), MOST_PORTS);
    spec.artifacts().forEach(file -> fit("the artifact", PATH, file.path()));
    spec.ports().keySet().forEach(port -> fit("the port", PORT, port));
    spec.memory().ifPresent(bytes -> fit("the memory", BYTES, bytes.toString()));
    DriverException.require(
        spec.cpu().filter(cores -> cores.compareTo(MOST_CORES) > 0).isEmpty(),
        "the cpu " + spec.cpu().orElse(BigDecimal.ZERO) + " must be at most " + MOST_CORES);
    DriverException.require(
        spec.ready().flatMap(WorkloadSpec.Probe::path).map(String::length).orElse(0)
            <= LONGEST_REQUEST,
        "the probe's path must have at most " + LONGEST_REQUEST + " characters");
    DriverException.require(
        spec.grace().filter(grace -> grace.compareTo(LONGEST_GRACE) > 0).isEmpty(),
        "grace is " + spec.grace().orElse(Duration.ZERO) + "; a partner gives an hour at most");
    return new WorkloadSpec(
        spec.name(),
        spec.runtime(),
        spec.artifacts(),
        spec.command(),
        spec.env(),
        spec.ports(),
        spec.cpu(),
        spec.memory(),
        spec.ready(),
        spec.grace().map(grace -> Duration.ofSeconds(grace.plusNanos(999_999_999).toSeconds())),
        spec.image(),
        spec.host());
  }

  private static void few(String what, int number, int most) {
    DriverException.require(
        number <= most, "there are " + number + " " + what + "; a partner takes " + most);
  }

  private static void fit(String what, Pattern pattern, String value) {
    DriverException.require(
        pattern.matcher(value).matches(),
        what + " '" + value + "' is not what a partner takes: " + pattern);
  }

  /**
   * @param spec a {@link #normal} one
   */
  static Order of(WorkloadSpec spec) {
    List<File> files =
        spec.artifacts().stream()
            .map(file -> new File(file.path(), file.digest(), Optional.of(file.executable())))
            .toList();
    Needs needs =
        new Needs(
            spec.cpu(),
            spec.memory().map(String::valueOf),
            spec.host().map(List::of),
            // Where it runs is decided here, so it is known here what it stands on.
            Optional.of(true));
    Part part =
        new Part(
            Names.COMPONENT,
            spec.runtime(),
            spec.image(),
            Optional.of(files),
            Optional.of(spec.command()),
            Optional.of(new TreeMap<>(spec.env())),
            Optional.of(1),
            Optional.of(needs),
            Optional.of(
                new TreeMap<>(spec.ports())
                    .entrySet().stream()
                        .map(port -> new Port(port.getKey(), Optional.of(port.getValue())))
                        .toList()),
            spec.ready().map(probe -> new Probe(probe.port(), probe.path())),
            spec.grace().map(grace -> (int) grace.toSeconds()));
    return new Order(Optional.of(spec.name()), Optional.of(List.of(part)));
  }

  /** The workload that it is the order of; empty if somebody has made it one of something else. */
  Optional<WorkloadSpec> wanted() {
    List<Part> parts = Bounds.list("components", components, MOST);
    if (parts.size() != 1) {
      return Optional.empty();
    }
    Part part = parts.get(0);
    Needs needs =
        part.requires()
            .orElse(
                new Needs(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    List<String> hosts = Bounds.list("hosts", needs.hosts(), MOST);
    List<Port> ports = Bounds.list("ports", part.ports(), MOST);
    boolean plain =
        part.name().equals(Names.COMPONENT)
            && part.replicas().orElse(1) == 1
            && hosts.size() < 2
            && needs.memory().stream().allMatch(bytes -> BYTES.matcher(bytes).matches())
            && ports.stream().allMatch(port -> port.number().isPresent())
            && ports.stream().map(Port::name).distinct().count() == ports.size();
    return plain ? Optional.of(spec(part, needs, ports)) : Optional.empty();
  }

  private WorkloadSpec spec(Part part, Needs needs, List<Port> ports) {
    return new WorkloadSpec(
        description.orElse(""),
        part.runtime(),
        Bounds.list("artifacts", part.artifacts(), MOST).stream()
            .map(
                file ->
                    new WorkloadSpec.Artifact(
                        file.path(), file.digest(), file.executable().orElse(false)))
            .toList(),
        Bounds.list("words", part.command(), MOST),
        Bounds.map("variables", part.env(), MOST),
        ports.stream().collect(Collectors.toMap(Port::name, port -> port.number().orElse(0))),
        needs.cpu().map(cores -> Bounds.amount("a cpu", cores)),
        needs.memory().map(Long::valueOf),
        part.ready().map(probe -> new WorkloadSpec.Probe(probe.port(), probe.path())),
        part.graceSeconds().map(Duration::ofSeconds),
        part.image(),
        Bounds.list("hosts", needs.hosts(), MOST).stream().findFirst());
  }
}
