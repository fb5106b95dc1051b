package org.hansa.core.isolation;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Trial;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Workloads in memory; logs of some uids are trouble. */
final class Troubles implements WorkloadFacet {

  private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);

  private final Opening opening;
  private final Map<String, WorkloadState> there = new ConcurrentHashMap<>();

  Troubles(Opening opening) {
    this.opening = opening;
  }

  static WorkloadState state(String digest) {
    return new WorkloadState(
        WorkloadState.Phase.RUNNING,
        digest,
        true,
        Optional.of("7"),
        Optional.of(TestDriver.TIME),
        Optional.empty(),
        Map.of("cpu", "enforced"));
  }

  static WorkloadSpec spec(String name) {
    return new WorkloadSpec(
        name,
        "process",
        List.of(new WorkloadSpec.Artifact("bin/a b", Trial.ARTIFACT, true)),
        List.of("sh", "-c", "true"),
        Map.of("A", ""),
        Map.of("http", 8080),
        Optional.of(new BigDecimal("0.50")),
        Optional.of(1L << 40),
        Optional.of(new WorkloadSpec.Probe("http", Optional.of("/"))),
        Optional.of(Duration.ofMillis(1500)));
  }

  @Override
  public Duration settle() {
    return Duration.ofMillis(250);
  }

  @Override
  public Observed<WorkloadState> observe(String uid, Deadline deadline) {
    return Optional.ofNullable(there.get(uid)).map(Observed::settled).orElse(Observed.absent());
  }

  @Override
  public Observed<WorkloadState> apply(String uid, WorkloadSpec spec, Deadline deadline) {
    there.put(uid, expect(spec));
    return Observed.inProgress(expect(spec), 40, Duration.ofMillis(10));
  }

  @Override
  public Observed<WorkloadState> remove(String uid, Deadline deadline) {
    there.remove(uid);
    return Observed.absent();
  }

  @Override
  public WorkloadState expect(WorkloadSpec spec) {
    if (spec.name().isEmpty()) {
      throw new DriverException(DriverException.Reason.INVALID, "it has no name");
    }
    return state(spec.toString());
  }

  @Override
  public Page<WorkloadState> list(Optional<String> cursor, int most, Deadline deadline) {
    return cursor.isEmpty()
        ? new Page<>(List.of(new Page.Item<>("a", state("a"))), Optional.of("next"))
        : Page.last(List.of(new Page.Item<>("b", state("b"))));
  }

  @Override
  public List<Trial<WorkloadSpec>> trials(Deadline deadline) {
    return List.of(new Trial<>(spec("one"), spec("two")));
  }

  @Override
  public List<String> logs(String uid, int most, Deadline deadline) {
    String[] words = uid.split(":", 2);
    return switch (words[0]) {
      case "fail" ->
          throw new DriverException(DriverException.Reason.valueOf(words[1]), "so it is said");
      case "defect" -> throw new IllegalStateException("a defect");
      case "deep" -> deep(0);
      case "null" -> null;
      case "print" -> print();
      case "huge" -> List.of("x".repeat(17 << 20));
      case "hang" -> hang();
      case "sleep" -> sleep(Long.parseLong(words[1]));
      case "exit" -> exit();
      case "halt" -> halt();
      case "hog" -> hog();
      case "pid" -> List.of("" + ProcessHandle.current().pid());
      case "left" -> List.of("" + deadline.left().toMillis());
      case "hint" -> hint(words[1]);
      case "content" -> List.of(content(words[1]));
      case "credential" -> List.of(String.valueOf(opening.credentials().get(words[1])));
      case "class" -> List.of(seen(words[1]));
      case "logger" -> List.of(LOG.getClass().getSimpleName());
      case "folder" -> List.of(opening.folder().toString(), System.getProperty("user.dir"));
      default -> List.of(uid, "" + most);
    };
  }

  private static List<String> deep(int depth) {
    return depth < 0 ? List.of() : new ArrayList<>(deep(depth + 1));
  }

  /** By Java and, as native code does, by the file itself. */
  private static List<String> print() {
    System.out.println("printed by Java");
    try {
      // Not closed: it is the process's.
      new FileOutputStream(FileDescriptor.out)
          .write("printed by native code\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LOG.warn("warned of {}", "it");
    return List.of("printed");
  }

  @SuppressWarnings("ThreadPriorityCheck")
  private static List<String> hang() {
    while (System.nanoTime() != 0) {
      Thread.yield();
    }
    return List.of();
  }

  private static List<String> sleep(long millis) {
    try {
      Thread.sleep(millis);
      return List.of("slept");
    } catch (InterruptedException e) {
      throw new DriverException(DriverException.Reason.UNAVAILABLE, "interrupted there", e);
    }
  }

  private static List<String> exit() {
    System.exit(3);
    return List.of();
  }

  private static List<String> halt() {
    Runtime.getRuntime().halt(42);
    return List.of();
  }

  private static List<String> hog() {
    List<byte[]> kept = new ArrayList<>(List.of(new byte[1]));
    while (!kept.isEmpty()) {
      kept.add(new byte[1 << 20]);
    }
    return List.of();
  }

  private List<String> hint(String uid) {
    opening.hint().accept(uid);
    return List.of("hinted");
  }

  private String content(String digest) {
    try (InputStream in = opening.content().open(digest)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException | DriverException e) {
      return "failed: " + e.getMessage();
    }
  }

  private static String seen(String name) {
    try {
      return "sees " + Class.forName(name).getName();
    } catch (ClassNotFoundException e) {
      return "does not see " + name;
    }
  }
}
