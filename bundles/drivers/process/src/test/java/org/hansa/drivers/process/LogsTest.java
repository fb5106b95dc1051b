package org.hansa.drivers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.workload.LogPart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that is followed: over cuts of its file no line comes twice, and none is lost unsaid. */
class LogsTest {

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void make() throws IOException {
    home = new Home(folder.resolve("one"));
    home.create();
  }

  private void write(String text) throws IOException {
    Files.writeString(Logs.file(home), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** All that is in the file. */
  private void cut() throws IOException {
    Logs.rotate(home, Files.size(Logs.file(home)));
  }

  private LogPart begin(int most) throws IOException {
    return Logs.after(home, Optional.empty(), most);
  }

  private LogPart after(LogPart before) throws IOException {
    return Logs.after(home, Optional.of(before.next()), 100);
  }

  @Test
  void whatIsWrittenAfterTheCursorComesOnceAndWhole() throws IOException {
    LogPart first = begin(10);
    assertThat(first.lines()).isEmpty();
    write("one\r\ntwo\n\nthr");
    LogPart second = after(first);
    assertThat(second.lines()).containsExactly("one", "two", "");
    assertThat(after(second).lines()).isEmpty();
    write("ee\n");
    assertThat(after(second)).isEqualTo(new LogPart(List.of("three"), after(second).next(), false));
    assertThat(begin(2).lines()).containsExactly("", "three");
    assertThat(begin(2).next()).isEqualTo(after(second).next());
    assertThat(Logs.after(home, Optional.of(first.next()), 1).lines()).containsExactly("one");
  }

  @Test
  void aCutOfTheFileBreaksNothing() throws IOException {
    write("a\nb\nc");
    LogPart first = begin(1);
    assertThat(first.lines()).containsExactly("b");
    write("c\nd\n");
    cut();
    write("e\n");
    LogPart second = after(first);
    assertThat(second.lines()).containsExactly("cc", "d", "e");
    assertThat(second.gap()).isFalse();
    cut();
    write("f\n");
    assertThat(after(second)).isEqualTo(new LogPart(List.of("f"), begin(1).next(), false));
    assertThat(begin(100).lines()).containsExactly("a", "b", "cc", "d", "e", "f");
  }

  @Test
  void whatIsKeptNoMoreIsToldOfBeforeTheLinesThatAre() throws IOException {
    write("a\n");
    LogPart first = begin(1);
    for (String line : List.of("b", "c", "d", "e")) {
      write(line + "\n");
      cut();
    }
    LogPart second = after(first);
    assertThat(second.lines()).containsExactly("d", "e");
    assertThat(second.gap()).isTrue();
    assertThat(after(second).gap()).isFalse();
  }

  @Test
  void ofAFileThatGrewWhileNobodyWasThereTheEndIsKeptAndTheRestToldOf() throws IOException {
    write("first\n");
    cut();
    LogPart first = begin(1);
    assertThat(first.lines()).containsExactly("first");
    write("lost\nkept\n");
    Logs.rotate(home, 5);
    assertThat(after(first).lines()).containsExactly("kept");
    assertThat(after(first).gap()).isTrue();
    assertThat(begin(3).lines()).containsExactly("first", "kept");
  }

  @Test
  void whereItsWriterWroteMeanwhileItIsToldAndNoLineIsMadeOfTwoHalves() throws IOException {
    write("one\nhal");
    LogPart first = begin(1);
    cut();
    LogCuts cuts = LogCuts.of(home);
    new LogCuts(cuts.log(), cuts.former(), cuts.cut(), false, true).keep(home);
    write("ves\ntwo\n");
    LogPart half = after(first);
    assertThat(half.lines()).containsExactly("hal");
    assertThat(half.gap()).isFalse();
    assertThat(after(half).lines()).containsExactly("ves", "two");
    assertThat(after(half).gap()).isTrue();
  }

  @Test
  void aLogThatBeganAnewIsNotTakenForTheOneBefore() throws IOException {
    write("a\nb\n");
    LogPart first = begin(1);
    Trees.delete(home.path());
    Files.createDirectories(home.log());
    Files.setLastModifiedTime(home.log(), FileTime.fromMillis(7));
    assertThat(after(first)).isEqualTo(new LogPart(List.of(), first.next(), false));
    write("other a\nother b\n");
    assertThat(after(first).lines()).containsExactly("other a", "other b");
    assertThat(after(first).gap()).isTrue();
  }

  @Test
  void aLineWithoutAnEndComesInPieces() throws IOException {
    LogPart first = begin(1);
    write("x".repeat(LogReading.MOST_READ + 10));
    LogPart piece = after(first);
    assertThat(piece.lines()).containsExactly("x".repeat(LogReading.MOST_READ));
    assertThat(after(piece).lines()).isEmpty();
    write("\n");
    assertThat(after(piece).lines()).containsExactly("x".repeat(10));
  }

  @Test
  void aLongLineComesInTheSamePiecesIfOneBeginsWithIt() throws IOException {
    write("x".repeat(LogReading.MOST_READ + 10) + "\r\nend\n");
    assertThat(begin(10).lines())
        .containsExactly("x".repeat(LogReading.MOST_READ), "x".repeat(10), "end");
    assertThat(begin(2).lines()).containsExactly("x".repeat(10), "end");
    assertThat(after(begin(2)).lines()).isEmpty();
  }

  @Test
  void whoBeginsIsGivenNoMoreThanAnAnswerHolds() throws IOException {
    write("x".repeat(5 << 20) + "\n" + "y\n".repeat(10));
    LogPart first = begin(10_000);
    assertThat(first.lines()).endsWith("y", "y").hasSizeGreaterThan(10);
    assertThat(first.lines()).allMatch(line -> line.length() <= LogReading.MOST_READ);
    assertThat(first.lines().stream().mapToInt(String::length).sum())
        .isLessThanOrEqualTo(512 << 10);
    assertThat(after(first).lines()).isEmpty();
  }

  @Test
  void aCursorThatWasNotSaidIsRefused() {
    for (String bad : List.of("", "seen-1-1-ab", "a-b", "a--1", "a-9999999999999999999")) {
      assertThatThrownBy(() -> Logs.after(home, Optional.of(bad), 1))
          .isInstanceOfSatisfying(
              DriverException.class,
              e -> assertThat(e.reason()).isEqualTo(DriverException.Reason.INVALID));
    }
  }

  @Test
  void aProcessThatWritesOnThroughCutsIsFollowedWithoutALineTwice() throws Exception {
    try (Bench bench = new Bench(folder.resolve("bench"))) {
      bench
          .workloads()
          .apply(
              "a",
              Bench.sh("i=0; while [ $i -lt 3000 ]; do echo $i; i=$((i+1)); done; sleep 99"),
              Bench.soon());
      Home of = new Home(bench.home("a"));
      List<Integer> seen = new ArrayList<>();
      AtomicBoolean gap = new AtomicBoolean();
      AtomicReference<Optional<String>> at = new AtomicReference<>(Optional.empty());
      Bench.await(
          "its last line",
          () -> {
            LogPart part = bench.workloads().logsAfter("a", at.get(), 10_000, Bench.soon());
            part.lines().forEach(line -> seen.add(Integer.valueOf(line)));
            at.set(Optional.of(part.next()));
            gap.compareAndSet(false, part.gap());
            Logs.rotate(of, 500);
            return seen.contains(2999);
          });
      assertThat(seen).isSorted().doesNotHaveDuplicates();
      assertThat(gap.get() || seen.equals(IntStream.range(0, 3000).boxed().toList())).isTrue();
    }
  }
}
