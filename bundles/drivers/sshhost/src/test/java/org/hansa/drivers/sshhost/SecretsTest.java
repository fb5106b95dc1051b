package org.hansa.drivers.sshhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a workload is told is nobody else's on the machine, from the first moment on. */
@Timeout(120)
class SecretsTest extends Bench {

  private static final int STARTS = 25;

  private static WorkloadSpec spec(Map<String, String> env, String... command) {
    return spec(List.of(), env, Map.of(), Optional.empty(), command);
  }

  /** All that stands on a command line until told otherwise, looked at as fast as can be. */
  private static void look(Set<String> seen, String text, AtomicBoolean over) {
    while (!over.get()) {
      String[] pids = new File("/proc").list((folder, name) -> Character.isDigit(name.charAt(0)));
      for (String pid : pids) {
        String line = proc(Long.parseLong(pid), "cmdline");
        if (line.contains(text)) {
          seen.add(line);
        }
      }
    }
  }

  @Test
  void noValueEverStandsOnACommandLine() throws Exception {
    String secret = "secret-of-" + installation;
    AtomicBoolean over = new AtomicBoolean();
    Set<String> seen = ConcurrentHashMap.newKeySet();
    CompletableFuture<Void> looking =
        CompletableFuture.runAsync(() -> look(seen, "-of-" + installation, over));
    try {
      for (int i = 0; i < STARTS; i++) {
        workloads()
            .apply(
                "one",
                spec(
                    Map.of("TOKEN", secret),
                    "sh",
                    "-c",
                    "sleep 1000; :",
                    "word-of-" + installation,
                    "" + i),
                soon());
      }
      workloads().apply("one", spec(Map.of("TOKEN", secret), "sleep", "1000"), soon());
      assertThat(marked("TOKEN=" + secret + "\0")).isNotEmpty();
    } finally {
      over.set(true);
      looking.join();
    }

    // What is a word of the command is seen, so that what is not was not there.
    assertThat(seen).anyMatch(line -> line.contains("word-of-"));
    assertThat(seen).noneMatch(line -> line.contains(secret));
  }

  @Test
  void whatIsWrittenDownOnlyItsOwnerReads() throws Exception {
    workloads().apply("one", spec(Map.of("TOKEN", "secret"), "sleep", "1000"), soon());

    try (Stream<Path> all = Files.walk(root())) {
      List<Path> telling =
          all.filter(Files::isRegularFile)
              .filter(file -> bytes(file).contains("TOKEN=secret"))
              .toList();
      assertThat(telling).isNotEmpty();
      assertThat(telling)
          .extracting(file -> PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .containsOnly("rw-------");
    }
  }

  private static String bytes(Path file) {
    try {
      return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Shells set some of these to what they like, and stumble over others. */
  @Test
  void namesThatMeanSomethingToAShellAreAsTheyWereSaid() {
    Map<String, String> env = new TreeMap<>();
    for (String name :
        List.of(
            "IFS",
            "LC_ALL",
            "LINENO",
            "OLDPWD",
            "OPTIND",
            "PPID",
            "PS1",
            "PWD",
            "RANDOM",
            "SHLVL",
            "UID",
            "_",
            "ENV",
            "BASH_ENV",
            "home",
            "name",
            "program",
            "tmp",
            "work")) {
      env.put(name, "of " + name + "/");
    }
    WorkloadState state =
        workloads().apply("one", spec(env, "/usr/bin/sleep", "1000"), soon()).state().orElseThrow();

    long pid = Long.parseLong(state.id().orElseThrow());
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> proc(pid, "cmdline").equals("/usr/bin/sleep\0" + "1000\0"));
    List<String> told = List.of(proc(pid, "environ").split("\0"));
    assertThat(told).containsAll(env.entrySet().stream().map(Object::toString).toList());
    assertThat(told)
        .extracting(line -> line.substring(0, line.indexOf('=')))
        .doesNotHaveDuplicates()
        .hasSize(env.size() + 9)
        .contains("COMMON", "HANSA_FOLDER", "HANSA_RUN", "HANSA_UID", "HOME", "JAVA_HOME", "PATH");
  }
}
