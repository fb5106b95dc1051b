package org.hansa.itests.archive;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one installation has left on this machine, seen from outside: by the marks that its
 * processes carry, and by its state folder.
 */
record Traces(Path state) {

  /**
   * A process that carries the installation's mark.
   *
   * @param uid the mark: it names the resource
   * @param parent the process that started it
   */
  record Marked(long pid, String uid, long parent) {}

  List<Marked> processes() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(p -> p.getFileName().toString().matches("[0-9]+"))
          .flatMap(p -> marked(p).stream())
          .toList();
    }
  }

  /** The main processes: those that were not started by another of the same resource. */
  Map<String, Set<Long>> mains() throws IOException {
    List<Marked> all = processes();
    Map<String, Set<Long>> mains = new TreeMap<>();
    for (Marked process : all) {
      boolean child =
          all.stream().anyMatch(p -> p.pid() == process.parent() && p.uid().equals(process.uid()));
      if (!child) {
        mains.computeIfAbsent(process.uid(), u -> new TreeSet<>()).add(process.pid());
      }
    }
    return mains;
  }

  /** The main process of a resource, if there is exactly one. */
  Optional<Long> main(String uid) throws IOException {
    return mains().entrySet().stream()
        .filter(e -> e.getKey().endsWith(":" + uid) && e.getValue().size() == 1)
        .map(e -> e.getValue().iterator().next())
        .findFirst();
  }

  Set<Integer> ports() throws IOException {
    Set<Integer> ports = new TreeSet<>();
    for (Marked process : processes()) {
      if (Files.exists(Path.of("/proc/" + process.pid() + "/fd"))) {
        Sockets.of(process.pid()).forEach(listener -> ports.add(listener.port()));
      }
    }
    return ports;
  }

  /** The folders of workloads, by the process driver. */
  List<Path> workloads() throws IOException {
    Path drivers = state.resolve("drivers/process");
    if (!Files.exists(drivers)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (Stream<Path> endpoints = Files.list(drivers)) {
      for (Path workloads : endpoints.map(e -> e.resolve("workloads")).toList()) {
        if (Files.exists(workloads)) {
          try (Stream<Path> each = Files.list(workloads)) {
            found.addAll(each.toList());
          }
        }
      }
    }
    return found;
  }

  /** The control groups that were made for workloads; to be asked while these stand. */
  Set<Path> groups() throws IOException {
    Set<Path> groups = new TreeSet<>();
    for (Path workload : workloads()) {
      Properties kept = new Properties();
      if (Files.exists(workload.resolve("groups"))) {
        try (Reader in = Files.newBufferedReader(workload.resolve("groups"))) {
          kept.load(in);
        }
      }
      groups.addAll(
          kept.values().stream().map(g -> Path.of(g.toString())).collect(Collectors.toSet()));
    }
    return groups;
  }

  private Optional<Marked> marked(Path process) {
    try {
      String environment =
          Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
      if (!environment.contains("HANSA_FOLDER=" + state + "/")) {
        return Optional.empty();
      }
      String uid =
          Stream.of(environment.split("\0"))
              .filter(e -> e.startsWith("HANSA_UID="))
              .map(e -> e.substring("HANSA_UID=".length()))
              .findFirst()
              .orElse("");
      String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return words[0].equals("Z")
          ? Optional.empty()
          : Optional.of(
              new Marked(
                  Long.parseLong(process.getFileName().toString()), uid, Long.parseLong(words[1])));
    } catch (IOException ended) {
      // Processes end while they are looked at.
      return Optional.empty();
    }
  }
}
