package org.hansa.drivers.process;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hansa.core.driver.workload.WorkloadSpec;

/**
 * What must be known of the spec that was last applied, also after a restart of ours.
 *
 * @param probe the port to be asked, and the path if it is asked by HTTP
 * @param files the artifacts that were laid
 */
record Applied(
    String digest,
    Duration grace,
    List<Integer> ports,
    Optional<Probe> probe,
    Optional<BigDecimal> cpu,
    Optional<Long> memory,
    List<String> files) {

  static final Duration GRACE = Duration.ofSeconds(10);

  /** Before anything was applied, or if the note of it was lost. */
  static final Applied NONE =
      new Applied(
          "", GRACE, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  record Probe(int port, Optional<String> path) {}

  static Applied of(WorkloadSpec spec) {
    return new Applied(
        spec.digest(),
        spec.grace().orElse(GRACE),
        spec.ports().values().stream().sorted().toList(),
        spec.ready().map(p -> new Probe(spec.ports().get(p.port()), p.path())),
        spec.cpu(),
        spec.memory(),
        spec.artifacts().stream().map(WorkloadSpec.Artifact::path).toList());
  }

  Map<String, String> kept() {
    Map<String, String> map = new TreeMap<>();
    map.put("digest", digest);
    map.put("grace", grace.toString());
    map.put("ports", String.join(",", ports.stream().map(String::valueOf).toList()));
    probe.ifPresent(
        p -> {
          map.put("probe.port", Integer.toString(p.port()));
          p.path().ifPresent(path -> map.put("probe.path", path));
        });
    cpu.ifPresent(c -> map.put("cpu", c.toPlainString()));
    memory.ifPresent(m -> map.put("memory", m.toString()));
    map.put("files", String.join("\n", files));
    return map;
  }

  static Applied of(Map<String, String> kept) {
    return new Applied(
        kept.get("digest"),
        Duration.parse(kept.get("grace")),
        words(kept.get("ports"), ",").map(Integer::valueOf).toList(),
        Optional.ofNullable(kept.get("probe.port"))
            .map(p -> new Probe(Integer.parseInt(p), Optional.ofNullable(kept.get("probe.path")))),
        Optional.ofNullable(kept.get("cpu")).map(BigDecimal::new),
        Optional.ofNullable(kept.get("memory")).map(Long::valueOf),
        words(kept.get("files"), "\n").toList());
  }

  private static Stream<String> words(String text, String separator) {
    return Stream.of(text.split(separator, -1)).filter(w -> !w.isEmpty());
  }
}
