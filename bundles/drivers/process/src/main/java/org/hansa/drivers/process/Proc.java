package org.hansa.drivers.process;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Reads {@code /proc}: what runs on this machine, and what was started by us. */
final class Proc {

  /** The kernel's unit of process times in /proc is 1/100 s on every Linux (USER_HZ). */
  static final int TICKS_PER_SECOND = 100;

  private static final int TRIES = 100;
  private static final long MOMENT_NANOS = 500_000;
  private static final long YOUNG_TICKS = 10L * TICKS_PER_SECOND;

  private final Path root;

  Proc(Path root) {
    this.root = root;
  }

  /**
   * One line of {@code /proc/<pid>/stat}.
   *
   * @param start in ticks since the machine started: with the pid it names a process for ever
   * @param used user and system time in ticks, with that of children that it has waited for
   */
  record Stat(long pid, char state, long parent, long session, long used, long start) {

    /** A zombie is dead: only its entry waits for its parent. */
    boolean alive() {
      return state != 'Z' && state != 'X';
    }

    String id() {
      return pid + "@" + start;
    }
  }

  /** A process that carries our marks in its environment. */
  record Tagged(Stat stat, String uid, String run, String folder) {}

  Optional<Stat> stat(long pid) {
    return read(root.resolve(Long.toString(pid)).resolve("stat")).flatMap(t -> parse(pid, t));
  }

  private static Optional<Stat> parse(long pid, String text) {
    // The name stands in brackets and may hold anything, brackets and spaces too.
    int end = text.lastIndexOf(')');
    String[] words = end < 0 ? new String[0] : text.substring(end + 1).strip().split(" ");
    if (words.length < 20) {
      return Optional.empty();
    }
    long used = 0;
    for (int i = 11; i <= 14; i++) {
      used += Long.parseLong(words[i]);
    }
    return Optional.of(
        new Stat(
            pid,
            words[0].charAt(0),
            Long.parseLong(words[1]),
            Long.parseLong(words[3]),
            used,
            Long.parseLong(words[19])));
  }

  /** Our marks in a process's environment; none if it is another user's. */
  Optional<Tagged> tagged(long pid) {
    Optional<String> text = environment(pid);
    if (text.filter(t -> t.contains(Launch.UID + "=")).isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> env = new HashMap<>();
    for (String entry : text.get().split("\0")) {
      int equals = entry.indexOf('=');
      if (equals > 0 && entry.startsWith("HANSA_")) {
        env.putIfAbsent(entry.substring(0, equals), entry.substring(equals + 1));
      }
    }
    return stat(pid)
        .filter(Stat::alive)
        .filter(s -> env.containsKey(Launch.UID))
        .map(
            s ->
                new Tagged(
                    s,
                    env.get(Launch.UID),
                    env.getOrDefault(Launch.RUN, ""),
                    env.getOrDefault(Launch.FOLDER, "")));
  }

  /**
   * While a process takes on another program, its environment is empty or cannot be read for a
   * moment: who misses its marks then would take it for ended, and start it twice. So a young one
   * of ours is read again.
   */
  private Optional<String> environment(long pid) {
    String folder = Long.toString(pid);
    Optional<String> text = read(root.resolve(folder).resolve("environ"));
    for (int tries = 0; tries < TRIES && text.filter(t -> t.endsWith("\0")).isEmpty(); tries++) {
      if (stat(pid).filter(s -> s.alive() && isYoung(s)).isEmpty()
          || !user(folder).equals(user("self"))) {
        return text;
      }
      LockSupport.parkNanos(MOMENT_NANOS);
      text = read(root.resolve(folder).resolve("environ"));
    }
    return text;
  }

  /** The line of a process's status that says whose it is; readable by all. */
  private Optional<String> user(String folder) {
    return read(root.resolve(folder).resolve("status"))
        .flatMap(t -> t.lines().filter(l -> l.startsWith("Uid:")).findFirst());
  }

  private boolean isYoung(Stat stat) {
    return read(root.resolve("uptime"))
        .map(t -> new BigDecimal(t.split(" ", 2)[0]).movePointRight(2).longValue() - stat.start())
        .filter(age -> age < YOUNG_TICKS)
        .isPresent();
  }

  /** All processes that carry our marks, the oldest first. */
  List<Tagged> tagged() {
    List<Tagged> all = new ArrayList<>();
    for (long pid : pids()) {
      tagged(pid).ifPresent(all::add);
    }
    all.sort(Members.AGE);
    return all;
  }

  List<Stat> stats() {
    List<Stat> all = new ArrayList<>();
    for (long pid : pids()) {
      stat(pid).filter(Stat::alive).ifPresent(all::add);
    }
    return all;
  }

  private List<Long> pids() {
    List<Long> pids = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, "[0-9]*")) {
      entries.forEach(e -> pids.add(Long.parseLong(e.getFileName().toString())));
    } catch (IOException e) {
      throw Fault.of("reading " + root, e);
    }
    return pids;
  }

  /** A file under the root; empty if it is not there or not ours to read. */
  Optional<String> read(Path file) {
    try {
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Processes end while they are read: that is the normal case, not a failure.
      return Optional.empty();
    }
  }

  /** The value of a line {@code key: 123 kB} or {@code key 123}. */
  Optional<Long> number(String file, String key) {
    return read(root.resolve(file))
        .flatMap(t -> t.lines().filter(l -> l.startsWith(key)).findFirst())
        .map(l -> l.replaceAll("[^0-9]", ""))
        .filter(digits -> !digits.isEmpty())
        .map(Long::parseLong);
  }

  List<String> lines(String file) {
    return read(root.resolve(file)).map(t -> t.lines().toList()).orElse(List.of());
  }

  /** Differs after each start of the machine. */
  String boot() {
    return read(root.resolve("sys/kernel/random/boot_id")).orElse("").strip();
  }

  /** When a process was started, to a tick. */
  Instant started(Stat stat) {
    long booted = number("stat", "btime ").orElse(0L);
    return Instant.ofEpochMilli(booted * 1_000 + stat.start() * 1_000 / TICKS_PER_SECOND);
  }
}
