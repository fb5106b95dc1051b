package org.hansa.itests.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What runs of workloads on machines, by the marks of processes, which this machine sees in all of
 * them: looked at now, and again and again until it is closed, so that what runs twice for a moment
 * is seen too.
 */
final class Runs implements AutoCloseable {

  private static final Pattern FOLDER = Pattern.compile("HANSA_FOLDER=([^\0]*)\0");
  private static final Pattern MARK = Pattern.compile("HANSA_UID=([^\0]*)\0");
  private static final Pattern RUN = Pattern.compile("HANSA_RUN=([^\0]*)\0");
  private static final long EVERY_MILLIS = 100;

  /**
   * One start of a workload: all that came of it says so.
   *
   * @param uid of the resource
   * @param run another for each start
   */
  record Run(String machine, String uid, String run) {}

  private record Marked(long pid, Run run) {}

  private final Map<String, Path> states;
  private final ScheduledThreadPoolExecutor looking = new ScheduledThreadPoolExecutor(1);
  private final Set<Run> seen = ConcurrentHashMap.newKeySet();
  private final Set<String> twice = ConcurrentHashMap.newKeySet();

  /**
   * @param states by machine, where its state lies
   */
  Runs(Map<String, Path> states) {
    this.states = Map.copyOf(states);
    var unused = looking.scheduleWithFixedDelay(this::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** What runs now, by the uid of its resource. */
  Map<String, Set<Run>> now() {
    return byUid(marked());
  }

  /** All that ever ran. */
  Set<Run> seen() {
    return Set.copyOf(seen);
  }

  /** Resources of which two ran at the same time, and what they were. */
  Set<String> twice() {
    return new TreeSet<>(twice);
  }

  /** What was there before and after all was looked at was there together. */
  private void look() {
    List<Marked> all = marked();
    all.forEach(m -> seen.add(m.run()));
    Map<String, Set<Run>> runs = byUid(all);
    runs.values().removeIf(of -> of.size() < 2);
    runs.forEach(
        (uid, of) -> {
          Set<Run> still =
              all.stream()
                  .filter(m -> of.contains(m.run()))
                  .filter(m -> marked(Path.of("/proc/" + m.pid())).equals(Optional.of(m)))
                  .map(Marked::run)
                  .collect(Collectors.toSet());
          if (still.size() > 1) {
            twice.add(still.toString());
          }
        });
  }

  private static Map<String, Set<Run>> byUid(List<Marked> all) {
    Map<String, Set<Run>> runs = new TreeMap<>();
    all.forEach(m -> runs.computeIfAbsent(m.run().uid(), uid -> new HashSet<>()).add(m.run()));
    return runs;
  }

  private List<Marked> marked() {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(p -> p.getFileName().toString().matches("[0-9]+"))
          .flatMap(p -> marked(p).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty also for what ends meanwhile. */
  private Optional<Marked> marked(Path process) {
    try {
      String environment =
          Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
      String folder = first(FOLDER, environment);
      String mark = first(MARK, environment);
      return states.entrySet().stream()
          .filter(e -> folder.startsWith(e.getValue() + "/"))
          .map(
              e ->
                  new Marked(
                      Long.parseLong(process.getFileName().toString()),
                      new Run(
                          e.getKey(),
                          mark.substring(mark.lastIndexOf(':') + 1),
                          first(RUN, environment))))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String first(Pattern pattern, String environment) {
    Matcher matcher = pattern.matcher(environment);
    return matcher.find() ? matcher.group(1) : "";
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}
