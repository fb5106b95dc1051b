package org.hansa.drivers.sshhost;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.driver.Deadline;
import org.hansa.core.ssh.Question;

/**
 * Whether a workload answers. That it listens the script sees; by HTTP it is asked from here,
 * through the connection, since the other machine need have nothing that could; all side by side.
 */
final class Probes {

  private static final Duration LONGEST = Duration.ofSeconds(1);

  /** "HTTP/1.1 200": all that must be read. */
  private static final int HEAD = 12;

  private static final String WELL = "HTTP/1\\.[01] [23][0-9][0-9]";
  private static final String REQUEST =
      "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUser-Agent: hansa\r\nConnection: close\r\n\r\n";

  private final Remote remote;

  Probes(Remote remote) {
    this.remote = remote;
  }

  /** What of a reply it is that answers. */
  Set<String> answering(List<Reply> workloads, Deadline deadline) {
    Map<Question, String> probes = new LinkedHashMap<>();
    for (Reply one : workloads) {
      Optional<String> probe = one.one("probe").filter(p -> p.contains(" "));
      if (probe.isPresent() && one.one("listens").isPresent()) {
        String[] words = probe.get().split(" ", 2);
        int port = Integer.parseInt(words[0]);
        probes.put(new Question(port, REQUEST.formatted(words[1], port)), probe.get());
      }
    }
    if (probes.isEmpty()) {
      return Set.of();
    }
    Set<String> answering = new HashSet<>();
    remote
        .ssh()
        .ask(probes.keySet(), HEAD, LONGEST, deadline)
        .forEach(
            (question, answer) -> {
              if (new String(answer, StandardCharsets.US_ASCII).matches(WELL)) {
                answering.add(probes.get(question));
              }
            });
    return answering;
  }

  /** Whether one is ready, by what was found answering. */
  static boolean ready(Reply one, Set<String> answering) {
    Optional<String> probe = one.one("probe");
    return probe.isEmpty()
        || (one.one("listens").isPresent()
            && probe.filter(p -> !p.contains(" ") || answering.contains(p)).isPresent());
  }
}
