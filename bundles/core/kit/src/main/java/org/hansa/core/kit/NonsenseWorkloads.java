package org.hansa.core.kit;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.workload.ForwardSpec;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadSpec.Artifact;
import org.hansa.core.driver.workload.WorkloadSpec.Probe;

/** Workloads and forwards that cannot be. */
final class NonsenseWorkloads {

  private NonsenseWorkloads() {}

  static List<Nonsense.Spec<WorkloadSpec>> of(WorkloadSpec good) {
    return new Nonsense<>(good)
        .with("an unknown runtime", s -> run(s, Nonsense.NOBODY, s.artifacts(), s.command()))
        .with("an empty command", s -> run(s, s.runtime(), s.artifacts(), none(s)))
        .with("a runtime and an image that do not fit", NonsenseWorkloads::otherwise)
        .with("an image that is none", s -> imaged(s, Optional.of("Not an image")))
        .with("an artifact outside its folder", s -> laid(s, "../out.txt", Trial.ARTIFACT))
        .with("an artifact with an absolute path", s -> laid(s, "/out.txt", Trial.ARTIFACT))
        .with("a digest that is none", s -> laid(s, "in.txt", "sha256:xyz"))
        .with("port 0", s -> ports(s, Map.of("http", 0)))
        .with("port 70000", s -> ports(s, Map.of("http", 70_000)))
        .with("no cpu", s -> limits(s, Optional.of(BigDecimal.ZERO), s.memory(), s.grace()))
        .with("less than no memory", s -> limits(s, s.cpu(), Optional.of(-1L), s.grace()))
        .with(
            "a negative grace",
            s -> limits(s, s.cpu(), s.memory(), Optional.of(Duration.ofSeconds(-1))))
        .with("a probe of a port that is not there", NonsenseWorkloads::probed)
        .specs();
  }

  private static WorkloadSpec run(
      WorkloadSpec s, String runtime, List<Artifact> artifacts, List<String> command) {
    return new WorkloadSpec(
        s.name(),
        runtime,
        artifacts,
        command,
        s.env(),
        s.ports(),
        s.cpu(),
        s.memory(),
        s.ready(),
        s.grace(),
        s.image(),
        s.host());
  }

  /** No program: a container may be without a command, so its program is without a name. */
  private static List<String> none(WorkloadSpec s) {
    return s.image().isPresent() ? List.of("") : List.of();
  }

  private static WorkloadSpec otherwise(WorkloadSpec s) {
    return imaged(
        s, s.image().isPresent() ? Optional.empty() : Optional.of("registry.example/hansa:1"));
  }

  private static WorkloadSpec imaged(WorkloadSpec s, Optional<String> image) {
    return new WorkloadSpec(
        s.name(),
        s.runtime(),
        s.artifacts(),
        s.command(),
        s.env(),
        s.ports(),
        s.cpu(),
        s.memory(),
        s.ready(),
        s.grace(),
        image,
        s.host());
  }

  private static WorkloadSpec laid(WorkloadSpec s, String path, String digest) {
    return run(s, s.runtime(), List.of(new Artifact(path, digest, false)), s.command());
  }

  private static WorkloadSpec ports(WorkloadSpec s, Map<String, Integer> ports) {
    return new WorkloadSpec(
        s.name(),
        s.runtime(),
        s.artifacts(),
        s.command(),
        s.env(),
        ports,
        s.cpu(),
        s.memory(),
        Optional.empty(),
        s.grace(),
        s.image(),
        s.host());
  }

  private static WorkloadSpec limits(
      WorkloadSpec s, Optional<BigDecimal> cpu, Optional<Long> memory, Optional<Duration> grace) {
    return new WorkloadSpec(
        s.name(),
        s.runtime(),
        s.artifacts(),
        s.command(),
        s.env(),
        s.ports(),
        cpu,
        memory,
        s.ready(),
        grace,
        s.image(),
        s.host());
  }

  private static WorkloadSpec probed(WorkloadSpec s) {
    return new WorkloadSpec(
        s.name(),
        s.runtime(),
        s.artifacts(),
        s.command(),
        s.env(),
        s.ports(),
        s.cpu(),
        s.memory(),
        Optional.of(new Probe(Nonsense.NOBODY, Optional.empty())),
        s.grace(),
        s.image(),
        s.host());
  }

  static List<Nonsense.Spec<ForwardSpec>> of(ForwardSpec good) {
    return new Nonsense<>(good)
        .with("port 0", s -> new ForwardSpec(0, s.targets()))
        .with("port 70000", s -> new ForwardSpec(70_000, s.targets()))
        .with("a target without a port", s -> new ForwardSpec(s.port(), List.of("127.0.0.1")))
        .with("a target at port 0", s -> new ForwardSpec(s.port(), List.of("127.0.0.1:0")))
        .with("a target at no port", s -> new ForwardSpec(s.port(), List.of("127.0.0.1:http")))
        .specs();
  }
}
