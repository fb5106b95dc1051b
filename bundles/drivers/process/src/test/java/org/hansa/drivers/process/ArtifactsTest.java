package org.hansa.drivers.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactsTest {

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static WorkloadSpec spec(String path, String digest, String script) {
    return new WorkloadSpec(
        "sample",
        "process",
        path.isEmpty() ? List.of() : List.of(new WorkloadSpec.Artifact(path, digest, true)),
        List.of("/bin/sh", "-c", script),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/etc/x", "a/../../x", "..", ".", "a/./b", "a\0b", " "})
  void aPathThatLeadsOutIsRefused(String path) {
    WorkloadSpec spec = spec(path, bench.blob("x"), "sleep 1");
    assertThatThrownBy(() -> bench.workloads().apply("a", spec, Bench.soon()))
        .isInstanceOfSatisfying(
            DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INVALID));
    assertThat(bench.home("a")).doesNotExist();
  }

  @Test
  void aLinkThatTheWorkloadLaidLeadsNowhere(@TempDir Path outside) throws Exception {
    bench
        .workloads()
        .apply("a", spec("", "", "ln -s " + outside + " lib; echo up; sleep 99"), Bench.soon());
    Bench.await("the link", () -> Files.isSymbolicLink(bench.home("a").resolve("work/lib")));

    WorkloadSpec next = spec("lib/evil", bench.blob("evil"), "sleep 99");
    assertThatThrownBy(() -> bench.workloads().apply("a", next, Bench.soon()))
        .isInstanceOfSatisfying(
            DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT));
    assertThat(outside).isEmptyDirectory();

    bench.workloads().remove("a", Bench.soon());
    assertThat(outside).exists();
  }

  /** What was a folder when it was looked at may be a link when it is written to. */
  @Test
  void aLinkThatIsLaidMeanwhileLeadsNowhere(@TempDir Path outside) throws Exception {
    Home home = new Home(folder.resolve("home"));
    home.create();
    WorkloadSpec spec = spec("lib/evil", bench.blob("evil"), "sleep 99");
    Artifacts artifacts = new Artifacts(digest -> new ByteArrayInputStream("evil".getBytes(UTF_8)));
    Path lib = home.work().resolve("lib");
    Path link = Files.createSymbolicLink(folder.resolve("link"), outside);
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> swapping =
        CompletableFuture.runAsync(
            () -> {
              while (!over.get()) {
                swap(lib, link, folder.resolve("aside"));
              }
            });
    try {
      for (int i = 0; i < 1_000; i++) {
        artifacts.stage(spec, home, Bench.soon());
        try {
          artifacts.place(spec, home, List.of("lib/evil"), Optional.empty());
        } catch (DriverException e) {
          assertThat(e.reason()).isEqualTo(Reason.CONFLICT);
        }
      }
    } finally {
      over.set(true);
      swapping.join();
    }
    assertThat(outside).isEmptyDirectory();
  }

  /** So nothing can be laid into what was entered. */
  @Test
  void aFolderThatGoesMeanwhileIsTheWorkloadsDoing() throws Exception {
    Home home = new Home(folder.resolve("home"));
    home.create();
    WorkloadSpec spec = spec("lib/good", bench.blob("good"), "sleep 99");
    Artifacts artifacts = new Artifacts(digest -> new ByteArrayInputStream("good".getBytes(UTF_8)));
    Path lib = home.work().resolve("lib");
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> taking =
        CompletableFuture.runAsync(
            () -> {
              while (!over.get()) {
                takeAway(lib);
              }
            });
    try {
      for (int i = 0; i < 1_000; i++) {
        artifacts.stage(spec, home, Bench.soon());
        try {
          artifacts.place(spec, home, List.of(), Optional.empty());
        } catch (DriverException e) {
          assertThat(e.reason()).isEqualTo(Reason.CONFLICT);
        }
      }
    } finally {
      over.set(true);
      taking.join();
    }
  }

  private static void takeAway(Path lib) {
    try {
      Files.createDirectories(lib);
      Files.deleteIfExists(lib.resolve("good"));
      Files.deleteIfExists(lib);
    } catch (IOException e) {
      // The other has just laid something into it, or it in its place: the next time.
      assertThat(e).isInstanceOf(FileSystemException.class);
    }
  }

  /** A folder goes aside, a link stands in its place for a moment, and it comes back. */
  private static void swap(Path lib, Path link, Path aside) {
    try {
      Files.createDirectories(lib);
      Files.move(lib, aside);
      Files.move(link, lib);
      Files.move(lib, link);
      Files.move(aside, lib);
    } catch (IOException e) {
      try {
        if (Files.isSymbolicLink(lib)) {
          Files.move(lib, link);
        }
        Trees.delete(aside);
      } catch (IOException next) {
        throw new UncheckedIOException(next);
      }
    }
  }

  /** Deeper than there may be files open, and than a path can be long. */
  @Test
  void aFolderIsDeletedHoweverDeepItIs() throws Exception {
    String hundred = "d/".repeat(100);
    String dig = "mkdir -p %1$s && cd -P %1$s && ".formatted(hundred).repeat(30);
    Process digging =
        new ProcessBuilder("sh", "-c", "mkdir top && cd top && " + dig + "touch x")
            .directory(folder.toFile())
            .start();
    assertThat(digging.waitFor()).isZero();
    try (Entered in = Entered.at(folder)) {
      Bench.await(
          "its end",
          () -> {
            try {
              in.deleteFolder(Path.of("top"));
              return true;
            } catch (DirectoryNotEmptyException e) {
              return false;
            }
          });
    }
    assertThat(folder.resolve("top")).doesNotExist();
  }

  @Test
  void wrongContentIsNeverRun() {
    String digest = bench.blob("right");
    bench.spoil(digest);
    assertThatThrownBy(
            () -> bench.workloads().apply("a", spec("x", digest, "sleep 99"), Bench.soon()))
        .isInstanceOf(DriverException.class)
        .hasMessageContaining(digest);
    assertThat(bench.processes()).isEmpty();
  }

  @Test
  void contentThatIsNotThereIsSaid() {
    String digest = "sha256:" + Specs.sha256("never stored");
    assertThatThrownBy(
            () -> bench.workloads().apply("a", spec("x", digest, "sleep 99"), Bench.soon()))
        .isInstanceOfSatisfying(
            DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
  }

  /** It is tried again, and soon. */
  @Test
  void contentThatCannotBeHadNowIsNotTakenForMissing() {
    bench.missing = Reason.UNAVAILABLE;
    String digest = "sha256:" + Specs.sha256("never stored");
    assertThatThrownBy(
            () -> bench.workloads().apply("a", spec("x", digest, "sleep 99"), Bench.soon()))
        .isInstanceOfSatisfying(
            DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
  }

  @Test
  void aChangedSpecKeepsTheWorkloadsOwnFilesAndTakesFormerArtifactsAway() throws Exception {
    bench
        .workloads()
        .apply("a", spec("old.txt", bench.blob("old"), "echo x >mine; sleep 99"), Bench.soon());
    Path work = bench.home("a").resolve("work");
    Bench.await("its file", () -> Files.exists(work.resolve("mine")));

    bench.workloads().apply("a", spec("new/n.txt", bench.blob("new"), "sleep 98"), Bench.soon());

    assertThat(work.resolve("mine")).exists();
    assertThat(work.resolve("old.txt")).doesNotExist();
    assertThat(work.resolve("new/n.txt")).hasContent("new").isExecutable();
  }

  @Test
  void theProgramMayBeAnArtifact() throws Exception {
    WorkloadSpec own =
        new WorkloadSpec(
            "own",
            "process",
            List.of(
                new WorkloadSpec.Artifact(
                    "bin/go", bench.blob("#!/bin/sh\necho went\nsleep 99\n"), true)),
            List.of("bin/go"),
            Map.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    bench.workloads().apply("own", own, Bench.soon());
    Bench.await("it", () -> bench.workloads().logs("own", 1, Bench.soon()).contains("went"));
  }
}
