package org.hansa.core.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.AbstractList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.workload.LogPart;
import org.junit.jupiter.api.Test;

/** Logs of which only the last lines can be had are followed as well as that allows. */
class LogPartTest {

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(n -> "line " + n).toList();
  }

  private static LogPart after(LogPart before, List<String> last) {
    return LogPart.of(last, Optional.of(before.next()), LogPart.MOST);
  }

  @Test
  void whatIsNewComesOnceInParts() {
    LogPart first = LogPart.of(numbers(0, 10), Optional.empty(), 3);
    assertThat(first.lines()).isEqualTo(numbers(7, 10));
    assertThat(after(first, numbers(0, 10)).lines()).isEmpty();
    LogPart second = LogPart.of(numbers(0, 20), Optional.of(first.next()), 4);
    assertThat(second.lines()).isEqualTo(numbers(10, 14));
    assertThat(after(second, numbers(0, 20)).lines()).isEqualTo(numbers(14, 20));
    assertThat(after(second, numbers(0, 20)).gap()).isFalse();
    LogPart none = LogPart.of(List.of(), Optional.empty(), 3);
    assertThat(after(none, List.of("a")).lines()).containsExactly("a");
  }

  @Test
  void linesThatAreAllTheSameAreCounted() {
    List<String> three = Collections.nCopies(3, "tick");
    LogPart first = LogPart.of(three, Optional.empty(), 100);
    assertThat(after(first, Collections.nCopies(5, "tick")))
        .extracting(LogPart::lines, LogPart::gap)
        .containsExactly(List.of("tick", "tick"), false);
  }

  @Test
  void aPlaceIsFoundAgainInALogThatHasMovedOn() {
    LogPart first = LogPart.of(numbers(0, LogPart.MOST), Optional.empty(), 1);
    LogPart second = after(first, numbers(500, LogPart.MOST + 500));
    assertThat(second.lines()).isEqualTo(numbers(LogPart.MOST, LogPart.MOST + 500));
    assertThat(second.gap()).isFalse();
  }

  @Test
  void toFindAPlaceEachLineIsReadFewTimes() {
    LogPart first = LogPart.of(numbers(0, LogPart.MOST), Optional.empty(), 1);
    AtomicInteger reads = new AtomicInteger();
    List<String> lines = numbers(LogPart.MOST, 2 * LogPart.MOST);
    List<String> counted =
        new AbstractList<>() {
          @Override
          public String get(int index) {
            reads.incrementAndGet();
            return lines.get(index);
          }

          @Override
          public int size() {
            return lines.size();
          }
        };
    assertThat(after(first, counted).gap()).isTrue();
    assertThat(reads).hasValueLessThan(4 * LogPart.MOST);
  }

  @Test
  void whereThePlaceIsNotFoundThatIsTold() {
    LogPart first = LogPart.of(numbers(0, 10), Optional.empty(), 1);
    LogPart second = after(first, numbers(100, 103));
    assertThat(second.lines()).isEqualTo(numbers(100, 103));
    assertThat(second.gap()).isTrue();
    assertThat(after(second, numbers(100, 104)).gap()).isFalse();
  }

  @Test
  void whatNoPartHasSaidIsRefused() {
    for (String bad : List.of("", "seen", "seen-1-2-ab", "7")) {
      assertThatThrownBy(() -> LogPart.of(List.of("a"), Optional.of(bad), 1))
          .isInstanceOfSatisfying(
              DriverException.class,
              e -> assertThat(e.reason()).isEqualTo(DriverException.Reason.INVALID));
    }
    assertThatThrownBy(() -> new LogPart(List.of(), "two words", false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
