package org.hansa.drivers.sshhost;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.workload.HostFacet;
import org.hansa.core.driver.workload.HostState;

/** The other machine, by figures that stand still while nothing changes. */
final class RemoteHost implements HostFacet {

  private static final String LOOPBACK = "127.0.0.1";
  private static final long GIBI = 1L << 30;

  private final Remote remote;
  private final SshHostOptions options;

  RemoteHost(Remote remote, SshHostOptions options) {
    this.remote = remote;
    this.options = options;
  }

  private Reply reply(Deadline deadline) {
    return remote.ask(
        deadline, "host", Integer.toString(options.first()), Integer.toString(options.last()));
  }

  @Override
  public List<HostState> all(Deadline deadline) {
    Reply reply = reply(deadline);
    Set<Integer> taken = ports(reply, "taken");
    taken.removeAll(ports(reply, "ours"));
    return List.of(
        new HostState(
            name(reply),
            capacity(reply),
            facts(reply),
            Specs.RUNTIMES,
            LOOPBACK,
            options.first(),
            options.last(),
            List.copyOf(taken),
            Optional.of(options.outside())));
  }

  /** Ports of the range that nobody uses and nobody is to use. */
  List<Integer> free(int count, Deadline deadline) {
    Reply reply = reply(deadline);
    Set<Integer> used = ports(reply, "taken");
    used.addAll(ports(reply, "ours"));
    List<Integer> free =
        IntStream.rangeClosed(options.first(), options.last())
            .filter(port -> !used.contains(port))
            .limit(count)
            .boxed()
            .toList();
    if (free.size() < count) {
      throw new DriverException(
          Reason.EXHAUSTED, "fewer than " + count + " ports of the range are free");
    }
    return free;
  }

  private static Set<Integer> ports(Reply reply, String word) {
    Set<Integer> ports = new TreeSet<>();
    reply.all(word).forEach(port -> ports.add(Integer.valueOf(port)));
    return ports;
  }

  private static String name(Reply reply) {
    String plain =
        reply
            .one("name")
            .orElse("")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    return plain.isEmpty() ? "localhost" : plain;
  }

  private Map<String, BigDecimal> capacity(Reply reply) {
    Map<String, BigDecimal> capacity = new TreeMap<>();
    capacity.put("cpu", number(reply, "cpu").subtract(options.cpuReserve()).max(BigDecimal.ZERO));
    capacity.put(
        "memory",
        number(reply, "memory")
            .subtract(BigDecimal.valueOf(options.memoryReserveMi() << 20))
            .max(BigDecimal.ZERO));
    capacity.put("storage", BigDecimal.valueOf(number(reply, "storage").longValue() / GIBI * GIBI));
    return capacity;
  }

  private BigDecimal number(Reply reply, String word) {
    return reply
        .one(word)
        .filter(v -> v.matches("[0-9]{1,18}"))
        .map(BigDecimal::new)
        .orElseThrow(() -> Fault.internal(remote.where() + " does not say its " + word));
  }

  private static Map<String, String> facts(Reply reply) {
    Map<String, String> facts = new TreeMap<>();
    reply.one("arch").ifPresent(arch -> facts.put("arch", arch.equals("x86_64") ? "amd64" : arch));
    facts.put("os", "linux");
    for (String word : List.of("kernel", "java", "model")) {
      reply.one(word).ifPresent(value -> facts.put(word, value));
    }
    // The same hash that a driver on that machine itself says.
    reply
        .one("machine")
        .ifPresent(
            id ->
                facts.put(
                    "machine",
                    Specs.sha256(("hansa machine " + id).getBytes(StandardCharsets.UTF_8))
                        .substring(0, 32)));
    return facts;
  }
}
